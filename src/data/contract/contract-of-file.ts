// What a contract file says, once its form is right: defaults, dates, and what must fit together.
import { didYouMean, nearestName } from '../../base/core/index.js'
import { dateFormats, parseDate, trimCell } from '../schema/index.js'
import type { Kind } from '../table/index.js'
import { contractFormat } from './contract.js'
import type { ColumnContract, ColumnRule, Contract, Range, ShareUpTo } from './contract.js'
import type { ContractFile } from './contract-schema.js'
import { quoted } from './wording.js'

export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

type FileColumn = ContractFile['columns'][number]
type FileRange = NonNullable<FileColumn['range']>

/** The contract, and everything in it that does not fit together. */
export function contractOfFile(file: ContractFile): { readonly contract: Contract; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const { rows, columns, relations, keys } = file
  if (rows.max !== undefined && rows.max < rows.min)
    problems.push({ path: ['rows', 'max'], message: `rows.max is ${rows.max}, below min ${rows.min}` })
  const contract: Contract = {
    format: contractFormat,
    ...(file.source === undefined ? {} : { source: file.source }),
    rows,
    falseAlarms: file.falseAlarms,
    otherColumns: file.otherColumns,
    columns: columns.map((column, k) =>
      columnOf(column, (path, message) =>
        problems.push({ path: ['columns', k, ...path], message: `${quoted([column.name])}: ${message}` }),
      ),
    ),
    keys: keys.map(({ key, exact }) => ({ columns: key, exact })),
    relations,
  }
  const known = new Map<string, Kind>()
  for (const [k, { name, kind }] of columns.entries()) {
    if (known.has(name)) problems.push({ path: ['columns', k, 'name'], message: `${quoted([name])} is named twice` })
    known.set(name, kind)
  }
  for (const [k, { key }] of keys.entries()) problems.push(...unknownNames(key, known, ['keys', k, 'key']))
  for (const [k, relation] of relations.entries()) problems.push(...relationProblems(relation, known, ['relations', k]))
  return { contract, problems }
}

type Report = (path: readonly PropertyKey[], message: string) => void

function columnOf(column: FileColumn, report: Report): ColumnContract {
  const { name, kind, required, seen, missing, missingTexts, invalid, whole, range, shares, levels, length, lengthShares, ...rest } = column
  const listed = levels?.map((one) => (typeof one === 'string' ? { level: one } : one))
  checkRules(column, report)
  checkPoints('shares', shares, report)
  checkPoints('lengthShares', lengthShares, report)
  for (const [k, { level }] of (listed ?? []).entries()) {
    if (listed!.findIndex((other) => other.level === level) < k) report(['levels', k], `level ${quoted([level])} is listed twice`)
    if (trimCell(level) === '') report(['levels', k], 'a level is empty')
  }
  if (kind === 'boolean' && listed !== undefined && listed.length !== 2)
    report(['levels'], `a boolean has 2 spellings, here are ${listed.length}`)
  if (column.dateFormat !== undefined && !(dateFormats as readonly string[]).includes(column.dateFormat))
    report(
      ['dateFormat'],
      `dateFormat is ${quoted([column.dateFormat])}, expected one of ${dateFormats.join(', ')}${didYouMean(nearestName(column.dateFormat, dateFormats))}`,
    )
  if (column.pattern !== undefined) checkPattern(column.pattern, report)
  return {
    name,
    kind,
    required,
    ...(seen === undefined ? {} : { seen }),
    mayBeMissing: missing,
    missing: ['', ...missingTexts.filter((text) => text !== '')],
    invalid,
    whole,
    ...(range === undefined ? {} : { range: rangeOf(range, kind, 'range', report) }),
    ...(shares === undefined ? {} : { shares }),
    ...(listed === undefined ? {} : { levels: listed }),
    ...(length === undefined ? {} : { length: rangeOf(length, 'number', 'length', report) }),
    ...(lengthShares === undefined ? {} : { lengthShares }),
    ...rest,
  }
}

