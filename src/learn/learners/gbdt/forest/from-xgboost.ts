// Reads XGBoost's JSON models.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { checkForest } from './check.js'
import type { FittedObjective, GbdtFit } from './fitted.js'
import { isCategorical, missingLeft } from './forest.js'
import { growForest } from './growing-forest.js'
import type { ReadLeaf, ReadNode } from './growing-forest.js'
import type { Transform } from './transform.js'
import { JsonPlace } from './xgboost-json.js'
import { exactThreshold } from './xgboost-thresholds.js'

interface Known {
  readonly transform: Transform['name']
  /** From the stored base score, which is a prediction, to a score. */
  readonly toScore?: (value: number) => number
}

/** More are not meant: the number is damaged. */
const mostFeatures = 10_000_000
const mostOutputs = 100_000

/** In single precision at every step, as there. */
const logit = (value: number): number => -Math.log(Math.fround(Math.fround(1 / value) - 1))

const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['reg:squarederror', { transform: 'identity' }],
  ['reg:squaredlogerror', { transform: 'identity' }],
  ['reg:pseudohubererror', { transform: 'identity' }],
  ['reg:absoluteerror', { transform: 'identity' }],
  ['reg:quantileerror', { transform: 'identity' }],
  ['reg:logistic', { transform: 'sigmoid', toScore: logit }],
  ['binary:logistic', { transform: 'sigmoid', toScore: logit }],
  ['binary:logitraw', { transform: 'identity' }],
  ['multi:softprob', { transform: 'softmax' }],
  ['multi:softmax', { transform: 'softmax' }],
  ['count:poisson', { transform: 'exp', toScore: Math.log }],
  ['reg:gamma', { transform: 'exp', toScore: Math.log }],
  ['reg:tweedie', { transform: 'exp', toScore: Math.log }],
  ['survival:cox', { transform: 'exp', toScore: Math.log }],
  ['rank:pairwise', { transform: 'identity' }],
  ['rank:ndcg', { transform: 'identity' }],
  ['rank:map', { transform: 'identity' }],
])

/**
 * The model that XGBoost's `save_model('….json')` wrote, versions 1 to 3. Rows reach exactly the leaves that they reach in XGBoost, whose
 * comparisons are in single precision; leaf values are the same single-precision numbers, but are summed in double precision, so that scores
 * differ by XGBoost's own rounding (about 1e-7 relative). All trees count, also those after the best iteration. Level codes are those of the
 * training data; `multi:softmax` predicts probabilities.
 * Throws MODEL_INVALID, with the place, for what is damaged, MODEL_UNSUPPORTED for linear boosters, trees with several outputs per leaf, and
 * other objectives and versions.
 */
export function fromXgboostJson(text: string): GbdtFit {
  const root = new JsonPlace(parse(text), 'the model')
  const [major] = root.object('version').numbers()
  if (major !== 1 && major !== 2 && major !== 3) throw unsupported(`version ${major}`, 'versions 1 to 3')
  const learner = root.object('learner')
  const { objective, transform, toScore } = readObjective(learner)
  const parameters = learner.object('learner_model_param')
  const featureCount = parameters.textNumber('num_feature')
  const outputCount = Math.max(1, parameters.textNumber('num_class'), parameters.optional('num_target')?.textNumber() ?? 1)
  if (featureCount > mostFeatures) throw parameters.damaged(`num_feature ${featureCount}`, `at most ${mostFeatures}`)
  if (outputCount > mostOutputs) throw parameters.damaged(`${outputCount} outputs`, `at most ${mostOutputs}`)
  const { model, weights } = readBooster(learner.object('gradient_booster'))
  const trees = model.object('trees').list()
  const outputs = model.object('tree_info').numbers(trees.length, [0, outputCount - 1])
  const declared = model.object('gbtree_model_param').textNumber('num_trees')
  if (declared !== trees.length) throw model.damaged(`${trees.length} trees`, `${declared}, as num_trees says`)
  const factors = weights?.numbers(trees.length)
  const forest = growForest()
  const categorical = new Set<number>()
  trees.forEach((tree, at) => {
    const { nodes, leaves } = readTree(tree, featureCount, factors?.[at] ?? 1)
    for (const { kind, feature } of nodes) if ((kind & isCategorical) !== 0) categorical.add(feature)
    forest.addTree(outputs[at], nodes, leaves)
  })
  const baseScores = readBaseScores(parameters, outputCount, toScore)
  const names = learner.optional('feature_names')?.list() ?? []
  learner
    .optional('feature_types')
    ?.list()
    .forEach((type, feature) => {
      if (type.value === 'c') categorical.add(feature)
    })
  const fit: GbdtFit = {
    objective,
    transform,
    featureCount,
    featureNames:
      names.length === featureCount ? names.map((name) => name.text()) : Array.from({ length: featureCount }, (_, f) => `f${f}`),
    categorical: [...categorical].sort((a, b) => a - b),
    rounds: Math.ceil(trees.length / outputCount / parallelTrees(model)),
    roundsShare: 1,
    forest: forest.finish(baseScores),
  }
  checkForest(fit.forest, featureCount, 'MODEL_INVALID')
  return fit
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    throw new MlwrightError(
      'MODEL_INVALID',
      `The text is no JSON: ${(cause as Error).message}. Expected what save_model('….json') writes.`,
      {
        hint: 'Save the model as JSON: booster.save_model("model.json").',
        cause,
      },
    )
  }
}

