// What each metric means, in one line, and how its values are written.
import type { Estimate } from '../../judge/evaluate/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { decimalsOf, formatDecimals, sharedDecimals } from './numbers.js'

interface MetricWords {
  readonly title: string
  readonly meaning: string
  readonly better: 'higher' | 'lower'
  /** `share`: written as percent. `target`: in the unit of the target. */
  readonly scale: 'share' | 'target' | 'plain'
}

export const metricWords: Readonly<Record<MetricId, MetricWords>> = {
  accuracy: { title: 'Accuracy', meaning: 'How many predictions are right.', better: 'higher', scale: 'share' },
  balancedAccuracy: {
    title: 'Balanced accuracy',
    meaning: 'How many of each class are found, every class counting the same however rare.',
    better: 'higher',
    scale: 'share',
  },
  rocAuc: {
    title: 'ROC AUC',
    meaning: 'How often a positive row gets a higher score than a negative one; 0.5 is chance, 1 is perfect.',
    better: 'higher',
    scale: 'plain',
  },
  averagePrecision: {
    title: 'Average precision',
    meaning: 'How often it is right when it says positive, over all thresholds; guessing gets the share of positives.',
    better: 'higher',
    scale: 'plain',
  },
  logLoss: {
    title: 'Log loss',
    meaning: 'How far the stated probabilities are from what happened; being sure and wrong costs most. 0 is perfect.',
    better: 'lower',
    scale: 'plain',
  },
  brier: {
    title: 'Brier score',
    meaning: 'The squared distance of the stated probabilities from what happened; 0 is perfect.',
    better: 'lower',
    scale: 'plain',
  },
  ece: {
    title: 'Calibration error',
    meaning:
      'How far stated probabilities are from observed frequencies, on average. Guessing the shares of the classes gets 0% here, though it tells rows apart not at all.',
    better: 'lower',
    scale: 'share',
  },
  precision: { title: 'Precision', meaning: 'When it says positive, how often that is right.', better: 'higher', scale: 'share' },
  recall: { title: 'Recall', meaning: 'How many of the positives it finds.', better: 'higher', scale: 'share' },
  f1: { title: 'F1', meaning: 'Precision and recall in one number: high only when both are.', better: 'higher', scale: 'plain' },
  f1Macro: { title: 'F1, macro', meaning: 'F1 of each class, every class counting the same.', better: 'higher', scale: 'plain' },
  f1Micro: {
    title: 'F1, micro',
    meaning: 'F1 over all rows together; with one answer per row the same as accuracy.',
    better: 'higher',
    scale: 'plain',
  },
  f1Weighted: {
    title: 'F1, weighted',
    meaning: 'F1 of each class, counted by how frequent the class is.',
    better: 'higher',
    scale: 'plain',
  },
  mcc: {
    title: 'Matthews correlation',
    meaning: 'Agreement of predictions and truth; 0 is chance, 1 is perfect, also when classes are uneven.',
    better: 'higher',
    scale: 'plain',
  },
  quadraticKappa: {
    title: 'Quadratic kappa',
    meaning: 'Agreement beyond chance for ordered classes: a near miss counts less than a far one.',
    better: 'higher',
    scale: 'plain',
  },
  topK3: { title: 'Top 3', meaning: 'How often the right class is among its three likeliest.', better: 'higher', scale: 'share' },
  rmse: {
    title: 'RMSE',
    meaning: 'The size of errors, large ones counting more, in the unit of the target; 0 is perfect.',
    better: 'lower',
    scale: 'target',
  },
  mae: {
    title: 'Mean absolute error',
    meaning: 'How far off it is on average, in the unit of the target.',
    better: 'lower',
    scale: 'target',
  },
  medianAbsoluteError: {
    title: 'Median absolute error',
    meaning: 'Half of the errors are smaller than this, in the unit of the target.',
    better: 'lower',
    scale: 'target',
  },
  mape: {
    title: 'Mean absolute percentage error',
    meaning: 'How far off it is on average, as a share of the actual value; misleading near zero.',
    better: 'lower',
    scale: 'share',
  },
  rmsle: {
    title: 'RMSLE',
    meaning: 'The size of errors as ratios: being off by a factor counts the same for small and large values.',
    better: 'lower',
    scale: 'plain',
  },
  r2: {
    title: 'R²',
    meaning: 'The part of the ups and downs of the target that it explains; 0% is no better than the average, 100% is perfect.',
    better: 'higher',
    scale: 'share',
  },
  pinball: { title: 'Pinball loss', meaning: 'The error of a predicted quantile; 0 is perfect.', better: 'lower', scale: 'target' },
}

export interface EstimateText {
  readonly value: string
  /** `0.926 to 0.931`; empty where the interval is not known. */
  readonly interval: string
}

/** A metric's value and its interval, to the same decimals. */
export function formatEstimate(id: MetricId, estimate: Estimate): EstimateText {
  const percent = metricWords[id].scale === 'share'
  const factor = percent ? 100 : 1
  const { value, low, high } = withoutNoise(id, estimate)
  const decimals = decimalsBelowOne(id, value, sharedDecimals(value * factor, low * factor, high * factor))
  const write = (number: number): string => formatDecimals(number * factor, decimals)
  const unit = percent && Number.isFinite(value) ? '%' : ''
  const known = Number.isFinite(low) && Number.isFinite(high)
  return { value: write(value) + unit, interval: known ? `${write(low)} to ${write(high)}${unit}` : '' }
}

/** What guessing gets, no finer than the model's own value is written. */
export function formatBeside(id: MetricId, beside: number, { value: model, low, high }: Estimate): string {
  const factor = metricWords[id].scale === 'share' ? 100 : 1
  const { value } = withoutNoise(id, { value: beside, low: beside, high: beside })
  const own = decimalsOf(value * factor, 3)
  const shared = Number.isFinite(model) ? Math.min(own, sharedDecimals(model * factor, low * factor, high * factor)) : own
  const decimals = decimalsBelowOne(id, value, shared)
  return formatDecimals(value * factor, decimals) + (factor === 100 && Number.isFinite(value) ? '%' : '')
}

/** One value of a metric, three significant digits. */
export function formatMetric(id: MetricId, value: number): string {
  return formatEstimate(id, { value, low: NaN, high: NaN }).value
}

/** What rounding left of zero is zero; the unit of a target may be that small. */
function withoutNoise(id: MetricId, { value, low, high }: Estimate): Estimate {
  const noise = metricWords[id].scale === 'share' ? 1e-6 : 1e-9
  const clean = (number: number): number => (metricWords[id].scale !== 'target' && Math.abs(number) < noise ? 0 : number)
  return { value: clean(value), low: clean(low), high: clean(high) }
}

/** More decimals where fewer would show a value below the best possible as perfect. */
function decimalsBelowOne(id: MetricId, value: number, decimals: number): number {
  const { better, scale } = metricWords[id]
  const best = scale === 'share' ? 100 : 1
  const shown = scale === 'share' ? value * 100 : value
  if (better === 'lower' || !(shown < best)) return decimals
  let enough = decimals
  while (enough < 9 && Number(shown.toFixed(Math.max(0, enough))) >= best) enough++
  return enough
}
