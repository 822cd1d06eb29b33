// Kinds that a test of each cell tells: what passes, how often by chance, and what columns of the kind are called.
import { cardIssuer, isEmail, isIban, isIpAddress, isMacAddress, nationalIds, phoneForm } from '../personal/index.js'
import type { PersonalKind } from '../personal/index.js'

export interface Detector {
  readonly kind: PersonalKind
  /** Where the kind has several sorts. */
  readonly title?: string
  readonly country?: string
  readonly matches: (text: string) => boolean
  /** The share of other texts, of those that look alike, that pass. */
  readonly chance: number
  /** The share of cells that must pass where the name of the column says nothing, and where it says it. 2: never. */
  readonly leastShare: { readonly unnamed: number; readonly named: number }
  readonly names: RegExp
}

const phoneNames =
  /\b(?:(?:tele)?phones?|phone ?(?:no|nr|number)|tel|mobiles?|mobil|cell ?(?:phone)?|fax|handy|telefon|telefono|telefone|telefoon|portable|movil|celular|whatsapp|msisdn)\b/

/** Surest first. Sources of `chance`: the check itself (a digit of ten, two of a hundred), where forms alone decide an estimate on the safe side. */
export const detectors: readonly Detector[] = [
  {
    kind: 'email',
    matches: isEmail,
    chance: 1e-6,
    leastShare: { unnamed: 0.5, named: 0.2 },
    names: /\b(?:e ?mails?|mail|e ?mail ?address|courriel|correo(?: electronico)?|posta elettronica)\b/,
  },
  {
    kind: 'iban',
    matches: isIban,
    chance: 1e-5,
    leastShare: { unnamed: 0.5, named: 0.3 },
    names: /\b(?:iban|bank ?account|konto ?(?:nr|nummer)?|account ?number)\b/,
  },
  {
    kind: 'mac',
    matches: isMacAddress,
    chance: 1e-5,
    leastShare: { unnamed: 0.5, named: 0.3 },
    names: /\b(?:mac ?(?:address|addr)?|hwaddr|bssid)\b/,
  },
  {
    kind: 'ip',
    matches: isIpAddress,
    chance: 1e-3,
    leastShare: { unnamed: 0.7, named: 0.3 },
    names: /\bip ?(?:v[46])? ?(?:address|addr|adresse)?\b|\b(?:client|remote|source|src|dst|host) ?ip\b/,
  },
  {
    kind: 'card',
    matches: (text) => cardIssuer(text) !== undefined,
    chance: 0.03,
    leastShare: { unnamed: 0.5, named: 0.4 },
    names:
      /\b(?:(?:credit|debit|payment)? ?card ?(?:no|nr|num|number)?|cc ?(?:no|num|number)?|pan|kreditkarte(?:nnummer)?|carte(?: bancaire)?|tarjeta)\b/,
  },
  {
    kind: 'phone',
    matches: (text) => {
      const form = phoneForm(text)
      return form === 'international' || form === 'national'
    },
    chance: 1e-3,
    leastShare: { unnamed: 0.5, named: 0.3 },
    names: phoneNames,
  },
  {
    kind: 'phone',
    matches: (text) => phoneForm(text) !== undefined,
    chance: 0.2,
    leastShare: { unnamed: 2, named: 0.6 },
    names: phoneNames,
  },
  {
    kind: 'nationalId',
    title: 'social security numbers',
    country: 'US',
    matches: (text) => /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text),
    chance: 1e-3,
    leastShare: { unnamed: 0.7, named: 0.3 },
    names: nationalIds.find(({ country }) => country === 'US')!.names,
  },
  ...nationalIds.map((id): Detector => {
    const isChecked = id.chance <= 0.2
    return {
      kind: 'nationalId',
      title: id.title,
      country: id.country,
      matches: id.matches,
      // Digits of one form may share more than chance: dates in front, equal ends.
      chance: Math.max(0.02, id.chance),
      leastShare: { unnamed: isChecked ? (id.chance <= 0.03 ? 0.5 : 0.8) : 2, named: isChecked ? 0.5 : 0.8 },
      names: id.names,
    }
  }),
]
