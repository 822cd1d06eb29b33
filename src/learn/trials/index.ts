// Runs and records candidates.
export { fitAll, fitFold } from './fit.js'
export type { FoldFit } from './fit.js'
export type { Fold, Proposal, Study, Trial } from './study.js'
export { readTrials, recordTrial, studyKey } from './record.js'
export { assembleTrial, runTrial } from './trial.js'
export type { TrialJobs, TrialOptions } from './trial.js'
