// The learners, behind one interface.
export type { Candidate, DataShape, FitContext, FittedModel, Learner, TrainingData } from './learner.js'
export { learnerOf, learners } from './registry.js'
