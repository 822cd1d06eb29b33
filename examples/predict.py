"""Predicts a CSV with a bundle, without mlwright: python predict.py <bundle> <data.csv> <predictions.csv> [delimiter]"""
import contextlib, json, re, sys
import onnxruntime, pandas as pd
BLANKS, PAIRS = "".join(map(chr, range(33))) + "\xa0", [pair.split() for pair in ("false true", "no yes", "f t", "n y", "0 1", "0.0 1.0")]
PARTS = {"yyyy": r"(?P<y>\d{4})", "yy": r"(?P<y>\d\d)", "MMM": "(?P<m>[a-z]{3})[a-z]*", "MM": r"(?P<m>\d\d?)", "dd": r"(?P<d>\d\d?)"}

def parse_number(text, rule):
    point, group = (",", ".") if "decimal" in rule else (".", ",")
    text = re.sub(rf"[ \xa0\u2009\u202f'’]|\{group}(?=\d{{3}})", "", text.replace(rule.get("unit", "\0"), "").replace("\u2212", "-"))
    return float(re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", text.replace(point, "."), re.IGNORECASE)[0])

def parse_date(text, rule):
    pattern = re.sub("yyyy|yy|MMM|MM|dd", lambda part: PARTS[part[0]], re.escape("yyyy-MM-dd" if re.match(r"\d{4}-\d\d?-\d", text) else rule["dateFormat"]).replace(r"\ ", r"\.?,?[\s-]"))
    found = re.match(r"(?:[a-z]{3,9}\.?,?\s+)??" + pattern, text, re.IGNORECASE)
    year, month, day = (found.groupdict().get(part) or "1" for part in "ymd")
    year, month = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 69 else 2000), int(month) if month.isdigit() else "janfebmaraprmayjunjulaugsepoctnovdec".find(month.lower()) // 3 + 1
    when = pd.Timestamp(f"{year:04}-{month:02}-{int(day):02} " + text[found.end():].strip(", \t").upper().lstrip("T").replace(".M.", "M"))
    return ((when if when.tz else when.tz_localize("UTC")) - pd.Timestamp("1970-01-01 00:00Z")) // pd.Timedelta(milliseconds=1)

def parse_level(text, rule):
    if rule["kind"] == "boolean":  # the two spellings, in any case, and the words of known pairs where they are one
        spellings = [rule["levels"], words := [word.lower() for word in rule["levels"]], *(PAIRS if words in PAIRS else [])]
        return next((pair.index(one) for pair in spellings for one in (text, text.lower()) if one in pair), None)
    text, levels, whole = text.lower() if "fold" in rule else text, rule["levels"], re.compile(r"[+-]?\d+(\.0*)?").fullmatch
    is_number = text not in levels and all(map(whole, [text, *levels])) and not any(re.match("[+-]?0\\d", one) for one in levels)
    return next((one for one in levels if float(one) == float(text)), text) if is_number else text  # 1.0 where training saw 1
KINDS = {"number": ("float64", float("nan"), parse_number), "boolean": ("float64", float("nan"), parse_level),  # type, missing value, parser
         "datetime": ("int64", -(2**63), parse_date), "category": (object, "", parse_level), "text": (object, "", lambda text, rule: text.lower() if "fold" in rule else text)}
bundle, source, target, delimiter = (sys.argv[1:] + [","])[:4]
signature, feeds, session = json.load(open(f"{bundle}/signature.json", encoding="utf-8")), {}, onnxruntime.InferenceSession(f"{bundle}/model.onnx", providers=["CPUExecutionProvider"])
table = pd.read_csv(source, sep=delimiter, dtype=str, keep_default_na=False, skipinitialspace=True).rename(columns=lambda name: name.strip(BLANKS))
for port, rule in zip(session.get_inputs(), signature["inputs"]):
    (dtype, empty, parse), cells = KINDS[rule["kind"]], table[rule["name"].strip(BLANKS)].str.strip(BLANKS)
    codes = [parse(one, rule) for one in rule["missing"] if re.fullmatch({"number": r"[-+]?\d+\.?\d*", "datetime": r"\d{4}-\d\d-\d\d"}.get(rule["kind"], "^-"), one)]  # -999 is -999.0 too
    for text in (values := dict.fromkeys(cells, empty)).keys() - {"", *rule["missing"]}:
        with contextlib.suppress(ValueError, TypeError, AttributeError):  # a cell of another kind is missing
            values[text] = next((value for value in [parse(__import__("treat").treat(text, rule) if "treatment" in rule else rule.get("spellings", {}).get(text, text), rule)] if value not in codes), empty)
    feeds[port.name] = cells.map(values).to_numpy(dtype)
names = ("prediction", *(f"probability_{label}" for label in signature.get("classes", [])))
pd.DataFrame(dict(zip(names, session.run(None, feeds)))).to_csv(target, index=False)