/** The kinds that a rule is about. */
const kindsOf: Readonly<Partial<Record<keyof FileColumn & ColumnRule, readonly Kind[]>>> = {
  whole: ['number'],
  range: ['number', 'datetime'],
  shares: ['number'],
  levels: ['category', 'boolean'],
  length: ['text', 'category'],
  lengthShares: ['text', 'category'],
  shapes: ['text', 'category'],
  pattern: ['text', 'category'],
}

function checkRules(column: FileColumn, report: Report): void {
  for (const [rule, kinds] of Object.entries(kindsOf)) {
    const value = column[rule as keyof typeof kindsOf]
    if (value === undefined || value === false || kinds.includes(column.kind)) continue
    report([rule], `${rule} is a rule of ${kinds.join(' and ')}, the kind is ${column.kind}`)
  }
}

function checkPoints(rule: string, points: readonly ShareUpTo[] | undefined, report: Report): void {
  for (const [k, point] of (points ?? []).entries()) {
    const before = points![k - 1]
    if (before !== undefined && (point.value <= before.value || point.share < before.share))
      report([rule, k], `${rule} must rise: [${point.value}, ${point.share}] comes after [${before.value}, ${before.share}]`)
  }
}

function checkPattern(pattern: string, report: Report): void {
  try {
    new RegExp(`^(?:${pattern})$`, 'u')
  } catch (error) {
    report(['pattern'], `pattern is no regular expression (${(error as Error).message})`)
  }
}

function rangeOf(range: FileRange, kind: Kind, rule: string, report: Report): Range {
  const bound = (side: 'min' | 'max'): number | undefined => {
    const text = range[side]
    if (text === undefined) return undefined
    const value = kind === 'datetime' ? parseDate(text, 'yyyy-MM-dd') : text.trim() === '' ? NaN : Number(text)
    if (Number.isFinite(value)) return value
    report([rule, side], `${rule}.${side} is ${quoted([text])}, expected ${kind === 'datetime' ? 'a date such as 2024-01-31' : 'a number'}`)
    return undefined
  }
  const [min, max] = [bound('min'), bound('max')]
  if (min !== undefined && max !== undefined && min > max) report([rule], `${rule} has min ${range.min} above max ${range.max}`)
  return { beyond: range.beyond, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

const columnCounts = { equal: 2, atMost: 2, sum: 3, product: 3, determines: 2 } as const

function relationProblems(
  { relation, columns, within }: ContractFile['relations'][number],
  known: ReadonlyMap<string, Kind>,
  path: readonly PropertyKey[],
): Problem[] {
  const problems = unknownNames(columns, known, [...path, 'columns'])
  const report = (message: string): number => problems.push({ path: [...path, 'columns'], message: `${relation}: ${message}` })
  if (relation === 'missingTogether') {
    if (columns.length < 2) report(`expected two columns or more, here are ${columns.length}`)
  } else if (columns.length !== columnCounts[relation]) report(`expected ${columnCounts[relation]} columns, here are ${columns.length}`)
  const kinds = columns.map((name) => known.get(name))
  const isOf = (...allowed: readonly Kind[]): boolean => kinds.every((kind) => kind === undefined || allowed.includes(kind))
  if ((relation === 'sum' || relation === 'product') && !isOf('number')) report('expected numbers')
  if (relation === 'atMost' && !isOf('number') && !isOf('datetime')) report('expected numbers, or dates')
  if (relation === 'equal' && new Set(kinds.filter((kind) => kind !== undefined)).size > 1) report('expected columns of one kind')
  if (within !== undefined && relation !== 'sum' && relation !== 'product')
    problems.push({ path: [...path, 'within'], message: `within is of sum and product, not of ${relation}` })
  return problems
}

function unknownNames(names: readonly string[], known: ReadonlyMap<string, Kind>, path: readonly PropertyKey[]): Problem[] {
  return names.flatMap((name, k) =>
    known.has(name)
      ? []
      : [{ path: [...path, k], message: `${quoted([name])} is not among the columns${didYouMean(nearestName(name, [...known.keys()]))}` }],
  )
}
