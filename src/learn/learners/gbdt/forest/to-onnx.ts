// Writes a forest as TreeEnsemble in f64, then the way from scores to predictions.
import { createGraph } from '../../../../base/onnx/index.js'
import type { GraphBuilder, Value } from '../../../../base/onnx/index.js'
import type { GbdtFit } from './fitted.js'
import { isCategorical, missingLeft } from './forest.js'
import type { Forest } from './forest.js'
import { writeColumns } from './onnx-columns.js'
import type { GraphColumns } from './onnx-columns.js'
import type { Transform } from './transform.js'

/**
 * A model of its own: input `features`, double `[N, features]`, NaN is missing; output `predictions`, double `[N, outputs]`.
 * Operators of `ai.onnx` 21 and `ai.onnx.ml` 5. Equal to `predict` within 1e-9.
 */
export function toOnnxModel(fit: GbdtFit): Uint8Array {
  const graph = createGraph()
  const features = graph.input('features', 'double', ['N', fit.featureCount])
  graph.output(writeForest(graph, features, fit), 'predictions', 'double', ['N', fit.forest.outputCount])
  return graph.toBytes()
}

/** `features`: double `[N, features]`. Returns double `[N, outputs]`, the predictions. */
export function writeForest(
  graph: GraphBuilder,
  features: Value,
  { forest, transform, featureCount }: Pick<GbdtFit, 'forest' | 'transform' | 'featureCount'>,
): Value {
  const columns = writeColumns(graph, features, forest, featureCount)
  const { linear, leafValue } = forest
  const trees = linear === undefined ? plainTrees(forest, (leaf) => leafValue[leaf]) : linearTrees(forest, linear.constants, leafValue)
  let scores = writeSum(graph, columns, forest, trees, forest.baseScores) ?? repeatPerRow(graph, features, forest.baseScores)
  if (linear !== undefined) {
    for (const feature of [...new Set(linear.features)].sort((a, b) => a - b)) {
      const part = writeLinearPart(graph, features, columns, forest, feature)
      if (part !== undefined) scores = graph.add('Add', [scores, part])
    }
  }
  return writeTransform(graph, scores, transform)
}

/** A tree on its way into the graph. */
interface Branch {
  /** Absent: a leaf. */
  readonly split?: {
    readonly column: 'node' | 'feature'
    /** The node of the forest, or the feature whose missing and infinite values are told apart. */
    readonly at: number
    readonly left: Branch
    readonly right: Branch
  }
  readonly value: number
}

interface OutputTree {
  readonly output: number
  readonly root: Branch
}

function plainTrees(forest: Forest, valueOf: (leaf: number) => number, instead?: (leaf: number) => Branch): OutputTree[] {
  const { roots, outputs, nodeLeft, nodeRight } = forest
  const build = (root: number): Branch => {
    // Children before parents, without recursion: trees may be deeper than the stack.
    const order: number[] = []
    const open = [root]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      order.push(at)
      if (at >= 0) open.push(nodeLeft[at], nodeRight[at])
    }
    const built = new Map<number, Branch>()
    for (const at of order.toReversed()) {
      if (at < 0) built.set(at, instead?.(-1 - at) ?? { value: valueOf(-1 - at) })
      else built.set(at, join('node', at, built.get(nodeLeft[at])!, built.get(nodeRight[at])!))
    }
    return built.get(root)!
  }
  return Array.from(roots, (root, tree) => ({ output: outputs[tree], root: build(root) }))
}

/** Where both sides give the same there is nothing to ask. */
function join(column: 'node' | 'feature', at: number, left: Branch, right: Branch): Branch {
  if (left.split === undefined && right.split === undefined && left.value === right.value) return left
  return { split: { column, at, left, right }, value: 0 }
}

/** Leaves give `here`, or `elsewhere` where one of their features is missing or infinite, which nodes below them find out. */
function linearTrees(forest: Forest, here: ArrayLike<number>, elsewhere: ArrayLike<number>): OutputTree[] {
  const { starts, features } = forest.linear!
  return plainTrees(
    forest,
    () => 0,
    (leaf) => {
      let branch: Branch = { value: here[leaf] }
      for (let k = starts[leaf]; k < starts[leaf + 1]; k++) branch = join('feature', features[k], branch, { value: elsewhere[leaf] })
      return branch
    },
  )
}

/** What a feature adds over all linear leaves: itself times the sum of its coefficients, which the trees give. */
function writeLinearPart(graph: GraphBuilder, features: Value, columns: GraphColumns, forest: Forest, feature: number): Value | undefined {
  const { starts, features: leafFeatures, coefficients } = forest.linear!
  const own = new Float64Array(forest.leafValue.length)
  for (let leaf = 0; leaf < own.length; leaf++) {
    for (let k = starts[leaf]; k < starts[leaf + 1]; k++) if (leafFeatures[k] === feature) own[leaf] += coefficients[k]
  }
  const trees = linearTrees(forest, own, new Float64Array(own.length))
  const sums = writeSum(graph, columns, forest, trees, new Float64Array(forest.outputCount))
  if (sums === undefined) return undefined
  const zero = graph.constant({ type: 'double', dims: [], data: [0] })
  const index = graph.constant({ type: 'int64', dims: [1], data: [feature] })
  const values = graph.add('Gather', [features, index], { axis: { int: 1 } })
  // Where no leaf asks for the feature it may be missing or infinite.
  const isUsed = graph.add('Not', [graph.add('Equal', [sums, zero])])
  return graph.add('Where', [isUsed, graph.add('Mul', [sums, values]), zero])
}