function unsupported(what: string, expected: string): MlwrightError {
  return new MlwrightError('MODEL_UNSUPPORTED', `The model has ${what}; mlwright reads ${expected}.`, {
    hint: 'Predict with XGBoost itself, or train with the mlwright engine.',
  })
}

function readObjective(learner: JsonPlace): { objective: FittedObjective; transform: Transform; toScore: (value: number) => number } {
  const name = learner.object('objective').object('name').text()
  const found = known.get(name)
  if (found === undefined) throw unsupported(`the objective '${name}'`, [...known.keys()].join(', '))
  return {
    objective: { name },
    transform: found.transform === 'sigmoid' ? { name: 'sigmoid', slope: 1 } : { name: found.transform },
    toScore: found.toScore ?? ((value) => value),
  }
}

function readBooster(booster: JsonPlace): { model: JsonPlace; weights?: JsonPlace } {
  const name = booster.object('name').text()
  if (name === 'gbtree') return { model: booster.object('model') }
  if (name === 'dart') return { model: booster.object('gbtree').object('model'), weights: booster.object('weight_drop') }
  throw unsupported(`the booster '${name}'`, 'gbtree and dart')
}

function parallelTrees(model: JsonPlace): number {
  return Math.max(1, model.object('gbtree_model_param').optional('num_parallel_tree')?.textNumber() ?? 1)
}

