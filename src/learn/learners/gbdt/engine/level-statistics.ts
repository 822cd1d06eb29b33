// Categorical columns as numbers that threshold splits can use: what their levels say about the labels, and how frequent they are.
//
// Such a number belongs to a level, so that a cut of it is a set of levels: once the trees have grown, each becomes a split of the categorical
// column itself, and the model knows of no other columns than the given ones.
//
// A level of many rows has the mean label of its rows. Where levels have few, that mean would tell a row its own label; there a training row
// sees the mean of only those rows of its level that come before it in a random order (ordered statistics, Prokhorenkova et al. 2018). Rows
// that are kept apart to judge the number of rounds have no say in any of this.
import type { GbdtParameters } from '../parameters.js'
import { scoreLevels } from './level-order.js'
import { isSparse } from './data.js'
import type { BoostContext, BoostData, DenseColumn } from './data.js'

/** A column that stands for a categorical one. */
export interface StandIn {
  /** The number of the categorical column. */
  readonly source: number
  readonly values: Float64Array
  /** Per level code what a prediction goes by; NaN for levels without rows. */
  readonly table: Float64Array
}

/** With fewer rows a level, on the average, a mean is mostly chance. */
const rowsPerLevel = 30
/** Statistics are per class; with more classes than this there are none. */
const mostClasses = 10

/** `core`: the rows that are never kept apart. O(rows × categorical columns × outputs × orders). */
export function standInsOf(
  data: BoostData,
  core: Int32Array,
  parameters: GbdtParameters,
  { random, checkpoint }: Pick<BoostContext, 'random' | 'checkpoint'>,
): StandIn[] {
  const { catStatistics, growth } = parameters
  if (catStatistics === 'off') return []
  return (data.categorical ?? []).flatMap((source) => {
    checkpoint()
    const column = data.columns[source]
    if (isSparse(column)) return []
    const levels = codesOf(column)
    const counts = countOf(levels, core)
    const present = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
    // Two levels have one order; sets do not need it.
    if (present <= 2) return growth === 'symmetric' && present === 2 ? [meansOf(data, source, levels, core)] : []
    const known = counts.reduce((sum, count) => sum + count, 0)
    const isTelling = known >= rowsPerLevel * present
    if (isTelling && catStatistics === 'auto') return [meansOf(data, source, levels, core)]
    return [
      ...orderedOf(data, source, levels, { core, parameters, random: random.fork(`${source}`), checkpoint }),
      frequenciesOf(source, levels, counts),
    ]
  })
}

interface Levels {
  /** Per row its level code, −1 for missing. */
  readonly codes: Int32Array
  readonly levelCount: number
}

function codesOf(column: DenseColumn): Levels {
  let greatest = -1
  const codes = Int32Array.from(column, (value) => {
    const code = value > -1 ? Math.trunc(value) : -1
    if (code > greatest) greatest = code
    return code
  })
  return { codes, levelCount: greatest + 1 }
}

function countOf({ codes, levelCount }: Levels, rows: Int32Array): Float64Array {
  const counts = new Float64Array(levelCount)
  for (const row of rows) if (codes[row] >= 0) counts[codes[row]]++
  return counts
}

/** Every row by its level. */
function lookUp(source: number, { codes }: Levels, table: Float64Array): StandIn {
  return { source, table, values: Float64Array.from(codes, (code) => (code < 0 ? NaN : table[code])) }
}

function meansOf(data: BoostData, source: number, levels: Levels, core: Int32Array): StandIn {
  return lookUp(source, levels, scoreLevels(levels, core, data))
}

function frequenciesOf(source: number, levels: Levels, counts: Float64Array): StandIn {
  return lookUp(
    source,
    levels,
    counts.map((count) => (count > 0 ? count : NaN)),
  )
}

/** What the statistics of one order need to know. */
interface Order extends Pick<BoostContext, 'random' | 'checkpoint'> {
  readonly core: Int32Array
  readonly parameters: GbdtParameters
}

function orderedOf(data: BoostData, source: number, levels: Levels, { core, random, parameters, checkpoint }: Order): StandIn[] {
  const { outputCount, labels } = data
  if (outputCount > mostClasses) return []
  const valueOf = (output: number): ((row: number) => number) =>
    outputCount === 1 ? (row) => labels[row] : (row) => (labels[row] === output ? 1 : 0)
  const orders = Array.from({ length: parameters.catOrders }, (_, at) => random.fork(`order/${at}`).shuffle(Int32Array.from(core)))
  return orders.flatMap((order) =>
    Array.from({ length: outputCount }, (_, output) => {
      checkpoint()
      return orderedIn(order, source, levels, data, valueOf(output), parameters.catPrior)
    }),
  )
}

/** One order, one output. */
function orderedIn(
  order: Int32Array,
  source: number,
  { codes, levelCount }: Levels,
  { weights, rowCount }: BoostData,
  valueOf: (row: number) => number,
  prior: number,
): StandIn {
  const weightOf = (row: number): number => weights?.[row] ?? 1
  let [total, totalWeight] = [0, 0]
  for (const row of order) {
    total += weightOf(row) * valueOf(row)
    totalWeight += weightOf(row)
  }
  const mean = total / totalWeight
  const sums = new Float64Array(levelCount)
  const sizes = new Float64Array(levelCount)
  const statisticOf = (code: number): number => (sums[code] + prior * mean) / (sizes[code] + prior)
  const add = (row: number): void => {
    sums[codes[row]] += weightOf(row) * valueOf(row)
    sizes[codes[row]] += weightOf(row)
  }
  const values = new Float64Array(rowCount).fill(NaN)
  const isCore = new Uint8Array(rowCount)
  for (const row of order) {
    isCore[row] = 1
    if (codes[row] < 0) continue
    values[row] = statisticOf(codes[row])
    add(row)
  }
  for (let row = 0; row < rowCount; row++) if (isCore[row] === 0 && codes[row] >= 0) values[row] = statisticOf(codes[row])
  for (let row = 0; row < rowCount; row++) if (isCore[row] === 0 && codes[row] >= 0) add(row)
  const table = sizes.map((size, code) => (size > 0 ? statisticOf(code) : NaN))
  return { source, values, table }
}
