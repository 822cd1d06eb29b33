// The constant baseline: what every model has to beat.
export { baseline } from './baseline.js'
