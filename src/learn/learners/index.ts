// The learners, behind one interface.
export { baseline } from './baseline/index.js'
export { linear } from './linear/index.js'
export type { Candidate, DataShape, FitContext, FittedModel, Learner, TrainingData } from './learner.js'
