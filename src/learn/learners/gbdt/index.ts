// Gradient-boosted trees.
export { gbdt } from './gbdt.js'
export type { GbdtParameters } from './parameters.js'
