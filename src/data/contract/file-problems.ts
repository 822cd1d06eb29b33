// What does not fit together in a contract file, part by part: those of the wrong form are passed over, so that all problems are told at once.
import { didYouMean, nearestName } from '../../base/core/index.js'
import { dateFormats, trimCell } from '../schema/index.js'
import type { Kind } from '../table/index.js'
import { boundOf } from './bound.js'
import type { ColumnRule, ShareUpTo } from './contract.js'
import type { FileColumn, FileContract, FileKey, FileRelation } from './contract-schema.js'
import { patternExpression } from './pattern.js'
import { quoted } from './wording.js'

export interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** The parts of a file; undefined where a part's form is wrong. */
export interface FileParts {
  readonly rows: FileContract['rows'] | undefined
  readonly columns: readonly (FileColumn | undefined)[]
  /** Also of columns whose form is wrong, where they have one. */
  readonly names: readonly (string | undefined)[]
  readonly keys: readonly (FileKey | undefined)[]
  readonly relations: readonly (FileRelation | undefined)[]
}

export function fileProblems({ rows, columns, names, keys, relations }: FileParts): Problem[] {
  const problems: Problem[] = []
  if (rows?.max !== undefined && rows.max < rows.min)
    problems.push({ path: ['rows', 'max'], message: `rows.max is ${rows.max}, below min ${rows.min}` })
  const known = new Map<string, Kind | undefined>()
  for (const [k, name] of names.entries()) {
    if (name === undefined) continue
    if (known.has(name)) problems.push({ path: ['columns', k, 'name'], message: `${quoted([name])} is named twice` })
    known.set(name, columns[k]?.kind)
  }
  for (const [k, column] of columns.entries()) {
    if (column === undefined) continue
    const report: Report = (path, message) =>
      problems.push({ path: ['columns', k, ...path], message: `${quoted([column.name])}: ${message}` })
    columnProblems(column, report)
  }
  for (const [k, key] of keys.entries()) problems.push(...unknownNames(key?.key ?? [], known, ['keys', k, 'key']))
  for (const [k, relation] of relations.entries())
    if (relation !== undefined) problems.push(...relationProblems(relation, known, ['relations', k]))
  return problems
}

type Report = (path: readonly PropertyKey[], message: string) => void

function columnProblems(column: FileColumn, report: Report): void {
  const { kind, levels = [], dateFormat, pattern } = column
  for (const [rule, kinds] of Object.entries(kindsOf)) {
    const value = column[rule as keyof typeof kindsOf]
    if (value === undefined || value === false || kinds.includes(kind)) continue
    report([rule], `${rule} is a rule of ${kinds.join(' and ')}, the kind is ${kind}`)
  }
  for (const rule of ['shares', 'lengthShares'] as const) checkPoints(rule, column[rule] ?? [], report)
  for (const rule of ['range', 'length'] as const) checkRange(rule, column, report)
  const listed = new Set<string>()
  for (const [k, one] of levels.entries()) {
    const level = typeof one === 'string' ? one : one.level
    if (trimCell(level) === '') report(['levels', k], 'a level is empty')
    if (listed.has(level)) report(['levels', k], `level ${quoted([level])} is listed twice`)
    listed.add(level)
  }
  if (kind === 'boolean' && column.levels !== undefined && levels.length !== 2)
    report(['levels'], `a boolean has 2 spellings, here are ${levels.length}`)
  if (dateFormat !== undefined && !(dateFormats as readonly string[]).includes(dateFormat)) {
    const nearest = didYouMean(nearestName(dateFormat, dateFormats))
    report(['dateFormat'], `dateFormat is ${quoted([dateFormat])}, expected one of ${dateFormats.join(', ')}${nearest}`)
  }
  if (pattern !== undefined) checkPattern(pattern, report)
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

function checkPoints(rule: string, points: readonly ShareUpTo[], report: Report): void {
  for (const [k, point] of points.entries()) {
    const before = points[k - 1]
    if (before !== undefined && (point.value <= before.value || point.share < before.share))
      report([rule, k], `${rule} must rise: [${point.value}, ${point.share}] comes after [${before.value}, ${before.share}]`)
  }
}

function checkRange(rule: 'range' | 'length', column: FileColumn, report: Report): void {
  const range = column[rule]
  if (range === undefined) return
  const kind = rule === 'length' ? 'number' : column.kind
  for (const side of ['min', 'max'] as const) {
    const text = range[side]
    if (text === undefined || !Number.isNaN(boundOf(text, kind))) continue
    report([rule, side], `${rule}.${side} is ${quoted([text])}, expected ${kind === 'datetime' ? 'a date such as 2024-01-31' : 'a number'}`)
  }
  const { min, max } = range
  if (min !== undefined && max !== undefined && boundOf(min, kind) > boundOf(max, kind))
    report([rule], `${rule} has min ${min} above max ${max}`)
}

function checkPattern(pattern: string, report: Report): void {
  try {
    patternExpression(pattern)
  } catch (error) {
    report(['pattern'], `pattern is no regular expression (${(error as Error).message})`)
  }
}

const columnCounts = { equal: 2, atMost: 2, sum: 3, product: 3, determines: 2 } as const

function relationProblems(
  { relation, columns, within }: FileRelation,
  known: ReadonlyMap<string, Kind | undefined>,
  path: readonly PropertyKey[],
): Problem[] {
  const problems = unknownNames(columns, known, [...path, 'columns'])
  const report = (message: string): number => problems.push({ path: [...path, 'columns'], message: `${relation}: ${message}` })
  if (relation === 'missingTogether') {
    if (columns.length < 2) report(`expected two columns or more, here are ${columns.length}`)
  } else if (columns.length !== columnCounts[relation]) report(`expected ${columnCounts[relation]} columns, here are ${columns.length}`)
  const kinds = columns.flatMap((name) => known.get(name) ?? [])
  const areOf = (allowed: Kind): boolean => kinds.every((kind) => kind === allowed)
  if ((relation === 'sum' || relation === 'product') && !areOf('number')) report('expected numbers')
  if (relation === 'atMost' && !areOf('number') && !areOf('datetime')) report('expected numbers, or dates')
  if (relation === 'equal' && new Set(kinds).size > 1) report('expected columns of one kind')
  if (within !== undefined && relation !== 'sum' && relation !== 'product')
    problems.push({ path: [...path, 'within'], message: `within is of sum and product, not of ${relation}` })
  return problems
}

function unknownNames(names: readonly string[], known: ReadonlyMap<string, unknown>, path: readonly PropertyKey[]): Problem[] {
  return names.flatMap((name, k) =>
    known.has(name)
      ? []
      : [{ path: [...path, k], message: `${quoted([name])} is not among the columns${didYouMean(nearestName(name, [...known.keys()]))}` }],
  )
}
