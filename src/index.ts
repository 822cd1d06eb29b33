// The functions of mlwright.
export { isMlwrightError, MlwrightError } from './base/core/index.js'
export type { ErrorCode, Finding, FindingCode, Severity, Task } from './base/core/index.js'
export { pseudonymize, reidentify } from './data/personal/index.js'
export type { Signature } from './data/schema/index.js'
export type { Source } from './data/sources/index.js'
export type { MetricId } from './learn/metrics/index.js'
export { evaluate } from './evaluate.js'
export type { EvaluateSummary } from './evaluate.js'
export { load } from './verbs/model/index.js'
export type { ProfileOptions, TestOptions, TrainOptions } from './verbs/asked/index.js'
export { predict } from './predict.js'
export type { PredictSummary } from './predict.js'
export { profile } from './profile.js'
export type { ProfileSummary } from './profile.js'
export { test } from './test-columns.js'
export type { TestSummary } from './test-columns.js'
export { train } from './train.js'
export type {
  BundleTypes,
  Model,
  ModelPredictOptions,
  Prediction,
  Result,
  Stage,
  TrainEvent,
  Training,
  TrainSummary,
} from './verbs/asked/index.js'
