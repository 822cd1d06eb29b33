// What is asked of a verb, and what it answers: options, results, events.
export { checkTrainOptions } from './check-train-options.js'
export { checkOptions, contractOptions, evaluateOptions, predictOptions, profileOptions, testOptions, trainOptions } from './options.js'
export type { CheckOptions, ContractOptions, PredictOptions, ProfileOptions, TestOptions, TrainOptions } from './options.js'
export type {
  BundleTypes,
  LabelOf,
  Model,
  ModelPredictOptions,
  Prediction,
  Result,
  Stage,
  TaskOf,
  TrainEvent,
  TrainSummary,
  Training,
} from './types.js'
export { version } from './version.js'
