// What is said about personal data, in words and numbers that hold none of it.
import type { Finding } from '../../base/core/index.js'
import { maskableKinds, personalKindNames } from '../personal/index.js'
import type { PersonalKind } from '../personal/index.js'
import { counted, percent } from '../schema/index.js'
import type { ColumnSpans } from './spans-in-column.js'
import type { PersonalVerdict } from './personal-verdict.js'

export type PrivacyMode = 'drop' | 'hash' | 'mask' | 'keep'

/** What becomes of the column. */
export type Fate = 'leftOut' | 'masked' | 'hashed' | 'kept' | 'grouping' | 'target' | 'public' | 'unsure'

const done: Readonly<Record<Fate, string>> = {
  leftOut: 'It is not learned from, and nothing of it is written.',
  masked: 'Only the part that names nobody is read, at training and at prediction (--privacy mask).',
  hashed: 'It is read as pseudonyms, at training and at prediction; only the key leads from a value to its pseudonym (--privacy hash).',
  kept: 'It is used as it is, and the bundle may hold values of it (--privacy keep).',
  grouping: 'It is not learned from: it only says which rows belong together or how they count, and is not written.',
  target:
    'The target holds it: its classes are written into the bundle and the report. Give it codes in the source if they name private persons.',
  public: '',
  unsure: 'It is used as it is: too little speaks for it. If it does name persons, say --ignore.',
}

const publicWords: Readonly<Partial<Record<PersonalKind, string>>> = {
  name: 'The column is called after persons who are known by their work, so it is used as it is. If they are private persons, say --ignore.',
  coordinates:
    'Nothing says that they are of a person, so they are used as they are. If they are somebody’s home, say --ignore or --privacy mask.',
  postcode: 'They name nobody alone, but may do so together with other columns.',
  personId: 'They name persons to those who have the list.',
}

function otherWays(kind: PersonalKind): string {
  const hash = 'To learn from pseudonyms, say --privacy hash'
  return maskableKinds.has(kind) ? `${hash}; from the part that names nobody, --privacy mask.` : `${hash}.`
}

/** `column`: its name. */
export function personalFinding(column: string, verdict: PersonalVerdict, fate: Fate): Finding {
  const { kind, title, country, confidence, share, basis } = verdict
  const what = `${country === undefined ? '' : `${country} `}${title ?? personalKindNames[kind]}`
  const words = fate === 'public' ? (publicWords[kind] ?? '') : fate === 'leftOut' ? `${done.leftOut} ${otherWays(kind)}` : done[fate]
  const how = basis === 'name' ? 'by its name' : `${percent(share, 1)} of its cells${basis === 'nameAndContent' ? ', and its name' : ''}`
  return {
    code: 'PERSONAL_DATA',
    severity: fate === 'public' || fate === 'unsure' || fate === 'grouping' ? 'info' : 'warning',
    columns: [column],
    evidence: { kind, ...(country === undefined ? {} : { country }), confidence: round(confidence), share: round(share), basis, fate },
    message: `Column '${column}' ${fate === 'unsure' ? 'may hold' : 'holds'} ${what} (${how}). ${words}`.trim(),
  }
}

export function spansFinding(column: string, { cells, of, kinds }: ColumnSpans, mode: PrivacyMode, isTarget: boolean): Finding {
  const names = kinds.map(({ kind }) => personalKindNames[kind])
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
  const words = isTarget
    ? done.target
    : {
        drop: `In their place the model reads [${kinds[0].kind}], at training and at prediction, and nothing of them is written.`,
        mask: 'In their place the model reads the part that names nobody (--privacy mask).',
        hash: 'In their place the model reads pseudonyms (--privacy hash).',
        keep: done.kept,
      }[mode]
  return {
    code: 'PERSONAL_DATA',
    severity: 'warning',
    columns: [column],
    evidence: {
      inText: true,
      cells,
      of,
      share: round(cells / of),
      kinds: Object.fromEntries(kinds.map(({ kind, cells: count }) => [kind, count])),
    },
    message: `${counted(cells, 'text')} of '${column}' (${percent(cells, of)}) ${cells === 1 ? 'holds' : 'hold'} personal data inside: ${listed}. ${words} Names of persons inside texts are not looked for.`,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
