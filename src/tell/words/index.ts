// What is told, in words.
export type { SummaryTrial, TrainingSummary } from './summary.js'
