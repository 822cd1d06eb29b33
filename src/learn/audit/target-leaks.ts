// Columns that know the answer: they would not be known, or not so, when a prediction is asked for.
import { createRandom } from '../../base/core/index.js'
import { spearmanTest } from '../../base/stats/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { sampleRows } from '../../data/table/index.js'
import type { Column } from '../../data/table/index.js'
import { rankedTarget } from './audited.js'
import type { Audited } from './audited.js'
import { partsOf, presenceOf } from './column-parts.js'
import type { ColumnParts } from './column-parts.js'
import { columnPower } from './column-power.js'
import { explainedShare } from './explained.js'
import { namesAfterwards } from './leak-evidence.js'
import type { LeakEvidence } from './leak-evidence.js'
import { predictOutOfFold } from './out-of-fold.js'
import { findSum } from './sum-leak.js'

export interface LeakOptions {
  readonly seed?: number
  /** Rows that are looked at, drawn by the seed. Default 10,000. */
  readonly mostRows?: number
  /** The column by which rows are in time. */
  readonly time?: string
  readonly checkpoint?: () => void
}

const usualRows = 10_000
const fewestRows = 50
/** Columns that are looked at one by one. */
const mostColumns = 2000
/** What whether a cell is filled may tell about the answer: more is nearly never honest. */
const tellingPresence = 0.3
/** The same of numbers: what a thing does not have is often left empty, and it is worth less for it. */
const tellingOfNumbers = 0.5
/** The dates at which rows were recorded are there in all rows but for this share. */
const mostLacking = 0.1
/** A column that tells less than this is no leak by itself. */
const leastTelling = 0.4
/** Columns for which it is tried what all others tell; more that tell all are no slip of one column. */
const mostTried = 3
/** What columns that are suspected tell together where they are a copy of the answer. */
const nearlyAll = 0.75

interface Looked {
  readonly schema: ColumnSchema
  readonly column: Column
  readonly parts: ColumnParts | undefined
  readonly presence: Int32Array
  readonly missing: number
  readonly power: number
  readonly presencePower: number
}

/**
 * Looks at each column alone (what its values tell about the answer, and what their absence tells), then at what all others tell together, on at most 10,000
 * rows drawn by the seed. A strong column is no leak by itself: the evidence says what it rests on and how sure that is. The surest first.
 * About one quick model where a column tells much, else O(rows × columns).
 */
export function findLeaks(audited: Audited, { seed = 0, mostRows = usualRows, time, checkpoint }: LeakOptions = {}): LeakEvidence[] {
  const { table, classCount } = audited
  if (table.rowCount < fewestRows) return []
  const rows = sampleRows(table.rowCount, mostRows, createRandom(`${seed}/leaks`))
  const target = rankedTarget(audited, rows)
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const looked = audited.columns.slice(0, mostColumns).map((schema): Looked => {
    checkpoint?.()
    const column = byName.get(schema.name)!
    const parts = partsOf(column, rows)
    const presence = presenceOf(column, rows)
    const missing = presence.reduce((count, one) => count + 1 - one, 0)
    const presencePower = missing === 0 || missing === rows.length ? 0 : columnPower({ codes: presence, count: 2 }, target, classCount)
    return {
      schema,
      column,
      parts,
      presence,
      missing,
      presencePower,
      power: powerOf(column, parts, { rows, target, classCount }),
    }
  })
  const found = new Map<string, LeakEvidence>()
  const add = (evidence: LeakEvidence): void => {
    const known = found.get(evidence.column)
    if (known === undefined || known.confidence < evidence.confidence) found.set(evidence.column, evidence)
    // Why it is filled: a date that comes later says more than that it is.
    else if (evidence.sign === 'later') found.set(evidence.column, { ...evidence, confidence: known.confidence })
  }
  const isSorted = runsOf(target) <= mostRuns(rows.length)
  for (const evidence of byPresence(looked, { isSorted, least: classCount > 0 ? tellingPresence : tellingOfNumbers })) add(evidence)
  for (const evidence of byLaterDates(looked, { rows, time, byName })) add(evidence)
  for (const evidence of byLink(looked, found)) add(evidence)
  for (const evidence of bySum(audited, looked, { rows, found })) add(evidence)
  for (const evidence of byPower(audited, looked, { rows, target, found, seed, checkpoint })) add(evidence)
  return [...found.values()].sort((a, b) => b.confidence - a.confidence || b.explained - a.explained)
}

