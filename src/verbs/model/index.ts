// A bundle, loaded: what predicts.
export { load, loadModel, modelOf } from './model.js'
export type { LoadedModel } from './model.js'
