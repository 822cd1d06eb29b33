// Which metrics a table lists for a task, and what they mean there.
import type { Task } from '../../base/core/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { metricWords } from './metric-words.js'
import type { TrainingSummary } from './summary.js'

/** Metrics that say the same for a task, the one to show first. */
const sameMetrics: Readonly<Record<Task, readonly (readonly MetricId[])[]>> = {
  binary: [['accuracy', 'f1Micro']],
  multiclass: [
    ['accuracy', 'f1Micro'],
    ['balancedAccuracy', 'recall'],
    ['f1Macro', 'f1'],
  ],
  regression: [],
}

/** With several classes there is no positive one: these are averages over the classes. */
const multiclassMeanings: Readonly<Partial<Record<MetricId, string>>> = {
  rocAuc: 'How often a row of a class gets a higher score for it than a row of another class; 0.5 is chance, 1 is perfect.',
  averagePrecision: 'How often it is right when it names a class, over all thresholds, averaged over the classes.',
  precision: 'When it names a class, how often that is right, every class counting the same.',
  recall: 'How many of each class it finds, every class counting the same.',
  f1: 'Precision and recall in one number, every class counting the same.',
}

export function meaningOf(id: MetricId, task: Task): string {
  return (task === 'multiclass' ? multiclassMeanings[id] : undefined) ?? metricWords[id].meaning
}

/** The metrics beside the one that decided, without those that repeat another or say nothing for so few classes. */
export function otherMetrics({ task, metric, evaluation, classes }: TrainingSummary): MetricId[] {
  const has = (id: MetricId): boolean => id === metric.name || evaluation.metrics[id] !== undefined
  const repeats = (id: MetricId): boolean => {
    const same = sameMetrics[task].find((ids) => ids.includes(id))
    if (same === undefined) return false
    return same.includes(metric.name) || same.find(has) !== id
  }
  return (Object.keys(metricWords) as MetricId[]).filter(
    (id) => id !== metric.name && has(id) && !repeats(id) && !(id === 'topK3' && classes.length <= 3),
  )
}
