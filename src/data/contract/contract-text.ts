// A contract as a file that people read, edit and keep in version control: YAML in a fixed order, with what it means beside it.
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Kind } from '../table/index.js'
import { defaultShift } from './contract.js'
import type { ColumnContract, Contract, KeyContract, Range, RelationContract, ShareUpTo } from './contract.js'
import { relationText, valueText } from './wording.js'

const legend = ` A data contract: what a table must hold. Made by mlwright contract; edit it, and keep it in version control.
   mlwright check <source> --contract <this file>

 What stands here is a rule, what does not is free. Shares are 0 to 1. Of a column:
   missing       the share of rows that may lack a value        missingTexts  texts that stand for missing
   range         least and greatest value (beyond: the share of values that may lie outside); length: the same of characters
   shares        [value, share of values up to it]; a share may move by 0.1, or by what shift says
   levels        all that there may be, with their shares       unseen        the share of values that may be others
   shapes        A and a are letters in a row, 9 digits         pattern       a regular expression of the whole cell
   whole, unique, required: false                               seen          values that the rules were learned from
   exact         [missing, range, …]: these without room for chance
 Rows drawn from the same source keep it: a limit may be passed by as much as chance explains, the more the fewer rows there are.
 The whole language: docs/reference/contract.md`

/** The file. `parseContract` of it gives the same contract. The same contract gives the same text. */
export function contractText(contract: Contract): string {
  const document = new Document(plainOf(contract))
  document.commentBefore = legend
  visit(document, {
    Pair(_, pair) {
      const name = isScalar(pair.key) ? pair.key.value : undefined
      if (name === 'columns' && isSeq(pair.value) && pair.value.items.some((item) => isMap(item))) {
        for (const item of pair.value.items.slice(1)) if (isMap(item)) item.spaceBefore = true
      }
      if ((isMap(pair.value) || isSeq(pair.value)) && typeof name === 'string' && inLine.has(name)) pair.value.flow = true
    },
    Seq(_, seq) {
      for (const item of seq.items) if (isMap(item) && (item.has('level') || item.has('relation') || item.has('key'))) item.flow = true
    },
  })
  comment(document, ['rows', 'seen'], ' learned from so many: the fewer, the more room a check leaves for chance')
  comment(document, ['falseAlarms'], ' the chance that further rows of the same source break any rule; 0: no room, every limit is exact')
  for (const [k, relation] of contract.relations.entries()) {
    const node = document.getIn(['relations', k])
    if (isMap(node)) node.comment = ` ${oneLine(relationText(relation))}`
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** Written in one line. */
const inLine: ReadonlySet<string> = new Set(['range', 'length', 'shares', 'lengthShares', 'missingTexts', 'exact', 'shapes'])

function comment(document: Document, path: readonly string[], text: string): void {
  const node = document.getIn(path, true)
  if (isScalar(node)) node.comment = text
}

/** Line breaks would end a comment. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

function plainOf(contract: Contract): Readonly<Record<string, unknown>> {
  const { format, source, rows, falseAlarms, otherColumns, columns, keys, relations } = contract
  return definedOf({
    format,
    source,
    rows: definedOf({ seen: rows.seen, min: rows.min, max: rows.max }),
    falseAlarms,
    otherColumns,
    columns: columns.map(plainColumn),
    keys: keys.length === 0 ? undefined : keys.map(plainKey),
    relations: relations.length === 0 ? undefined : relations.map(plainRelation),
  })
}

function plainColumn(column: ColumnContract): Readonly<Record<string, unknown>> {
  const { name, kind, missing, dateFormat, decimal, unit, fold, range, length, shares, lengthShares, levels } = column
  const missingTexts = missing.filter((text) => text !== '')
  return definedOf({
    name,
    kind,
    required: column.required ? undefined : false,
    seen: column.seen,
    missing: column.mayBeMissing === 1 ? undefined : column.mayBeMissing,
    missingTexts: missingTexts.length === 0 ? undefined : missingTexts,
    dateFormat,
    decimal,
    unit,
    fold,
    invalid: column.invalid || undefined,
    whole: column.whole || undefined,
    range: range === undefined ? undefined : plainRange(range, kind),
    shares: shares === undefined ? undefined : pairsOf(shares),
    levels: levels?.map(({ level, share }) => (share === undefined ? level : { level, share })),
    length: length === undefined ? undefined : plainRange(length, 'number'),
    lengthShares: lengthShares === undefined ? undefined : pairsOf(lengthShares),
    shapes: column.shapes,
    pattern: column.pattern,
    unseen: column.unseen || undefined,
    shift: column.shift === defaultShift ? undefined : column.shift,
    unique: column.unique || undefined,
    exact: column.exact.length === 0 ? undefined : column.exact,
  })
}

function plainRange({ min, max, beyond }: Range, kind: Kind): Readonly<Record<string, unknown>> {
  const bound = (value: number | undefined): unknown => (value === undefined || kind !== 'datetime' ? value : valueText(value, kind))
  return definedOf({ min: bound(min), max: bound(max), beyond: beyond || undefined })
}

function pairsOf(points: readonly ShareUpTo[]): number[][] {
  return points.map(({ value, share }) => [value, share])
}

function plainKey({ columns, exact }: KeyContract): Readonly<Record<string, unknown>> {
  return definedOf({ key: columns, exact: exact || undefined })
}

function plainRelation({ relation, columns, within, broken, seen, exact }: RelationContract): Readonly<Record<string, unknown>> {
  return definedOf({ relation, columns, within, broken: broken || undefined, seen, exact: exact || undefined })
}

function definedOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
