// Pipeline and model as one fitted thing.
export { logScaleOf, toLogScale } from './log-scale.js'
export { composeModel, loadTrainedModel } from './model.js'
export type { TrainedModel } from './model.js'
