// Pipeline and model as one fitted thing.
export { composeModel, loadTrainedModel } from './model.js'
export type { TrainedModel } from './model.js'
