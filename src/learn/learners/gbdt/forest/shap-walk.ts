// The forest as the SHAP kernels walk it: records of nodes, and the steps of each tree.
import { gaussLegendre, shapNodeIntegers, stepEnter, stepLeave, stepPass, stepTurn } from '../../../../base/kernels/index.js'
import { isCategorical } from './forest.js'
import type { Forest } from './forest.js'
import { coverShares } from './shap-cover.js'
import type { Cover } from './shap-cover.js'

/** One tree of the walk. The numbers that say where something begins count the entries of what they point into. */
export interface WalkTree {
  readonly output: number
  /** None where the tree is one leaf. */
  readonly stepCount: number
  readonly step: number
  /** Nodes in the order of the walk. */
  readonly node: number
  readonly nodeCount: number
  /** The columns of its features. */
  readonly player: number
  readonly playerCount: number
  /** Points that integrate the games of its longest path exactly, and where they begin. */
  readonly pointCount: number
  readonly point: number
}

export interface ShapWalk {
  readonly trees: readonly WalkTree[]
  readonly steps: Int32Array
  /** Records as the kernels read them; in them sets have no address yet, but the number of their first word. */
  readonly nodes: Int32Array
  readonly numbers: Float64Array
  readonly players: Int32Array
  /** The features that some node asks for, ascending: the kernels' columns. */
  readonly features: Int32Array
  /** Quadrature points and as many weights, for each number of points that a tree needs. */
  readonly points: Float64Array
  readonly deepest: number
  readonly mostPoints: number
  readonly mostPlayers: number
  readonly mostNodes: number
  /** Per output: what the forest gives when no feature is known. */
  readonly baseValues: Float64Array
}

/** One branch of a path, and those above it. */
interface Branch {
  readonly feature: number
  /** Depth × 2 + side. */
  readonly place: number
  /** The product of the shares of the path's branches on the feature, this one included. */
  readonly shares: number
  readonly above: Branch | undefined
}

interface Visit {
  readonly node: number
  readonly depth: number
  readonly path: Branch | undefined
  /** Distinct features on the path. */
  readonly pathLength: number
  /** The share of the training rows that reaches the node. */
  readonly share: number
  /** What to do there, and once it was entered, its number in the walk. */
  readonly phase: number
  readonly number: number
}

/** Flattens a forest. O(nodes × depth). */
export function planWalk(forest: Forest, cover: Cover): ShapWalk {
  const features = Int32Array.from(new Set(forest.nodeFeature)).sort()
  const columns = new Map(Array.from(features, (feature, at) => [feature, at]))
  const steps: number[] = []
  const nodes: number[] = []
  const numbers: number[] = []
  const players: number[] = []
  const points: number[] = []
  const pointPlaces = new Map<number, number>()
  const baseValues = forest.baseScores.slice()
  let deepest = 0

  /** Writes the record of a node that is entered, and what comes next. */
  const enter = (
    visit: Visit,
    tree: { readonly first: number; readonly output: number; readonly known: Map<number, number> },
    open: Visit[],
  ) => {
    const { node, depth, path, share } = visit
    const feature = forest.nodeFeature[node]
    const previous = lastBranch(path, feature)
    const shares = coverShares(forest, node, cover)
    const children = [forest.nodeLeft[node], forest.nodeRight[node]] as const
    const values = children.map((child) => (child < 0 ? forest.leafValue[-1 - child] : 0))
    const inner = (children[0] >= 0 ? 1 : 0) + (children[1] >= 0 ? 2 : 0)
    const set = (forest.nodeKind[node] & isCategorical) === 0 ? -1 : forest.nodeThreshold[node]
    const number = nodes.length / shapNodeIntegers - tree.first
    if (!tree.known.has(feature)) tree.known.set(feature, tree.known.size)
    nodes.push(columns.get(feature)!, depth, forest.nodeKind[node], previous?.place ?? -1, path?.place ?? -1, inner)
    nodes.push(
      set < 0 ? 0 : forest.setStarts[set],
      set < 0 ? 0 : forest.setStarts[set + 1] - forest.setStarts[set],
      tree.known.get(feature)!,
    )
    numbers.push(forest.nodeThreshold[node], ...shares, previous?.shares ?? 1, ...values)
    for (const side of [0, 1] as const) if (children[side] < 0) baseValues[tree.output] += share * shares[side] * values[side]
    steps.push(number * 4 + (inner === 0 ? stepPass : stepEnter))
    deepest = Math.max(deepest, depth + 1)
    const pathLength = visit.pathLength + (previous === undefined ? 1 : 0)
    if (inner === 0) return pathLength
    const childOf = (side: 0 | 1): Visit => {
      const branch = { feature, place: depth * 2 + side, shares: (previous?.shares ?? 1) * shares[side], above: path }
      return { node: children[side], depth: depth + 1, path: branch, pathLength, share: share * shares[side], phase: stepEnter, number: -1 }
    }
    // The last pushed is the next visited.
    open.push({ ...visit, phase: stepLeave, number })
    if ((inner & 2) !== 0) open.push(childOf(1))
    if (inner === 3) open.push({ ...visit, phase: stepTurn, number })
    if ((inner & 1) !== 0) open.push(childOf(0))
    return pathLength
  }

  const trees = Array.from(forest.roots, (root, t): WalkTree => {
    const output = forest.outputs[t]
    const step = steps.length
    const first = nodes.length / shapNodeIntegers
    const known = new Map<number, number>()
    let longest = 1
    if (root < 0) baseValues[output] += forest.leafValue[-1 - root]
    const open: Visit[] = root < 0 ? [] : [{ node: root, depth: 0, path: undefined, pathLength: 0, share: 1, phase: stepEnter, number: -1 }]
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      if (visit.phase === stepEnter) longest = Math.max(longest, enter(visit, { first, output, known }, open))
      else steps.push(visit.number * 4 + visit.phase)
    }
    const player = players.length
    for (const feature of known.keys()) players.push(columns.get(feature)!)
    // Of degree longest − 1.
    const pointCount = (longest + 1) >> 1
    let point = pointPlaces.get(pointCount)
    if (point === undefined) {
      point = points.length
      pointPlaces.set(pointCount, point)
      const quadrature = gaussLegendre(pointCount)
      for (const value of [...quadrature.points, ...quadrature.weights]) points.push(value)
    }
    const nodeCount = nodes.length / shapNodeIntegers - first
    return { output, step, stepCount: steps.length - step, node: first, nodeCount, player, playerCount: known.size, pointCount, point }
  })
  const most = (of: (tree: WalkTree) => number): number => trees.reduce((greatest, tree) => Math.max(greatest, of(tree)), 1)
  return {
    trees,
    steps: Int32Array.from(steps),
    nodes: Int32Array.from(nodes),
    numbers: Float64Array.from(numbers),
    players: Int32Array.from(players),
    features,
    points: Float64Array.from(points),
    deepest,
    mostPoints: most((tree) => tree.pointCount),
    mostPlayers: most((tree) => tree.playerCount),
    mostNodes: most((tree) => tree.nodeCount),
    baseValues,
  }
}

function lastBranch(path: Branch | undefined, feature: number): Branch | undefined {
  let at = path
  while (at !== undefined && at.feature !== feature) at = at.above
  return at
}