/** By parts, and of numbers beside numbers by rank too: parts blur what follows the answer closely. */
function powerOf(
  column: Column,
  parts: ColumnParts | undefined,
  { rows, target, classCount }: { rows: Int32Array; target: Float64Array; classCount: number },
): number {
  const byParts = parts === undefined ? 0 : columnPower(parts, target, classCount)
  if (classCount > 0 || column.kind !== 'number') return byParts
  const both = Int32Array.from(rows.keys()).filter((k) => !Number.isNaN(column.values[rows[k]]))
  if (both.length < Math.max(20, 0.9 * rows.length)) return byParts
  const { coefficient } = spearmanTest(
    Float64Array.from(both, (k) => column.values[rows[k]]),
    Float64Array.from(both, (k) => target[k]),
  )
  return Math.max(byParts, coefficient ** 2)
}

/** Cells that are filled once the answer is known. */
function byPresence(looked: readonly Looked[], { isSorted, least }: { isSorted: boolean; least: number }): LeakEvidence[] {
  return looked.flatMap(({ schema, presence, presencePower }) =>
    // A column that is kept from some day on, or until one, goes with whatever changed over time.
    presencePower < least || (!isSorted && runsOf(presence) <= mostRuns(presence.length))
      ? []
      : [{ column: schema.name, sign: 'presence' as const, confidence: presencePower >= 0.5 ? 0.97 : 0.92, explained: presencePower }],
  )
}

/** Stretches of equal values in the order of the rows. */
function runsOf(values: ArrayLike<number>): number {
  let runs = 0
  for (let k = 0; k < values.length; k++) if (k === 0 || values[k] !== values[k - 1]) runs++
  return runs
}

function mostRuns(rows: number): number {
  return Math.max(5, 0.005 * rows)
}

/** Dates that are missing in many rows, tell about the answer, and where there are any lie after the date of the row. */
function byLaterDates(
  looked: readonly Looked[],
  { rows, time, byName }: { rows: Int32Array; time: string | undefined; byName: ReadonlyMap<string, Column> },
): LeakEvidence[] {
  const dates = looked.flatMap((one) => (one.column.kind === 'datetime' ? [{ ...one, values: one.column.values }] : []))
  const timeColumn = time === undefined ? undefined : byName.get(time)
  const references = [
    ...dates.filter(({ missing }) => missing <= mostLacking * rows.length).map(({ schema, values }) => ({ name: schema.name, values })),
    ...(timeColumn?.kind === 'datetime' ? [{ name: timeColumn.name, values: timeColumn.values }] : []),
  ]
  return dates.flatMap(({ schema, values, missing, presencePower }) => {
    if (missing < 0.2 * rows.length || rows.length - missing < 30 || presencePower < 0.03) return []
    const later = references.filter((reference) => {
      let [after, both] = [0, 0]
      for (const row of rows) {
        if (Number.isNaN(values[row]) || Number.isNaN(reference.values[row])) continue
        both++
        if (values[row] > reference.values[row]) after++
      }
      return both > 0 && after >= 0.98 * both
    })
    if (later.length === 0) return []
    return [{ column: schema.name, sign: 'later' as const, confidence: 0.9, explained: presencePower, with: later.map(({ name }) => name) }]
  })
}

/** What says the same as whether a leak is filled: cells missing in the same rows, or values that go with it. */
function byLink(looked: readonly Looked[], found: ReadonlyMap<string, LeakEvidence>): LeakEvidence[] {
  const leaks = looked.filter(({ schema }) => ['presence', 'later'].includes(found.get(schema.name)?.sign ?? ''))
  return looked.flatMap((one) => {
    if (found.has(one.schema.name)) return []
    const leak = leaks.find((other) => goesWith(one, other.presence))
    if (leak === undefined) return []
    const { confidence } = found.get(leak.schema.name)!
    return [
      {
        column: one.schema.name,
        sign: 'linked' as const,
        confidence,
        explained: Math.max(one.power, one.presencePower),
        with: [leak.schema.name],
      },
    ]
  })
}

/** Nearly every row is told right by the column: all but a twentieth of those that the commonest answer gets wrong. */
function goesWith({ parts, presence: own, missing }: Looked, presence: Int32Array): boolean {
  const rows = presence.length
  const filled = presence.reduce((sum, one) => sum + one, 0)
  const fewer = Math.min(filled, rows - filled)
  const wrongBy = ({ codes, count }: ColumnParts): number => {
    const [all, of] = [new Float64Array(count), new Float64Array(count)]
    for (let row = 0; row < rows; row++) {
      all[codes[row]]++
      of[codes[row]] += presence[row]
    }
    return all.reduce((sum, value, part) => sum + Math.min(of[part], value - of[part]), 0)
  }
  if (missing > 0 && missing < rows && wrongBy({ codes: own, count: 2 }) <= 0.05 * fewer) return true
  return parts !== undefined && parts.count <= 20 && wrongBy(parts) <= 0.02 * fewer
}

