// Several metrics of the same predictions at once.
import { prepareConfusion } from './confusion.js'
import { hasNaN } from './define.js'
import type { Metric, Scored } from './metric.js'

/**
 * For many evaluations under other weights: the values of `metrics` (any of one task), in their order. The same as each metric's own `prepare`,
 * but the confusion matrix is counted once for all that need nothing else. The array that is returned is overwritten by the next call.
 */
export function prepareMetrics(metrics: readonly Metric[], scored: Scored): (weights: Float64Array) => Float64Array {
  const values = new Float64Array(metrics.length)
  const isShared = !hasNaN(scored.predictions) && scored.target.length > 0 && metrics.some((metric) => metric.ofConfusion !== undefined)
  const confusionUnder = isShared ? prepareConfusion(scored) : undefined
  const prepared = metrics.map((metric) => (isShared && metric.ofConfusion !== undefined ? undefined : metric.prepare(scored)))
  return (weights) => {
    const confusion = confusionUnder?.(weights)
    for (let m = 0; m < metrics.length; m++) values[m] = prepared[m]?.(weights) ?? metrics[m].ofConfusion!(confusion!, scored.task)
    return values
  }
}
