// How much worse the forest does when a feature's values are shuffled among the rows.
import type { Random } from '../../../../base/core/index.js'
import type { Feature, View } from '../../../view/index.js'
import type { Forest } from './forest.js'
import { scoreRows } from './score.js'

export interface PermutationOptions {
  /** What raw scores are worth, rows × outputs: lower is better. Called with the scores of the rows as they are and as they are shuffled. */
  readonly loss: (scores: Float64Array) => number
  readonly random: Random
  /** How often each feature is shuffled. Default 5. */
  readonly repeats?: number
}

export interface PermutationImportance {
  /** Per feature: by how much the loss rises, on average over the repeats. Around 0, and 0 exactly for a feature that no tree asks for. */
  readonly mean: Float64Array
  /** Per feature: the standard deviation of the rises over the repeats. */
  readonly standardDeviation: Float64Array
}

/**
 * By how much the loss of rows rises when a feature's values are shuffled among them: what the model loses without the feature.
 * Meant for rows that the forest was not trained on. A feature whose information another one repeats can look unimportant.
 * Only the trees that ask for the feature are scored again: O(features × repeats × rows × those trees × depth).
 * Breiman 2001; Fisher, Rudin and Dominici 2019. Same as scikit-learn's `permutation_importance`, whose scores are higher-is-better.
 *
 *     const { mean } = permutationImportance(forest, view, { random: createRandom(0), loss: (scores) => meanSquaredError(labels, scores) })
 */
export function permutationImportance(
  forest: Forest,
  view: View,
  { loss, random, repeats = 5 }: PermutationOptions,
): PermutationImportance {
  const featureCount = view.features.length
  const mean = new Float64Array(featureCount)
  const standardDeviation = new Float64Array(featureCount)
  const scores = scoreRows(forest, view)
  const whole = loss(scores.slice())
  const treesOf = treesByFeature(forest)
  for (const [feature, trees] of treesOf) {
    const some = {
      ...forest,
      baseScores: new Float64Array(forest.outputCount),
      roots: Int32Array.from(trees, (tree) => forest.roots[tree]),
      outputs: Int32Array.from(trees, (tree) => forest.outputs[tree]),
    }
    const parts = scoreRows(some, view)
    const rises = Array.from({ length: repeats }, () => {
      const order = random.shuffle(Int32Array.from({ length: view.rowCount }, (_, row) => row))
      const features = view.features.map((one, f) => (f === feature ? shuffled(one, order) : one))
      const changed = scoreRows(some, { rowCount: view.rowCount, features })
      for (let at = 0; at < changed.length; at++) changed[at] = scores[at] - parts[at] + changed[at]
      return loss(changed) - whole
    })
    mean[feature] = rises.reduce((sum, rise) => sum + rise, 0) / repeats
    standardDeviation[feature] = Math.sqrt(rises.reduce((sum, rise) => sum + (rise - mean[feature]) ** 2, 0) / repeats)
  }
  return { mean, standardDeviation }
}

/** Ascending by feature: the trees whose nodes or linear leaves ask for it. */
function treesByFeature({ roots, nodeFeature, nodeLeft, nodeRight, linear }: Forest): [number, number[]][] {
  const trees = new Map<number, number[]>()
  const ask = (feature: number, tree: number): void => {
    const known = trees.get(feature) ?? []
    trees.set(feature, known)
    if (known.at(-1) !== tree) known.push(tree)
  }
  for (const [tree, root] of roots.entries()) {
    const open = [root]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at >= 0) {
        ask(nodeFeature[at], tree)
        open.push(nodeLeft[at], nodeRight[at])
      } else if (linear !== undefined) {
        for (let k = linear.starts[-1 - at]; k < linear.starts[-at]; k++) ask(linear.features[k], tree)
      }
    }
  }
  return [...trees].sort(([a], [b]) => a - b)
}

/** The feature with row r taking the value of row `order[r]`. */
function shuffled(feature: Feature, order: Int32Array): Feature {
  if (feature.layout === 'dense') return { ...feature, values: Float64Array.from(order, (row) => feature.values[row]) }
  const entries = new Map(Array.from(feature.rows, (row, k) => [row, feature.values[k]]))
  const rows = Int32Array.from(order.keys()).filter((row) => entries.has(order[row]))
  return { ...feature, rows, values: Float64Array.from(rows, (row) => entries.get(order[row])!) }
}
