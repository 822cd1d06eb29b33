// What a handful of rows of a class cannot show, however often they are drawn again.
import { outputCountOf } from '../../base/core/index.js'
import type { Metric, Scored } from '../../learn/metrics/index.js'

/** Classes with fewer rows (by weight: with less information) than this are rare. */
const rareRows = 10
/** So many rare classes, the rarest, are looked at; where there are more they stand for the others. */
const mostExamined = 4

/**
 * The variance to add to what resampling shows, for classes of fewer than 10 rows.
 * Two rows that were both predicted well give resamples in which the class is always predicted well, so the interval would be too narrow,
 * or of no width. For each rare class of n rows the value is taken with all of its rows predicted as badly (or as well) as any row
 * was, straight on from what one row changes, and 1 ÷ (n + 1) of that distance is a standard deviation: as if the class's next row went
 * so (Laplace's rule of succession; for n flawless rows close to the 95 % bound of Jeffreys's interval). 0 without rare classes.
 * O(8 metric values) at the most.
 */
export function rareClassVariance(metric: Metric, scored: Scored, value: number): number {
  if (scored.task === 'regression' || Number.isNaN(value)) return 0
  const rare = rareClasses(scored)
  if (rare.length === 0) return 0
  const examined = rare.slice(0, mostExamined)
  let sum = 0
  for (const { rows, size } of examined) {
    const order = rows.toSorted((a, b) => shareOf(scored, a, scored.target[a]) - shareOf(scored, b, scored.target[b]))
    const { least, most } = extremeRows(scored, scored.target[rows[0]])
    const worse = changeBy(metric, scored, { value, row: order.at(-1)!, like: least })
    const better = changeBy(metric, scored, { value, row: order[0], like: most })
    sum += (Math.max(worse, better) * (size / (size + 1))) ** 2
  }
  return (sum * rare.length) / examined.length
}

interface RareClass {
  readonly rows: readonly number[]
  /** How many equal rows say as much (Kish 1965). */
  readonly size: number
}

/** Rarest first. Classes without a row that counts are none. */
function rareClasses({ target, weights, classCount }: Scored): RareClass[] {
  const sums = new Float64Array(classCount)
  const squares = new Float64Array(classCount)
  for (let row = 0; row < target.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    sums[target[row]] += weight
    squares[target[row]] += weight ** 2
  }
  const sizes = sums.map((sum, k) => (sum > 0 ? sum ** 2 / squares[k] : 0))
  const rare = [...sizes.keys()].filter((k) => sizes[k] > 0 && sizes[k] < rareRows).sort((a, b) => sizes[a] - sizes[b] || a - b)
  if (rare.length === 0) return []
  const rows = new Map<number, number[]>(rare.map((k) => [k, []]))
  for (let row = 0; row < target.length; row++) if (weights === undefined || weights[row] > 0) rows.get(target[row])?.push(row)
  return rare.map((k) => ({ rows: rows.get(k)!, size: sizes[k] }))
}

/** The rows of all that were given the least and the most of class `k`. */
function extremeRows(scored: Scored, k: number): { least: number; most: number } {
  let least = 0
  let most = 0
  for (let row = 1; row < scored.target.length; row++) {
    const share = shareOf(scored, row, k)
    if (share < shareOf(scored, least, k)) least = row
    if (share > shareOf(scored, most, k)) most = row
  }
  return { least, most }
}

/** How far the value moves when a row is predicted like another one. */
function changeBy(metric: Metric, scored: Scored, { value, row, like }: { value: number; row: number; like: number }): number {
  const width = outputCountOf(scored.task, scored.classCount)
  const predictions = scored.predictions.slice()
  predictions.copyWithin(row * width, like * width, (like + 1) * width)
  const change = Math.abs(metric.compute({ ...scored, predictions }) - value)
  return Number.isFinite(change) ? change : 0
}

function shareOf({ task, classCount, predictions }: Scored, row: number, k: number): number {
  if (task === 'multiclass') return predictions[row * classCount + k]
  return k === 1 ? predictions[row] : 1 - predictions[row]
}
