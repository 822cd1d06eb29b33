// Gradient-boosted trees.
export { gbdt } from './learner.js'
export type { GbdtParameters } from './parameters.js'