/** Double `[N, outputs]`: the trees' sum and `base`; undefined where no tree asks anything and all is 0. */
function writeSum(
  graph: GraphBuilder,
  columns: GraphColumns,
  forest: Forest,
  trees: readonly OutputTree[],
  base: Float64Array,
): Value | undefined {
  const constants = base.slice()
  const grown = trees.filter(({ output, root }) => {
    if (root.split === undefined) constants[output] += root.value
    return root.split !== undefined
  })
  const isNothing = constants.every((value) => value === 0)
  if (grown.length === 0) return isNothing ? undefined : repeatPerRow(graph, columns.value, constants)
  const sums = writeTrees(graph, columns, forest, grown)
  return isNothing ? sums : graph.add('Add', [sums, graph.constant({ type: 'double', dims: [1, base.length], data: constants })])
}

const branchLeq = 0
const sum = 1

function writeTrees(graph: GraphBuilder, columns: GraphColumns, forest: Forest, trees: readonly OutputTree[]): Value {
  const roots: number[] = []
  const nodes = { column: [] as number[], split: [] as number[], missing: [] as number[], left: [] as number[], right: [] as number[] }
  const leaves = { output: [] as number[], value: [] as number[] }
  for (const { output, root } of trees) {
    roots.push(nodes.column.length)
    const open: { branch: Branch; fill: (place: number) => void }[] = [{ branch: root, fill: () => {} }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { split, value } = next.branch
      if (split === undefined) {
        next.fill(-1 - leaves.value.length)
        leaves.output.push(output)
        leaves.value.push(value)
        continue
      }
      const node = nodes.column.length
      next.fill(node)
      const isNode = split.column === 'node'
      const isSet = isNode && (forest.nodeKind[split.at] & isCategorical) !== 0
      nodes.column.push(isNode ? columns.nodeColumn[split.at] : columns.finite.get(split.at)!)
      nodes.split.push(isNode ? columns.nodeThreshold[split.at] : Infinity)
      nodes.missing.push(isNode && !isSet ? forest.nodeKind[split.at] & missingLeft : 0)
      nodes.left.push(0)
      nodes.right.push(0)
      open.push(
        { branch: split.right, fill: (place) => (nodes.right[node] = place) },
        { branch: split.left, fill: (place) => (nodes.left[node] = place) },
      )
    }
  }
  const place = (child: number): number => (child >= 0 ? child : -1 - child)
  const isLeaf = (child: number): number => (child >= 0 ? 0 : 1)
  return graph.add(
    'TreeEnsemble',
    [columns.value],
    {
      n_targets: { int: forest.outputCount },
      aggregate_function: { int: sum },
      post_transform: { int: 0 },
      tree_roots: { ints: roots },
      nodes_featureids: { ints: nodes.column },
      nodes_splits: { tensor: { type: 'double', dims: [nodes.split.length], data: nodes.split } },
      nodes_modes: { tensor: { type: 'uint8', dims: [nodes.split.length], data: new Uint8Array(nodes.split.length).fill(branchLeq) } },
      nodes_missing_value_tracks_true: { ints: nodes.missing },
      nodes_truenodeids: { ints: nodes.left.map(place) },
      nodes_trueleafs: { ints: nodes.left.map(isLeaf) },
      nodes_falsenodeids: { ints: nodes.right.map(place) },
      nodes_falseleafs: { ints: nodes.right.map(isLeaf) },
      leaf_targetids: { ints: leaves.output },
      leaf_weights: { tensor: { type: 'double', dims: [leaves.value.length], data: leaves.value } },
    },
    'ai.onnx.ml',
  )
}

function repeatPerRow(graph: GraphBuilder, features: Value, numbers: Float64Array): Value {
  const row = graph.constant({ type: 'double', dims: [1, numbers.length], data: numbers })
  const shape = graph.add('Shape', [features], { start: { int: 0 }, end: { int: 1 } })
  const one = graph.constant({ type: 'int64', dims: [1], data: [1] })
  return graph.add('Expand', [row, graph.add('Concat', [shape, one], { axis: { int: 0 } })])
}

function writeTransform(graph: GraphBuilder, scores: Value, transform: Transform): Value {
  const number = (value: number): Value => graph.constant({ type: 'double', dims: [], data: [value] })
  switch (transform.name) {
    case 'identity':
      return scores
    case 'sigmoid':
      return graph.add('Sigmoid', [transform.slope === 1 ? scores : graph.add('Mul', [scores, number(transform.slope)])])
    case 'softmax':
      return graph.add('Softmax', [scores], { axis: { int: 1 } })
    case 'exp':
      return graph.add('Exp', [scores])
    case 'softplus': {
      const small = graph.add('Exp', [graph.add('Neg', [graph.add('Abs', [scores])])])
      return graph.add('Add', [graph.add('Max', [scores, number(0)]), graph.add('Log', [graph.add('Add', [small, number(1)])])])
    }
    case 'signed-square':
      return graph.add('Mul', [scores, graph.add('Abs', [scores])])
  }
}
