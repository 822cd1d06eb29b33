// What probabilities said against what came true.
import { wilsonInterval } from '../../base/stats/index.js'
import { ascendingOrder, predictedLabels } from '../../learn/metrics/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import type { CalibrationBin } from './evaluation.js'

const mostBins = 10
const leastRows = 10

/** Up to 10 bins of about equal count, by what was said; equal probabilities stay in one bin. Rows without weight are left out. */
export function calibrationOf(scored: Scored): CalibrationBin[] {
  const { target, weights } = scored
  const { said, cameTrue } = claimsOf(scored)
  const order = ascendingOrder(said).filter((row) => weights === undefined || weights[row] > 0)
  const binCount = Math.max(1, Math.min(mostBins, Math.floor(target.length / leastRows)))
  const bins: CalibrationBin[] = []
  let from = 0
  for (let bin = 1; bin <= binCount && from < order.length; bin++) {
    let to = Math.max(from + 1, Math.round((bin * order.length) / binCount))
    while (to < order.length && said[order[to]] === said[order[to - 1]]) to++
    bins.push(summarizeBin(order.subarray(from, to), said, cameTrue, weights))
    from = to
  }
  return bins
}

/** `binary`: class 1; `multiclass`: the predicted class. */
function claimsOf(scored: Scored): { said: Float64Array; cameTrue: Uint8Array } {
  const { task, classCount, target, predictions } = scored
  if (task === 'binary') return { said: predictions, cameTrue: Uint8Array.from(target) }
  const labels = predictedLabels(scored)
  return {
    said: Float64Array.from(labels, (label, row) => predictions[row * classCount + label]),
    cameTrue: Uint8Array.from(labels, (label, row) => (label === target[row] ? 1 : 0)),
  }
}

function summarizeBin(rows: Int32Array, said: Float64Array, cameTrue: Uint8Array, weights: Float64Array | undefined): CalibrationBin {
  let total = 0
  let squares = 0
  let saidSum = 0
  let trueSum = 0
  for (const row of rows) {
    const weight = weights === undefined ? 1 : weights[row]
    total += weight
    squares += weight ** 2
    saidSum += weight * said[row]
    trueSum += weight * cameTrue[row]
  }
  const value = trueSum / total
  const effectiveRows = total ** 2 / squares
  return { predicted: saidSum / total, value, ...wilsonInterval(value * effectiveRows, effectiveRows), rowCount: rows.length }
}
