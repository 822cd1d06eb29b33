// What learners see, apart from how it is made: boosted trees need no more, also in a browser.
export { selectRows } from './view.js'
export type { DenseFeature, Feature, FeatureInfo, SparseFeature, View } from './view.js'
