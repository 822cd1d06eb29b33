// Evaluation and the honest estimate.
export { estimateChoice } from './estimate-choice.js'
export type { CandidatePredictions, ChoiceEstimate, ChoiceInput } from './estimate-choice.js'
export { evaluatePredictions, intervalResampler } from './evaluate-predictions.js'
export type { EvaluationInput } from './evaluate-predictions.js'
export type { CalibrationBin, Estimate, Evaluation, Importance, Mistake } from './evaluation.js'
export { gainOver } from './gain.js'
export { histogramOf } from './residuals.js'
