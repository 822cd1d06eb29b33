"""Personal data in cells, before they are parsed: beside predict.py, which needs it where signature.json has a `treatment` (see docs/guide/privacy.md)."""
import base64, contextlib, hmac, math, os, re
BLANKS = "".join(map(chr, range(33))) + "\xa0"

def mask(text, kind):  # the part of personal data that names nobody (--privacy mask)
    found = lambda pattern: (hit := re.search(pattern, text, re.IGNORECASE | re.ASCII)) and hit[1] or ""
    digits, bare = re.sub("[^0-9]", "", text), re.sub("[^0-9A-Za-z]", "", text)
    if kind == "phone":
        return "" if len(digits) < 7 else "+" + digits[:4] if "+" in text else digits[:3]
    if kind == "coordinates":
        with contextlib.suppress(ValueError):
            return f"{math.floor(float(text.replace(',', '.')) * 10 + 0.5) / 10:.1f}"
    return {"email": found(r"@([A-Za-z0-9.-]+)>?$").lower(), "card": digits[:6], "iban": found("^([A-Z]{2})").upper(), "birthDate": found("((?:18|19|20)[0-9]{2})"),
            "ip": (found(r"^([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})") or found("^([0-9A-F]{1,4}:[0-9A-F]{1,4}:[0-9A-F]{1,4})")).lower(),
            "mac": re.sub("[^0-9A-Fa-f]", "", text)[:6].lower(), "postcode": bare.upper()[: 3 if len(bare) >= 5 else 2],
            "name": found(r"\b(mr|mrs|ms|miss|master|dr|prof|rev|sir|lady|herr|frau|mme|mlle|sr|sra)\b").lower()}.get(kind, "")

def holds(text, span):  # a pattern is not enough for cards, accounts and phones
    digits, bare = re.sub("[^0-9]", "", text), re.sub("[ -]", "", text)
    if span.get("check") == "luhn":
        return sum(sum(divmod(int(digit) * (1 + i % 2), 10)) for i, digit in enumerate(reversed(digits))) % 10 == 0
    if span.get("check") == "mod97":
        return len(bare) >= 15 and int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1
    return span["kind"] != "phone" or len(digits) >= span.get("least", 7)

def treat(text, rule):  # the text in place of one with personal data; ValueError where nothing is left of it, so that it is missing
    treated = treated_text(text, rule["treatment"]).strip(BLANKS)
    if treated in {"", *rule["missing"]}:
        raise ValueError
    return treated

def treated_text(text, rule):
    by, key = rule["by"], os.environ.get("MLWRIGHT_PRIVACY_KEY", "").encode()
    sign = lambda text: hmac.new(key, text.encode(), "sha256")
    if "mark" in rule and sign("mlwright/key mark").hexdigest()[:8] != rule["mark"]:
        raise SystemExit("MLWRIGHT_PRIVACY_KEY is not the key of the training.")
    alias = lambda text, kind: base64.urlsafe_b64encode(sign(text).digest()[:16]).decode()[:22] if by == "hash" else mask(text, kind) if by == "mask" else ""
    if "spans" not in rule:
        return alias(text, rule.get("kind"))
    found = []
    for span in rule["spans"]:
        for hit in re.finditer(span["pattern"], text, re.ASCII):
            start, end = hit.span()
            is_part = span["kind"] != "email" and re.search("[A-Za-z0-9_]$|[A-Za-z0-9_][_-]$", text[max(0, start - 2):start]) or re.match("[A-Za-z0-9_]|[_-][A-Za-z0-9_]", text[end:end + 2]) and span["kind"] != "email"
            if holds(hit[0], span) and not is_part and not any(start < other[1] and other[0] < end for other in found):
                found.append((start, end, alias(hit[0], span["kind"]) or f"[{span['kind']}]"))
    for start, end, word in sorted(found, reverse=True):
        text = text[:start] + word + text[end:]
    return text
