// What a training does beside searching: judges, writes, keeps its run.
export { judge } from './judge.js'
export type { Judged } from './judge.js'
export { createTrainingPool } from './pool.js'
export { definedOf, resumeOptions, storedOptions, storedSource } from './resume-options.js'
export { openRunFolder, readRunSettings, resultFile } from './run-folder.js'
export type { TrainingJobs } from './worker.js'
export { droppedRows, writeTraining } from './write.js'
export type { Written } from './write.js'
