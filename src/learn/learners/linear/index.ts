// Regularised linear models.
export { linear } from './linear.js'
export type { LinearParameters } from './parameters.js'
