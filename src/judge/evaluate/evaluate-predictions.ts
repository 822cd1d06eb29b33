// Everything that held-out predictions say about a model.
import type { Random, Task } from '../../base/core/index.js'
import { confusionMatrix, metricsFor, predictedLabels, prepareMetrics } from '../../learn/metrics/index.js'
import type { Metric, MetricId, Scored } from '../../learn/metrics/index.js'
import { groupAlike } from './alike.js'
import { calibrationOf } from './calibration.js'
import { thinnedPrecisionRecall, thinnedRoc } from './curves.js'
import type { Estimate, Evaluation } from './evaluation.js'
import { intervalAround } from './interval.js'
import { worstMistakes } from './mistakes.js'
import { createResampler } from './resample.js'
import type { Resampler } from './resample.js'
import { rareClassVariance } from './rare-classes.js'
import { residualHistogram, samplePoints } from './residuals.js'
import { unseenMistake } from './unseen-mistake.js'
import { weakestPart } from './weakest.js'

export interface EvaluationInput {
  readonly task: Task
  /** Names of the classes in the order of their indices; empty for `regression`. */
  readonly classes: readonly string[]
  readonly positive?: string | undefined
  /** Class indices or values, one per row. */
  readonly target: Float64Array
  /** Rows × outputs, one list per repeat. Metrics are means over the repeats, all else shows the first. */
  readonly predictions: readonly Float64Array[]
  /** One per row, ≥ 0. Absent: all 1. */
  readonly weights?: Float64Array | undefined
  /** The group of each row, any whole numbers: intervals draw whole groups. */
  readonly groups?: Int32Array | undefined
  readonly random: Random
  /** The resamples of these rows, where they are judged more than once. Default: those of `intervalResampler`. */
  readonly resampler?: Resampler | undefined
  /** Estimates known better than these rows can say, such as the corrected one of the metric that was chosen by. */
  readonly fixed?: Readonly<Partial<Record<MetricId, Estimate>>> | undefined
  /** How many resamples. Default: 500 for small tables, fewer where the work grows, never below 50. */
  readonly bootstraps?: number | undefined
  /** Called between resamples; throws when it is to stop. */
  readonly checkpoint?: (() => void) | undefined
}

/**
 * All metrics of the task with 95 % bootstrap intervals, and what the report draws. Metrics that are undefined on these rows are left out.
 * The same random stream gives the same result. O(bootstraps × metrics × rows).
 */
export function evaluatePredictions(input: EvaluationInput): Evaluation {
  const { task, classes, positive, target, weights, random } = input
  const repeats = input.predictions.map((predictions): Scored => ({
    task,
    classCount: classes.length,
    target,
    predictions,
    ...(weights === undefined ? {} : { weights }),
  }))
  const scored = repeats[0]
  const weakest = weakestPart(scored, classes)
  const shared = {
    task,
    rowCount: target.length,
    classes,
    ...(positive === undefined ? {} : { positive }),
    metrics: { ...estimateMetrics(input, repeats), ...input.fixed },
    mistakes: worstMistakes(scored, classes),
    ...(weakest === undefined ? {} : { weakest }),
  }
  if (task === 'regression') {
    return { ...shared, points: samplePoints(scored, random.fork('points')), residuals: residualHistogram(scored) }
  }
  const options = { classes: classes.length, weights }
  return {
    ...shared,
    confusion: confusionMatrix(target, predictedLabels(scored), options),
    ...(task === 'binary' ? curvesOf(scored) : {}),
    calibration: calibrationOf(scored),
  }
}

/** What intervals are made from: the same for the same `random`. */
export function intervalResampler({
  random,
  rowCount,
  groups,
}: Pick<EvaluationInput, 'random' | 'groups'> & { readonly rowCount: number }): Resampler {
  return createResampler(random.fork('intervals'), rowCount, groups)
}

function estimateMetrics(input: EvaluationInput, repeats: readonly Scored[]): Partial<Record<MetricId, Estimate>> {
  const { weights, groups, random, checkpoint = () => undefined } = input
  const rowCount = input.target.length
  const wanted = metricsFor(input.task).filter((metric) => input.fixed?.[metric.id] === undefined)
  const whole = meansOver(wanted, repeats)(new Float64Array(rowCount).fill(1)).slice()
  const defined = [...wanted.keys()].filter((m) => !Number.isNaN(whole[m]))
  const judged = defined.map((m) => wanted[m])

  const steps = rowCount * judged.length * repeats.length * Math.max(1, input.classes.length / 2)
  const bootstraps = input.bootstraps ?? bootstrapsFor(steps)
  const resampled = judged.map(() => new Float64Array(bootstraps))
  const resampler = input.resampler ?? intervalResampler({ random, rowCount, groups })
  const drawn = new Float64Array(rowCount)
  // Guesses are few rows that stand for many: those are judged.
  const alike = groupAlike(repeats)
  const valuesUnder = meansOver(judged, alike?.repeats ?? repeats)
  for (let b = 0; b < bootstraps; b++) {
    checkpoint()
    resampler.draw(b, drawn)
    const values = valuesUnder(alike?.weigh(drawn) ?? drawn)
    for (let m = 0; m < judged.length; m++) resampled[m][b] = values[m]
  }

  const units = resampler.effectiveUnits(weights)
  const estimates: Partial<Record<MetricId, Estimate>> = {}
  for (const [m, metric] of judged.entries()) {
    const value = whole[defined[m]]
    const floor = unseenMistake(metric, repeats[0], value)
    const rareVariance = rareClassVariance(metric, repeats[0], value)
    const { low, high } = intervalAround(value, resampled[m], { range: metric.range, units, floor, rareVariance })
    estimates[metric.id] = { value, low, high }
  }
  return estimates
}

/** The metrics under other weights, each the mean over the repeats. */
function meansOver(metrics: readonly Metric[], repeats: readonly Scored[]): (weights: Float64Array) => Float64Array {
  const prepared = repeats.map((scored) => prepareMetrics(metrics, scored))
  const means = new Float64Array(metrics.length)
  return (weights) => {
    means.fill(0)
    for (const valuesUnder of prepared) {
      const values = valuesUnder(weights)
      for (let m = 0; m < means.length; m++) means[m] += values[m] / prepared.length
    }
    return means
  }
}

/** About 1.5·10⁸ steps at most, however large the table. */
function bootstrapsFor(steps: number): number {
  return Math.max(50, Math.min(500, Math.round(1.5e8 / Math.max(1, steps))))
}

function curvesOf(scored: Scored): Pick<Evaluation, 'roc' | 'precisionRecall'> {
  const roc = thinnedRoc(scored)
  const precisionRecall = thinnedPrecisionRecall(scored)
  return { ...(roc === undefined ? {} : { roc }), ...(precisionRecall === undefined ? {} : { precisionRecall }) }
}