/** A number that other numbers add up to. */
function bySum(
  { task, target, table }: Audited,
  looked: readonly Looked[],
  { rows, found }: { rows: Int32Array; found: ReadonlyMap<string, LeakEvidence> },
): LeakEvidence[] {
  if (task !== 'regression') return []
  const isWhole = table.rowCount === rows.length
  const answers = isWhole ? target : Float64Array.from(rows, (row) => target[row])
  const numbers = looked.flatMap(({ schema, column, missing }) =>
    column.kind === 'number' && !found.has(schema.name)
      ? [{ name: schema.name, missing, values: isWhole ? column.values : Float64Array.from(rows, (row) => column.values[row]) }]
      : [],
  )
  const complete = numbers.filter(({ missing }) => missing < 0.1 * rows.length)
  // Parts of a sum that do not apply are often left empty.
  const filled = numbers.map(({ name, values }) => ({ name, values: values.map((value) => (Number.isNaN(value) ? 0 : value)) }))
  const sum = findSum(answers, complete) ?? (filled.length > complete.length ? findSum(answers, filled) : undefined)
  if (sum === undefined) return []
  const names = sum.parts.map(({ name }) => name)
  return names.map((name) => ({
    column: name,
    sign: 'sum' as const,
    confidence: names.length <= 8 ? 0.97 : 0.8,
    explained: sum.explained,
    with: names.filter((other) => other !== name),
  }))
}

/** Columns that tell nearly all, or far more than all that are not suspected. */
function byPower(
  audited: Audited,
  looked: readonly Looked[],
  {
    rows,
    target,
    found,
    seed,
    checkpoint,
  }: {
    rows: Int32Array
    target: Float64Array
    found: ReadonlyMap<string, LeakEvidence>
    seed: number
    checkpoint: (() => void) | undefined
  },
): LeakEvidence[] {
  const strong = looked.filter(({ schema, power }) => power >= leastTelling && !found.has(schema.name))
  if (strong.length === 0) return []
  const strongest = Math.max(...strong.map(({ power }) => power))
  const names = new Set([...strong.map(({ schema }) => schema.name), ...found.keys()])
  const columns = audited.columns.filter(({ name, kind }) => !names.has(name) && kind !== 'text').slice(0, 200)
  const isSuspicious = strongest >= 0.8 || strong.some(({ schema }) => namesAfterwards(schema.name, audited.targetName))
  if (!isSuspicious) return []
  const explainedBy = (using: readonly ColumnSchema[]): number => {
    if (using.length === 0) return 0
    const quick = { seed, ...(checkpoint === undefined ? {} : { checkpoint }) }
    return Math.max(0, explainedShare(target, predictOutOfFold(audited, { columns: using, rows, target }, quick), audited.classCount))
  }
  const others = explainedBy(columns)
  const explainedWithout = (left: string): number =>
    explainedBy(audited.columns.filter(({ name, kind }) => name !== left && kind !== 'text' && !found.has(name)).slice(0, 200))
  const suspects = strong.flatMap(({ schema, power }): LeakEvidence[] => {
    const { name } = schema
    const left = (1 - power) / Math.max(1e-3, 1 - others)
    const common = { column: name, explained: power, others }
    const isClasses = audited.task !== 'regression'
    const nearly = isClasses ? 0.95 : 0.995
    // Several that tell all may be honest: then none of them is needed.
    if (power >= nearly && left <= 0.3)
      return [
        {
          ...common,
          sign: 'copy' as const,
          confidence:
            strong.length > 1 && (strong.length > mostTried || 1 - explainedWithout(name) <= 3 * (1 - power) + 0.01) ? 0.75 : 0.92,
        },
      ]
    if (namesAfterwards(name, audited.targetName) && left <= 0.8)
      return [{ ...common, sign: 'named' as const, confidence: power >= 0.8 ? 0.85 : 0.75 }]
    if (power < 0.8 || left > 0.5) return []
    if (isClasses) return [{ ...common, sign: 'alone' as const, confidence: 0.75 }]
    // A smooth law can be as strong. Columns that say alike what it says show that it is no slip of one column.
    return power === strongest && (1 - power) / Math.max(1e-3, 1 - explainedWithout(name)) <= 0.5
      ? [{ ...common, sign: 'alone' as const, confidence: 0.5 }]
      : []
  })
  const suspected = new Set(suspects.filter(({ sign }) => sign === 'named').map(({ column }) => column))
  if (suspected.size < 2 || audited.task === 'regression') return suspects
  const together = explainedBy(audited.columns.filter(({ name }) => suspected.has(name)))
  if (together < nearlyAll || (1 - together) / Math.max(1e-3, 1 - others) > 0.4) return suspects
  return suspects.map((one) =>
    suspected.has(one.column)
      ? {
          ...one,
          sign: 'together' as const,
          confidence: 0.92,
          explained: together,
          with: [...suspected].filter((name) => name !== one.column),
        }
      : one,
  )
}
