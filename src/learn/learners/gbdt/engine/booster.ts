// Boosting, a round at a time, on some of the rows of a binned view.
import type { Random } from '../../../../base/core/index.js'
import { addTreeByBins } from '../../../../base/kernels/index.js'
import type { BinnedView } from './binned-view.js'
import type { TreeGrower } from './grow-tree.js'
import type { Objective } from '../objectives/objective.js'
import type { GbdtParameters } from '../parameters.js'
import type { Tree } from './tree.js'

export interface Booster {
  readonly baseScores: Float64Array
  /** Per round, per output: the tree, or undefined where nothing was worth a split. */
  readonly rounds: readonly (readonly (Tree | undefined)[])[]
  /** Adds a round. Returns false when no tree grew and none ever will. */
  addRound(): boolean
  /** The summed loss of the rows kept apart. */
  heldOutLoss(): number
}

/** Boosts on `rows` (ascending), following the scores of `heldOut` too. */
export function createBooster(
  data: BinnedView,
  objective: Objective,
  parameters: GbdtParameters,
  split: { readonly rows: Int32Array; readonly heldOut: Int32Array },
  shared: { readonly grower: TreeGrower; readonly random: Random; readonly checkpoint: () => void },
): Booster {
  const { rows, heldOut } = split
  const { grower, random, checkpoint } = shared
  const { rowCount } = data
  const { outputCount } = objective
  const baseScores = objective.baseScores(rows)
  const scores = new Float64Array(rowCount * outputCount)
  for (let k = 0; k < outputCount; k++) scores.fill(baseScores[k], k * rowCount, (k + 1) * rowCount)
  const gradients = new Float32Array(rowCount * outputCount)
  const hessians = new Float32Array(rowCount * outputCount)
  const isAlive = objective.findLearnable(rows)
  /** Rows whose derivatives are computed between two checkpoints. */
  const chunkRows = Math.ceil(262_144 / outputCount)
  const rounds: (Tree | undefined)[][] = []
  const isSampled = parameters.subsample < 1 || parameters.colsampleByTree < 1 || parameters.colsampleByNode < 1

  const renewLeaves = (tree: Tree, order: Int32Array, offset: number): void => {
    if (objective.renewLeaf === undefined) return
    const own = scores.subarray(offset, offset + rowCount)
    for (let l = 0; l < tree.leafValue.length; l++) {
      const { begin, end } = grower.leafRange(l)
      tree.leafValue[l] = parameters.learningRate * objective.renewLeaf(order.subarray(begin, end), own)
    }
  }

  const addRound = (): boolean => {
    const step = objective.isDivisible ? chunkRows : rowCount
    for (let begin = 0; begin < rowCount; begin += step) {
      checkpoint()
      objective.computeGradients({ scores, gradients, hessians }, begin, Math.min(begin + step, rowCount))
    }
    const drawn = drawRows(rows, parameters.subsample, random)
    const order = new Int32Array(drawn.inside.length)
    let grew = false
    const trees: (Tree | undefined)[] = []
    for (let k = 0; k < outputCount; k++) {
      const offset = k * rowCount
      checkpoint()
      order.set(drawn.inside)
      const tree = isAlive[k] ? grower.grow(order, { gradients, hessians, offset }, random) : undefined
      trees.push(tree)
      if (tree === undefined) continue
      grew = true
      renewLeaves(tree, order, offset)
      grower.addToScores(tree, order, scores, offset)
      addToOthers(data, tree, drawn.outside, scores, offset)
      addToOthers(data, tree, heldOut, scores, offset)
    }
    const goesOn = grew || (isSampled && isAlive.some(Boolean))
    if (goesOn) rounds.push(trees)
    return goesOn
  }

  return { baseScores, rounds, addRound, heldOutLoss: () => objective.sumLoss(heldOut, scores) }
}

function addToOthers(data: BinnedView, tree: Tree, rows: Int32Array, scores: Float64Array, offset: number): void {
  addTreeByBins(
    data.bins,
    data.bases,
    data.missingBins,
    rows,
    rows.length,
    tree.nodeFeature,
    tree.nodeBin,
    tree.nodeMissingLeft,
    tree.nodeLeft,
    tree.nodeRight,
    tree.leafValue,
    scores,
    offset,
  )
}

const none = new Int32Array(0)

/** A random share of the rows, and the others, both in their order. */
function drawRows(rows: Int32Array, share: number, random: Random): { inside: Int32Array; outside: Int32Array } {
  if (share >= 1) return { inside: rows, outside: none }
  let needed = Math.max(1, Math.round(rows.length * share))
  const inside = new Int32Array(needed)
  const outside = new Int32Array(rows.length - needed)
  let left = 0
  for (let i = 0; i < rows.length; i++) {
    if (random.next() * (rows.length - i) < needed) {
      inside[left++] = rows[i]!
      needed--
    } else outside[i - left] = rows[i]!
  }
  return { inside, outside }
}
