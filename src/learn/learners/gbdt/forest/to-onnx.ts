// Writes a forest as one TreeEnsemble in f64, then the way from scores to predictions.
import type { GraphBuilder, Value } from '../../../../base/onnx/index.js'
import { missingLeft } from './forest.js'
import type { Forest } from './forest.js'
import type { Transform } from './transform.js'

const branchLeq = 0
const sum = 1

/** `features`: double `[N, features]`. Returns double `[N, outputs]`, the predictions. */
export function writeForest(graph: GraphBuilder, features: Value, transform: Transform, forest: Forest): Value {
  const base = graph.constant({ type: 'double', dims: [1, forest.outputCount], data: forest.baseScores })
  const scores =
    forest.roots.length === 0 ? repeatPerRow(graph, features, base) : graph.add('Add', [writeTrees(graph, features, forest), base])
  return writeTransform(graph, scores, transform)
}

function writeTransform(graph: GraphBuilder, scores: Value, transform: Transform): Value {
  switch (transform.name) {
    case 'identity':
      return scores
    case 'sigmoid': {
      const slope = graph.constant({ type: 'double', dims: [], data: [transform.slope] })
      return graph.add('Sigmoid', [transform.slope === 1 ? scores : graph.add('Mul', [scores, slope])])
    }
    case 'softmax':
      return graph.add('Softmax', [scores], { axis: { int: 1 } })
    case 'exp':
      return graph.add('Exp', [scores])
    case 'softplus':
      return graph.add('Softplus', [scores])
    case 'signed-square':
      return graph.add('Mul', [scores, graph.add('Abs', [scores])])
  }
}

function repeatPerRow(graph: GraphBuilder, features: Value, base: Value): Value {
  const shape = graph.add('Shape', [features], { start: { int: 0 }, end: { int: 1 } })
  const one = graph.constant({ type: 'int64', dims: [1], data: [1] })
  return graph.add('Expand', [base, graph.add('Concat', [shape, one], { axis: { int: 0 } })])
}

function writeTrees(graph: GraphBuilder, features: Value, forest: Forest): Value {
  const nodeCount = forest.nodeFeature.length
  const position = (child: number): number => (child >= 0 ? child : -1 - child)
  const isLeaf = (child: number): number => (child >= 0 ? 0 : 1)
  return graph.add(
    'TreeEnsemble',
    [features],
    {
      n_targets: { int: forest.outputCount },
      aggregate_function: { int: sum },
      post_transform: { int: 0 },
      tree_roots: { ints: forest.roots },
      nodes_featureids: { ints: forest.nodeFeature },
      nodes_splits: { tensor: { type: 'double', dims: [nodeCount], data: forest.nodeThreshold } },
      nodes_modes: { tensor: { type: 'uint8', dims: [nodeCount], data: new Uint8Array(nodeCount).fill(branchLeq) } },
      nodes_missing_value_tracks_true: { ints: forest.nodeKind.map((kind) => kind & missingLeft) },
      nodes_truenodeids: { ints: forest.nodeLeft.map(position) },
      nodes_trueleafs: { ints: forest.nodeLeft.map(isLeaf) },
      nodes_falsenodeids: { ints: forest.nodeRight.map(position) },
      nodes_falseleafs: { ints: forest.nodeRight.map(isLeaf) },
      leaf_targetids: { ints: leafOutputs(forest) },
      leaf_weights: { tensor: { type: 'double', dims: [forest.leafValue.length], data: forest.leafValue } },
    },
    'ai.onnx.ml',
  )
}

/** Per leaf, the output that its tree adds to. */
function leafOutputs({ roots, outputs, nodeLeft, nodeRight, leafValue }: Forest): Int32Array {
  const targets = new Int32Array(leafValue.length)
  const open: number[] = []
  roots.forEach((root, tree) => {
    open.push(root)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at < 0) targets[-1 - at] = outputs[tree]!
      else open.push(nodeLeft[at], nodeRight[at])
    }
  })
  return targets
}
