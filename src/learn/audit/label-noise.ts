// Rows whose label is probably wrong, by what a model that has not seen them thinks of them.
import { wilsonInterval } from '../../base/stats/index.js'

export interface LabelNoise {
  /** Rows that are suspected, the most suspicious first. */
  readonly suspects: Int32Array
  /** For each of the suspects the class that is more likely. */
  readonly likely: Int32Array
  /** The share of wrong answers among the fifth of the rows that the model is surest of, with its 95 % interval. */
  readonly floor: { readonly value: number; readonly low: number; readonly high: number }
  /** True where that share is too great for doubt in the data: labels of easy rows are wrong as often as those of others. */
  readonly isLikely: boolean
}

/** A row is suspected where the model is surer of another class, by this share of how sure it is where it agrees with the label. */
const leastMargin = 0.6
/** Labels are said to be wrong where at least so many of the rows are that the model is surest of. */
const leastFloor = 0.03
/** With wrong labels the share of mistakes hardly rises from the surest fifth to the surest half; with doubtful rows it does. */
const mostRise = 1.6
/** A model that makes more of the mistakes of the constant guess than this has found too little to judge labels by. */
const mostMistakes = 0.6

/**
 * Confident learning (Northcutt, Jiang and Chuang 2021) with a margin in place of class thresholds: a row is suspected where the model's most likely class is another
 * one than the label, by at least 0.6 of the margin that it has on average where both agree. With labels flipped at random all margins shrink alike, so the rule needs
 * no estimate of how many are.
 *
 * `labels`: class indices; `probabilities`: out-of-fold, rows × classes, each row sums to 1. O(rows × classes + rows log rows).
 */
export function findLabelNoise(labels: ArrayLike<number>, probabilities: Float64Array, classCount: number): LabelNoise {
  const rowCount = labels.length
  const best = new Int32Array(rowCount)
  const sureness = new Float64Array(rowCount)
  const against = new Float64Array(rowCount)
  const counts = new Float64Array(classCount)
  let [agreeing, margins] = [0, 0]
  for (let row = 0; row < rowCount; row++) {
    const at = row * classCount
    counts[labels[row]]++
    let [first, second] = [0, -1]
    for (let k = 1; k < classCount; k++) {
      if (probabilities[at + k] > probabilities[at + first]) [first, second] = [k, first]
      else if (second < 0 || probabilities[at + k] > probabilities[at + second]) second = k
    }
    best[row] = first
    sureness[row] = probabilities[at + first]
    against[row] = probabilities[at + first] - probabilities[at + labels[row]]
    if (first !== labels[row]) continue
    agreeing++
    margins += probabilities[at + first] - probabilities[at + Math.max(0, second)]
  }
  const threshold = agreeing === 0 ? Infinity : (leastMargin * margins) / agreeing
  const suspects = Int32Array.from(labels as ArrayLike<number> & Iterable<number>, (_, row) => row)
    .filter((row) => best[row] !== labels[row] && against[row] >= threshold)
    .sort((a, b) => against[b] - against[a] || a - b)
  const order = Int32Array.from(best.keys()).sort((a, b) => sureness[b] - sureness[a] || a - b)
  const mistakesIn = (share: number): { wrong: number; of: number } => {
    const of = Math.max(1, Math.floor(share * rowCount))
    return { of, wrong: order.subarray(0, of).reduce((sum, row) => sum + (best[row] === labels[row] ? 0 : 1), 0) }
  }
  const [surest, half, all] = [mistakesIn(0.2), mistakesIn(0.5), mistakesIn(1)]
  const { low, high } = wilsonInterval(surest.wrong, surest.of)
  const value = surest.wrong / surest.of
  const guessing = rowCount - Math.max(...counts)
  return {
    suspects,
    likely: Int32Array.from(suspects, (row) => best[row]),
    floor: { value, low, high },
    isLikely: low >= leastFloor && half.wrong / half.of <= mostRise * value && all.wrong <= mostMistakes * guessing,
  }
}
