// The functions of mlwright.
export { isMlwrightError, MlwrightError } from './base/core/index.js'
export type { ErrorCode, Finding, FindingCode, Severity, Task } from './base/core/index.js'
export type { Contract, ContractChange, Violation, ViolationCode } from './data/contract/index.js'
export { pseudonymize, reidentify } from './data/personal/index.js'
export type { Signature } from './data/schema/index.js'
export type { Source } from './data/sources/index.js'
export type { MetricId } from './learn/metrics/index.js'
export { check } from './check.js'
export type { CheckSummary } from './check.js'
export { contract, contractDiff } from './contract.js'
export type { ContractDiff, ContractSummary } from './contract.js'
export { evaluate } from './evaluate.js'
export type { EvaluateSummary } from './evaluate.js'
export { load } from './verbs/model/index.js'
export type { CheckOptions, ContractOptions, ProfileOptions, TestOptions, TrainOptions } from './verbs/asked/index.js'
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
