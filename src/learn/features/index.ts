// Fitted transformers: from typed columns to what a learner sees.
export type { Encoding, FittedPipeline } from './pipeline.js'
export { selectRows } from './view.js'
export type { DenseFeature, Feature, FeatureInfo, SparseFeature, View } from './view.js'
