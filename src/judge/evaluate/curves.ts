// ROC and precision-recall curves with few enough points to draw.
import { isMlwrightError } from '../../base/core/index.js'
import { precisionRecallCurve, rocCurve } from '../../learn/metrics/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import type { Evaluation } from './evaluation.js'

const mostPoints = 200

/** Absent where a class has no row. */
export function thinnedRoc({ target, predictions, weights }: Scored): Evaluation['roc'] {
  const curve = unlessOneClass(() => rocCurve(target, predictions, { weights }))
  if (curve === undefined) return undefined
  const kept = thin(curve.falsePositiveRate, curve.truePositiveRate)
  return {
    falsePositiveRate: kept.map((i) => curve.falsePositiveRate[i]),
    truePositiveRate: kept.map((i) => curve.truePositiveRate[i]),
  }
}

/** Absent where there is no positive row. */
export function thinnedPrecisionRecall({ target, predictions, weights }: Scored): Evaluation['precisionRecall'] {
  const curve = unlessOneClass(() => precisionRecallCurve(target, predictions, { weights }))
  if (curve === undefined) return undefined
  const kept = thin(curve.recall, curve.precision)
  return { recall: kept.map((i) => curve.recall[i]), precision: kept.map((i) => curve.precision[i]) }
}

/** Positions of at most 200 points, ends included, evenly spaced along the way that the curve goes. */
function thin(x: Float64Array, y: Float64Array): number[] {
  if (x.length <= mostPoints) return Array.from(x, (_, i) => i)
  const way = new Float64Array(x.length)
  for (let i = 1; i < x.length; i++) way[i] = way[i - 1] + Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1])
  const step = way.at(-1)! / (mostPoints - 1)
  const kept = [0]
  for (let i = 1; i < x.length - 1; i++) if (way[i] >= kept.length * step && kept.length < mostPoints - 1) kept.push(i)
  kept.push(x.length - 1)
  return kept
}

function unlessOneClass<T>(draw: () => T): T | undefined {
  try {
    return draw()
  } catch (error) {
    if (isMlwrightError(error) && error.code === 'METRIC_ONE_CLASS') return undefined
    throw error
  }
}
