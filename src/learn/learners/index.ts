// The learners, behind one interface.
export { baseline } from './baseline/index.js'
export type { Candidate, DataShape, FitContext, FittedModel, Learner, TrainingData } from './learner.js'
export { gbdt } from './gbdt/index.js'
export type { GbdtParameters } from './gbdt/index.js'
