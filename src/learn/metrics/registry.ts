// All metrics by their ids.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { maeMetric, mapeMetric, pinballMetric } from './absolute-error.js'
import { accuracyMetric, balancedAccuracyMetric } from './accuracy.js'
import { averagePrecisionMetric } from './average-precision.js'
import { brierMetric } from './brier.js'
import { eceMetric } from './ece.js'
import { f1MacroMetric, f1Metric, f1MicroMetric, f1WeightedMetric } from './f1.js'
import { logLossMetric } from './log-loss.js'
import { mccMetric } from './mcc.js'
import { medianAbsoluteErrorMetric } from './median-absolute-error.js'
import type { Metric, MetricId } from './metric.js'
import { precisionMetric, recallMetric } from './precision-recall.js'
import { quadraticKappaMetric } from './quadratic-kappa.js'
import { r2Metric } from './r2.js'
import { rocAucMetric } from './roc-auc.js'
import { rmseMetric, rmsleMetric } from './squared-error.js'
import { topK3Metric } from './top-k.js'

/** Every metric, in the order in which they are listed to people. */
export const metrics: Readonly<Record<MetricId, Metric>> = {
  rocAuc: rocAucMetric,
  logLoss: logLossMetric,
  accuracy: accuracyMetric,
  balancedAccuracy: balancedAccuracyMetric,
  precision: precisionMetric,
  recall: recallMetric,
  f1: f1Metric,
  f1Macro: f1MacroMetric,
  f1Micro: f1MicroMetric,
  f1Weighted: f1WeightedMetric,
  mcc: mccMetric,
  quadraticKappa: quadraticKappaMetric,
  averagePrecision: averagePrecisionMetric,
  brier: brierMetric,
  ece: eceMetric,
  topK3: topK3Metric,
  rmse: rmseMetric,
  mae: maeMetric,
  mape: mapeMetric,
  medianAbsoluteError: medianAbsoluteErrorMetric,
  rmsle: rmsleMetric,
  r2: r2Metric,
  pinball: pinballMetric,
}

/** What other tools call a metric, in small letters and digits alone: only to suggest the id. */
const otherNames: Readonly<Record<string, MetricId>> = {
  auc: 'rocAuc',
  auroc: 'rocAuc',
  roc: 'rocAuc',
  aucroc: 'rocAuc',
  crossentropy: 'logLoss',
  binarycrossentropy: 'logLoss',
  negloglikelihood: 'logLoss',
  binarylogloss: 'logLoss',
  multilogloss: 'logLoss',
  acc: 'accuracy',
  bacc: 'balancedAccuracy',
  ppv: 'precision',
  sensitivity: 'recall',
  tpr: 'recall',
  fscore: 'f1',
  f1score: 'f1',
  macrof1: 'f1Macro',
  microf1: 'f1Micro',
  weightedf1: 'f1Weighted',
  matthews: 'mcc',
  matthewscorrcoef: 'mcc',
  qwk: 'quadraticKappa',
  kappa: 'quadraticKappa',
  ap: 'averagePrecision',
  prauc: 'averagePrecision',
  aucpr: 'averagePrecision',
  auprc: 'averagePrecision',
  brierscore: 'brier',
  top3: 'topK3',
  mse: 'rmse',
  l2: 'rmse',
  meansquarederror: 'rmse',
  rootmeansquarederror: 'rmse',
  l1: 'mae',
  meanabsoluteerror: 'mae',
  medae: 'medianAbsoluteError',
  msle: 'rmsle',
  r2score: 'r2',
  rsquared: 'r2',
}

const defaults: Readonly<Record<Task, MetricId>> = { binary: 'rocAuc', multiclass: 'logLoss', regression: 'rmse' }

/** What a model of this task is chosen by when nothing else is asked. */
export function defaultMetricOf(task: Task): Metric {
  return metrics[defaults[task]]
}

/** The metrics that apply to a task, its default first. */
export function metricsFor(task: Task): readonly Metric[] {
  const first = defaultMetricOf(task)
  return [first, ...Object.values(metrics).filter((metric) => metric !== first && metric.tasks.includes(task))]
}

/**
 * The metric of an id. Throws METRIC_UNKNOWN, naming the id that is meant (of the task's, when one is given), and, when a task is given, METRIC_NOT_APPLICABLE for a metric
 * of other tasks.
 */
export function metricOf(id: string, task?: Task): Metric {
  if (!Object.hasOwn(metrics, id)) {
    const ids = task === undefined ? (Object.keys(metrics) as MetricId[]) : metricsFor(task).map((metric) => metric.id)
    const nearest = meantMetric(id, ids)
    throw new MlwrightError('METRIC_UNKNOWN', `There is no metric '${id}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`, {
      hint: `Known metrics: ${ids.join(', ')}.`,
      details: { metric: id, ...(nearest === undefined ? {} : { nearest }) },
    })
  }
  const metric = metrics[id as MetricId]
  if (task !== undefined && !metric.tasks.includes(task)) {
    throw new MlwrightError('METRIC_NOT_APPLICABLE', `The metric '${id}' is for ${metric.tasks.join(' and ')}, but the task is ${task}.`, {
      hint: `Metrics for ${task}: ${metricsFor(task)
        .map((each) => each.id)
        .join(', ')}.`,
      details: { metric: id, task },
    })
  }
  return metric
}

/** The id that another name, or another spelling, stands for. A name of a metric of other tasks stands for none. */
function meantMetric(name: string, ids: readonly MetricId[]): MetricId | undefined {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
  const known = Object.hasOwn(otherNames, plain)
    ? otherNames[plain]
    : (Object.keys(metrics) as MetricId[]).find((id) => id.toLowerCase() === plain)
  if (known !== undefined) return ids.includes(known) ? known : undefined
  return nearestName(name, ids)
}
