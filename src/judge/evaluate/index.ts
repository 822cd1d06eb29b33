// Evaluation and the honest estimate.
export type { CalibrationBin, Estimate, Evaluation, Importance, Mistake } from './evaluation.js'
