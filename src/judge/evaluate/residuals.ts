// Numbers against their predictions: a sample to draw, and how the differences are spread.
import type { Random } from '../../base/core/index.js'
import { quantileOfSorted } from '../../base/stats/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import type { Evaluation } from './evaluation.js'

const mostPoints = 1000
const mostBins = 30

/** At most 1,000 rows, each as likely, in their order. */
export function samplePoints({ target, predictions }: Scored, random: Random): NonNullable<Evaluation['points']> {
  const rows = Int32Array.from(target, (_, row) => row)
  const kept = rows.length <= mostPoints ? rows : random.shuffle(rows).subarray(0, mostPoints).sort()
  return Array.from(kept, (row) => ({ actual: target[row], predicted: predictions[row] }))
}

/** Of actual − predicted. */
export function residualHistogram({ target, predictions, weights }: Scored): NonNullable<Evaluation['residuals']> {
  return histogramOf(
    target.map((actual, row) => actual - predictions[row]),
    weights,
  )
}

/** Bins of equal width between the 0.5 and 99.5 percentiles; what lies outside is not counted. Weights count instead of rows, where there are any. */
export function histogramOf(values: Float64Array, weights?: Float64Array): { from: number; to: number; count: number }[] {
  const sorted = values.slice().sort()
  const low = quantileOfSorted(sorted, 0.005)
  const high = quantileOfSorted(sorted, 0.995)
  const binCount = high > low ? Math.min(mostBins, Math.ceil(Math.sqrt(sorted.length))) : 1
  const width = (high - low) / binCount
  const counts = new Float64Array(binCount)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (value < low || value > high) continue
    const bin = width > 0 ? Math.min(binCount - 1, Math.floor((value - low) / width)) : 0
    counts[bin] += weights === undefined ? 1 : weights[row]
  }
  return Array.from(counts, (count, bin) => ({ from: low + bin * width, to: bin === binCount - 1 ? high : low + (bin + 1) * width, count }))
}
