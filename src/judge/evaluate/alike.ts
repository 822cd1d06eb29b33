// Rows that no metric can tell apart, judged as one.
import type { Scored } from '../../learn/metrics/index.js'

export interface AlikeRows {
  /** One row for all that are alike. */
  readonly repeats: readonly Scored[]
  /** The weights of rows, summed for those that are alike; overwritten by the next call. */
  weigh(weights: Float64Array): Float64Array
}

/** The rows of each class where every row is predicted alike, as guessing does; undefined where predictions differ, or rows have weights. */
export function groupAlike(repeats: readonly Scored[]): AlikeRows | undefined {
  const [{ task, classCount, target, weights }] = repeats
  if (task === 'regression' || weights !== undefined || target.length === 0 || !repeats.every(isConstant)) return undefined
  const sums = new Float64Array(classCount)
  const classes = Float64Array.from({ length: classCount }, (_, k) => k)
  return {
    repeats: repeats.map((scored) => {
      const width = scored.predictions.length / target.length
      const predictions = new Float64Array(classCount * width)
      for (let k = 0; k < classCount; k++) predictions.set(scored.predictions.subarray(0, width), k * width)
      return { ...scored, target: classes, predictions }
    }),
    weigh: (drawn) => {
      sums.fill(0)
      for (let row = 0; row < target.length; row++) sums[target[row]] += drawn[row]
      return sums
    },
  }
}

function isConstant({ target, predictions }: Scored): boolean {
  const width = predictions.length / target.length
  for (let i = width; i < predictions.length; i++) if (predictions[i] !== predictions[i - width]) return false
  return true
}
