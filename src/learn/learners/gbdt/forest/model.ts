// The fitted model: a forest, and what it was fitted for.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Json, Task } from '../../../../base/core/index.js'
import type { GraphBuilder, Value } from '../../../../base/onnx/index.js'
import type { View } from '../../../features/index.js'
import type { FittedModel } from '../../learner.js'
import { scoreRows } from './forest.js'
import type { Forest } from './forest.js'
import { applyTransform, transformOf } from '../objectives/transform.js'
import { writeForest } from './to-onnx.js'

export interface GbdtFit {
  readonly task: Task
  /** The number of features of the view. */
  readonly featureCount: number
  /** Rounds that the trees came from. */
  readonly rounds: number
  /** The share of the training rows that the rounds were counted on; below 1 when some were kept apart. */
  readonly roundsShare: number
  readonly forest: Forest
}

export interface GbdtModel extends FittedModel {
  readonly fit: GbdtFit
}

export function createGbdtModel(fit: GbdtFit): GbdtModel {
  const { task, forest } = fit
  return {
    learner: 'gbdt',
    fit,
    predict: (view: View) => {
      if (view.features.length !== fit.featureCount) {
        throw new MlwrightError('INTERNAL', `The model was fitted on ${fit.featureCount} features and received ${view.features.length}.`)
      }
      const scores = scoreRows(forest, view)
      applyTransform(transformOf(task), forest.outputCount, scores)
      return scores
    },
    toJSON: () => fitToJson(fit),
    toOnnx: (graph: GraphBuilder, features: Value) => writeForest(graph, features, task, forest),
  }
}

function fitToJson({ task, featureCount, rounds, roundsShare, forest }: GbdtFit): Json {
  return {
    format: 1,
    task,
    featureCount,
    rounds,
    roundsShare,
    baseScores: Array.from(forest.baseScores),
    roots: Array.from(forest.roots),
    outputs: Array.from(forest.outputs),
    nodeFeature: Array.from(forest.nodeFeature),
    nodeThreshold: Array.from(forest.nodeThreshold),
    nodeMissingLeft: Array.from(forest.nodeMissingLeft),
    nodeLeft: Array.from(forest.nodeLeft),
    nodeRight: Array.from(forest.nodeRight),
    leafValue: Array.from(forest.leafValue),
    leafRows: Array.from(forest.leafRows),
  }
}

type StoredFit = Omit<GbdtFit, 'forest'> & { readonly format: number } & {
  readonly [K in keyof Omit<Forest, 'outputCount'>]: readonly number[]
}

/** Reads what `toJSON` gave. Throws BUNDLE_NEWER for a newer format. */
export function gbdtFromJson(json: Json): GbdtModel {
  const stored = json as unknown as StoredFit
  if (stored.format !== 1) {
    throw new MlwrightError('BUNDLE_NEWER', `The trees are stored in format ${String(stored.format)}; this version reads format 1.`, {
      hint: 'Update mlwright.',
    })
  }
  return createGbdtModel({
    task: stored.task,
    featureCount: stored.featureCount,
    rounds: stored.rounds,
    roundsShare: stored.roundsShare,
    forest: {
      outputCount: stored.baseScores.length,
      baseScores: Float64Array.from(stored.baseScores),
      roots: Int32Array.from(stored.roots),
      outputs: Int32Array.from(stored.outputs),
      nodeFeature: Int32Array.from(stored.nodeFeature),
      nodeThreshold: Float64Array.from(stored.nodeThreshold),
      nodeMissingLeft: Uint8Array.from(stored.nodeMissingLeft),
      nodeLeft: Int32Array.from(stored.nodeLeft),
      nodeRight: Int32Array.from(stored.nodeRight),
      leafValue: Float64Array.from(stored.leafValue),
      leafRows: Int32Array.from(stored.leafRows),
    },
  })
}
