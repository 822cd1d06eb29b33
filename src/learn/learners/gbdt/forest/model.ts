// The fitted model as a learner's.
import { MlwrightError } from '../../../../base/core/index.js'
import type { GraphBuilder, Value } from '../../../../base/onnx/index.js'
import type { View } from '../../../features/index.js'
import type { FittedModel } from '../../learner.js'
import type { GbdtFit } from './fitted.js'
import { fitToJson } from './json.js'
import { scoreRows } from './score.js'
import { writeForest } from './to-onnx.js'
import { applyTransform } from './transform.js'

export interface GbdtModel extends FittedModel {
  readonly fit: GbdtFit
}

export function createGbdtModel(fit: GbdtFit): GbdtModel {
  const { forest, transform } = fit
  return {
    learner: 'gbdt',
    fit,
    predict: (view: View) => {
      if (view.features.length !== fit.featureCount) {
        throw new MlwrightError('INTERNAL', `The model was fitted on ${fit.featureCount} features and received ${view.features.length}.`)
      }
      const scores = scoreRows(forest, view)
      applyTransform(transform, forest.outputCount, scores)
      return scores
    },
    toJSON: () => fitToJson(fit),
    toOnnx: (graph: GraphBuilder, features: Value) => writeForest(graph, features, fit),
  }
}
