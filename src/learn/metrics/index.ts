// Metrics, equal to scikit-learn's.
export { scoreOf } from './metric.js'
export type { Metric, MetricId, Scored } from './metric.js'