/** One number or, from version 3.1 on, a list in brackets; the same for all outputs, or one for each. */
function readBaseScores(parameters: JsonPlace, outputCount: number, toScore: (value: number) => number): Float64Array {
  const place = parameters.object('base_score')
  const text = place.text().trim()
  const parts = (text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text).split(',')
  const scores = parts.map((part) => Math.fround(toScore(Math.fround(Number(part)))))
  const isWhole = parts.every((part) => part.trim() !== '') && scores.every(Number.isFinite)
  if (!isWhole || (parts.length !== 1 && parts.length !== outputCount)) throw place.damaged(text, `one number or ${outputCount}`)
  return Float64Array.from({ length: outputCount }, (_, k) => scores[k % scores.length])
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function readTree(tree: JsonPlace, featureCount: number, factor: number): { nodes: ReadNode[]; leaves: ReadLeaf[] } {
  const parameters = tree.object('tree_param')
  const count = parameters.textNumber('num_nodes')
  if (count < 1) throw tree.damaged('no nodes', 'at least one')
  if ((parameters.optional('size_leaf_vector')?.textNumber() ?? 1) > 1)
    throw unsupported('leaves with several outputs', 'one tree per output')
  const left = tree.object('left_children').numbers(count, [-1, count - 1])
  const right = tree.object('right_children').numbers(count, [-1, count - 1])
  const features = tree.object('split_indices').numbers(count)
  const conditions = tree.object('split_conditions').numbers(count)
  const defaults = tree.object('default_left').flags(count)
  const types = tree.optional('split_type')?.numbers(count, [0, 1]) ?? new Array<number>(count).fill(0)
  const gains = tree.object('loss_changes').numbers(count)
  const hessians = tree.object('sum_hessian').numbers(count)
  const sets = readSets(tree, count)
  for (const node of sets.keys()) if (types[node] !== 1) throw tree.damaged(`categories of node ${node}`, 'split_type 1 for it')
  const nodes: Mutable<ReadNode>[] = []
  const leaves: ReadLeaf[] = []
  const seen = new Uint8Array(count)
  /** Nodes and leaves get their places parent before children, the left branch first. */
  const visit = (root: number): void => {
    const open: { at: number; parent?: Mutable<ReadNode>; side: 'left' | 'right' }[] = [{ at: root, side: 'left' }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { at, parent, side } = next
      if (seen[at] !== 0) throw tree.damaged(`node ${at} twice`, 'a tree')
      seen[at] = 1
      if (parent !== undefined) parent[side] = left[at] < 0 ? -1 - leaves.length : nodes.length
      const rows = hessians[at]
      if (left[at] < 0) {
        if (right[at] >= 0) throw tree.damaged(`node ${at} with one child`, 'two or none')
        leaves.push({ value: Math.fround(conditions[at]) * Math.fround(factor), weight: hessians[at], rows })
        continue
      }
      const feature = features[at]
      if (right[at] < 0) throw tree.damaged(`node ${at} with one child`, 'two or none')
      if (!(Number.isInteger(feature) && feature >= 0 && feature < featureCount))
        throw tree.damaged(`feature ${feature}`, `0 to ${featureCount - 1}`)
      const isSet = types[at] === 1
      const set = sets.get(at)
      if (isSet && set === undefined) throw tree.damaged(`categorical node ${at} without categories`, 'its categories')
      const goesLeft = defaults[at] !== 0
      const node: Mutable<ReadNode> = {
        feature,
        // Levels in the set go right in XGBoost: its right child is our left one. A missing value that goes right goes left here.
        kind: isSet ? isCategorical | (goesLeft ? 0 : missingLeft) : goesLeft ? missingLeft : 0,
        split: isSet ? set! : exactThreshold(Math.fround(conditions[at])),
        left: 0,
        right: 0,
        gain: gains[at],
        value: 0,
        weight: hessians[at],
        rows,
      }
      nodes.push(node)
      open.push(
        { at: right[at], parent: node, side: isSet ? 'left' : 'right' },
        { at: left[at], parent: node, side: isSet ? 'right' : 'left' },
      )
    }
  }
  visit(0)
  averageUpwards(nodes, leaves)
  return { nodes, leaves }
}

/** XGBoost stores weights of inner nodes before the learning rate; the mean of the leaves is what a node would give. */
function averageUpwards(nodes: readonly Mutable<ReadNode>[], leaves: readonly ReadLeaf[]): void {
  for (let at = nodes.length - 1; at >= 0; at--) {
    const [a, b] = [nodes[at].left, nodes[at].right].map((child) => (child >= 0 ? nodes[child] : leaves[-1 - child]))
    const weight = a.weight + b.weight
    nodes[at].value = weight > 0 ? (a.value * a.weight + b.value * b.weight) / weight : (a.value + b.value) / 2
  }
}

/** Per categorical node: its set as words. */
function readSets(tree: JsonPlace, count: number): ReadonlyMap<number, readonly number[]> {
  const nodes = tree.optional('categories_nodes')?.numbers(undefined, [0, count - 1]) ?? []
  if (nodes.length === 0) return new Map()
  const categories = tree.object('categories').numbers(undefined, [0, 2 ** 24])
  const segments = tree.object('categories_segments').numbers(nodes.length, [0, categories.length])
  const sizes = tree.object('categories_sizes').numbers(nodes.length, [0, categories.length])
  return new Map(
    nodes.map((node, at) => {
      if (segments[at] + sizes[at] > categories.length)
        throw tree.damaged(`categories up to ${segments[at] + sizes[at]}`, `${categories.length}`)
      const codes = categories.slice(segments[at], segments[at] + sizes[at])
      const words = new Array<number>(Math.floor(codes.reduce((most, code) => Math.max(most, code), 0) / 32) + 1).fill(0)
      for (const code of codes) words[code >> 5] = (words[code >> 5] | (1 << (code & 31))) >>> 0
      return [node, words]
    }),
  )
}
