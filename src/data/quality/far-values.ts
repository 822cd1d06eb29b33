// Values far from all others, and columns with a long tail.
import type { Finding } from '../../base/core/index.js'
import { powerSumsOf, shapeOfSums } from '../../base/stats/index.js'
import { counted, named } from '../schema/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected, Sorter } from './inspected.js'
import { numberCodes } from './missing-codes.js'
import { leaveOut, quantileOf } from './sorted-values.js'
import type { SortedValues } from './sorted-values.js'

/** A tail longer than this is told of. */
const longTail = 3
const fewestValues = 20
/** An isolated value is at most such a share of the column: more of them are no slips. */
const mostIsolated = 0.01

/**
 * OUTLIERS: a warning where a few values lie apart from all others by more than the whole range of the others, as slips of the decimal point
 * and of units do; a hint where values lie beyond three times the middle half (Tukey 1977). SKEWED_COLUMN: one hint for all columns with a long tail.
 */
export function farValues(inspected: Inspected, sort: Sorter): Finding[] {
  const findings: Finding[] = []
  const skewed: { name: string; skewness: number }[] = []
  const beyond: { name: string; count: number }[] = []
  for (const { column, schema } of columnsOf(inspected)) {
    if (column.kind !== 'number') continue
    const everything = sort(column)
    // What stands for missing is told of as such.
    const sorted = leaveOut(everything, new Set(numberCodes(everything, schema.name).map(({ value }) => value)))
    if (sorted.values.length < fewestValues) continue
    const isolated = isolatedValues(sorted)
    if (isolated !== undefined) findings.push(isolatedFinding(schema.name, isolated))
    const { skewness } = shapeOfSums(powerSumsOf(sorted.all))
    if (Math.abs(skewness) >= longTail) skewed.push({ name: schema.name, skewness })
    const outside = outsideFences(sorted)
    if (outside > 0 && isolated === undefined) beyond.push({ name: schema.name, count: outside })
  }
  return [...findings, ...beyondFinding(beyond), ...skewFinding(skewed)]
}

interface Isolated {
  /** Ascending. */
  readonly values: readonly number[]
  readonly count: number
  /** The ends of the other values. */
  readonly least: number
  readonly most: number
}

/** Values on one side behind a gap wider than the range of all others, on their own scale and, where all are positive, on that of logarithms. */
export function isolatedValues(sorted: SortedValues): Isolated | undefined {
  const above = isolatedAbove(sorted.all)
  if (above !== undefined) return above
  const mirrored = Float64Array.from(sorted.all, (value) => -value).reverse()
  const below = isolatedAbove(mirrored)
  if (below === undefined) return undefined
  return { values: below.values.map((value) => -value).reverse(), count: below.count, least: -below.most, most: -below.least }
}

function isolatedAbove(all: Float64Array): Isolated | undefined {
  const size = all.length
  const most = Math.max(3, Math.floor(mostIsolated * size))
  const median = all[size >> 1]
  for (let taken = 1; taken <= Math.min(most, size - fewestValues); taken++) {
    const cut = size - taken
    const gap = all[cut] - all[cut - 1]
    const range = all[cut - 1] - all[0]
    if (range <= 0 || gap < 2 * range) continue
    const half = all[cut - 1] - median
    if (gap < 4 * half) continue
    if (all[0] > 0 && Math.log(all[cut] / all[cut - 1]) < Math.log(all[cut - 1] / median)) continue
    return { values: [...new Set(all.subarray(cut))], count: taken, least: all[0], most: all[cut - 1] }
  }
  return undefined
}

function isolatedFinding(name: string, { values, count, least, most }: Isolated): Finding {
  const shown = values.slice(0, 5).map(String)
  return findingOf('OUTLIERS', 'warning', {
    columns: [name],
    evidence: { cells: count, values: values.slice(0, 20), least, most },
    message:
      `${counted(count, 'value')} of '${name}' ${count === 1 ? 'lies' : 'lie'} far from all others (${named(shown)}; the others go from ${least} to ${most}). ` +
      `Look whether ${count === 1 ? 'it is a slip' : 'they are slips'} of the unit or the decimal point.`,
  })
}

function outsideFences(sorted: SortedValues): number {
  const [low, high] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)]
  const width = high - low
  if (width <= 0) return 0
  return sorted.all.reduce((count, value) => (value < low - 3 * width || value > high + 3 * width ? count + 1 : count), 0)
}

function beyondFinding(columns: readonly { name: string; count: number }[]): Finding[] {
  if (columns.length === 0) return []
  const names = columns.map(({ name }) => name)
  return [
    findingOf('OUTLIERS', 'info', {
      columns: names,
      evidence: { counts: Object.fromEntries(columns.slice(0, 100).map(({ name, count }) => [name, count])) },
      message: `${counted(columns.length, 'column')} ${columns.length === 1 ? 'holds' : 'hold'} values far from the middle half of their values (${named(names)}). Learners of trees do not mind; of linear ones they pull the line.`,
    }),
  ]
}

function skewFinding(columns: readonly { name: string; skewness: number }[]): Finding[] {
  if (columns.length === 0) return []
  const names = columns.map(({ name }) => name)
  return [
    findingOf('SKEWED_COLUMN', 'info', {
      columns: names,
      evidence: {
        skewness: Object.fromEntries(columns.slice(0, 100).map(({ name, skewness }) => [name, Number(skewness.toPrecision(3))])),
      },
      message: `${counted(columns.length, 'column')} ${columns.length === 1 ? 'has' : 'have'} a long tail (${named(names)}): the mean says little about a usual row, the median more.`,
    }),
  ]
}
