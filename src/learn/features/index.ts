// Fitted transformers: from typed columns to what a learner sees.
export { fitPipeline, loadPipeline } from './fitted-pipeline.js'
export type { Encoding, FittedPipeline } from './pipeline.js'
export type { FeatureTarget } from './transformer.js'
export { mostColumns } from './screen.js'
export { selectRows } from '../view/index.js'
export type { DenseFeature, Feature, FeatureInfo, SparseFeature, View } from '../view/index.js'
