// What matters to a model.
export { permutationImportance } from './importance.js'
export type { ImportanceJobs } from './importance.js'
export { permuteColumns } from './permute.js'
