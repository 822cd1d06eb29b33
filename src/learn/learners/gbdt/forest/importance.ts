// How much the forest uses each feature.
import type { Forest } from './forest.js'

/**
 * Per feature, over all nodes that split on it: `gain`: what those splits gained in all; `split`: how many they are.
 * Equal to LightGBM's `feature_importance(importance_type)`, and to XGBoost's `total_gain` and `weight`. Splits that gained nothing do not count,
 * unless the forest knows no gains at all (stored by a version that did not keep them): then `split` counts every one and `gain` is 0.
 *
 * Both come from the training rows and favour features with many distinct values (Strobl et al. 2007): `permutationImportance` on other rows, or the
 * mean of |SHAP value|, says more of what a feature is worth. Returns one number ≥ 0 for each of `featureCount` features. O(nodes).
 *
 *     const gains = importance(forest, view.features.length, 'gain')
 */
export function importance(forest: Forest, featureCount: number, kind: 'gain' | 'split'): Float64Array {
  const { nodeFeature, nodeGain } = forest
  const sums = new Float64Array(featureCount)
  const knowsGains = nodeGain.some((gain) => gain > 0)
  for (let node = 0; node < nodeFeature.length; node++) {
    if (knowsGains && !(nodeGain[node] > 0)) continue
    sums[nodeFeature[node]] = sums[nodeFeature[node]] + (kind === 'split' ? 1 : nodeGain[node])
  }
  return sums
}
