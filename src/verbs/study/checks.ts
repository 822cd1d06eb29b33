// What the rows of a training must hold so that it can be learned from them and judged on them: said before time is spent.
import { MlwrightError, outputCountOf } from '../../base/core/index.js'
import type { Target } from '../../data/sources/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import type { Rows } from './rows.js'

/** Classes that count: rows of weight 0 teach nothing. `which`: where the rows are, for the message. */
export function requireClasses(
  { task, classes, name }: Target,
  { target, weights }: Pick<Rows, 'target' | 'weights'>,
  which: string,
): void {
  if (task === 'regression') return
  const counts = (row: number): boolean => weights === undefined || weights[row] > 0
  let first = 0
  while (first < target.length && !counts(first)) first++
  for (let row = first + 1; row < target.length; row++) if (target[row] !== target[first] && counts(row)) return
  const rows = target.reduce((count, _, row) => count + (counts(row) ? 1 : 0), 0)
  const heavy = weights === undefined ? '' : ' of weight above 0'
  const has = rows === 0 ? 'no value' : `one class, '${classes[target[first]]}',`
  throw new MlwrightError(
    'TARGET_UNSUITABLE',
    `The target '${name}' has ${has} in the ${rows} ${rows === 1 ? 'row' : 'rows'}${heavy} ${which}.`,
    {
      hint: 'A model needs at least two classes to tell apart, among the rows that it learns from.',
      details: { target: name, rows },
    },
  )
}

/** Rows to judge on that cannot tell one model from another by the metric, such as those of one class. */
export function requireJudging(
  id: MetricId,
  { task, classes, name }: Target,
  {
    target,
    weights,
    source,
  }: { readonly source: 'holdout' | 'test' | 'folds'; readonly target: Float64Array; readonly weights?: Float64Array },
): void {
  const classCount = classes.length
  const outputs = outputCountOf(task, classCount)
  const predictions = new Float64Array(target.length * outputs).fill(task === 'multiclass' ? 1 / outputs : 0.5)
  const value = metricOf(id).compute({ task, classCount, target, predictions, ...(weights === undefined ? {} : { weights }) })
  if (!Number.isNaN(value)) return
  const which = { test: 'of --test', holdout: 'that --holdout keeps apart', folds: 'that the folds judge' }[source]
  const counting = weights === undefined ? target : target.filter((_, row) => weights[row] > 0)
  const found = [...new Set(counting)].sort((a, b) => a - b).map((label) => (task === 'regression' ? String(label) : classes[label]))
  throw new MlwrightError(
    'METRIC_NOT_APPLICABLE',
    `The metric '${id}' has no value on the ${counting.length} rows${weights === undefined ? '' : ' of weight above 0'} ${which}: '${name}' is ${found.slice(0, 5).join(', ')} there.`,
    {
      hint: 'Judge on rows with more of the answers, or choose another one with --metric.',
      details: { metric: id, rows: counting.length },
    },
  )
}

/** Rows on which the metric has no value whatever is predicted: said before hours are spent, with the row. */
export function requireDefined(id: MetricId, target: Target, rows: Pick<Rows, 'target' | 'weights' | 'rowNumbers'>): void {
  const metric = metricOf(id)
  if (metric.isLogarithmic !== true) return
  const at = rows.target.findIndex((value) => value <= -1)
  if (at < 0) return
  throw new MlwrightError(
    'METRIC_NOT_APPLICABLE',
    `The metric '${id}' compares logarithms of 1 + target, but '${target.name}' is ${rows.target[at]} in row ${rows.rowNumbers[at]}, expected values above −1.`,
    {
      hint: 'Choose another one with --metric, such as rmse or mae.',
      details: { metric: id, row: rows.rowNumbers[at], value: rows.target[at] },
    },
  )
}
