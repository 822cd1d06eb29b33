// Boosting, a round at a time, on some of the rows.
import type { Random } from '../../../../base/core/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { Objective } from '../objectives/objective.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import { inParts } from './data.js'
import type { Derivatives, DerivativeSource } from './derivatives.js'
import type { Grow, GrownTree } from './grow-leafwise.js'
import { addLeafToScores } from './rows.js'
import type { RowRange, RowSet } from './rows.js'
import { drawRows } from './sampling.js'
import { newtonStep } from './split-search.js'
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

/** What the boosters of a fit share. */
export interface Shared {
  readonly session: Session
  readonly rowCount: number
  readonly objective: Objective
  readonly parameters: GbdtParameters
  readonly derivatives: DerivativeSource
  readonly grow: Grow
}

/** Boosts on `rows` (ascending), following the scores of `heldOut` too. */
export function createBooster(
  shared: Shared,
  { rows, heldOut }: { readonly rows: Int32Array; readonly heldOut: Int32Array },
  random: Random,
): Booster {
  const { session, rowCount, objective, parameters, derivatives, grow } = shared
  const { kernels, memory } = session
  const { outputCount } = objective
  const baseScores = objective.baseScores(rows)
  const scoreCount = rowCount * outputCount
  const scores = memory.allocate(8 * scoreCount)
  const order = memory.allocate(4 * (rows.length + heldOut.length))
  const sums = memory.allocate(16)
  for (let k = 0; k < outputCount; k++) memory.float64(scores + 8 * k * rowCount, rowCount).fill(baseScores[k])
  const isAlive = objective.findLearnable(rows)
  const rounds: (Tree | undefined)[][] = []
  const isSampled = parameters.subsample < 1 || parameters.colsampleByTree < 1 || parameters.colsampleByNode < 1

  /** The exact sums over a leaf's rows, and what it gives. */
  const finishLeaf = ({ begin, end }: RowRange, { gradients, hessians }: Derivatives, output: number) => {
    let gradient = 0
    let hessian = 0
    inParts(session, begin, end, 1_000_000, (from, to) => {
      kernels.sumRows(gradients, hessians, order, from, to, sums)
      const [g, h] = memory.float64(sums, 2)
      gradient += g
      hessian += h
    })
    const value =
      objective.renewLeaf === undefined
        ? newtonStep(gradient, hessian, parameters)
        : objective.renewLeaf(memory.int32(order + 4 * begin, end - begin), memory.float64(scores + 8 * output * rowCount, rowCount))
    return { value: value * parameters.learningRate, weight: hessian, rows: end - begin }
  }

  const finishTree = ({ builder, leaves }: GrownTree, rowSet: RowSet, tree: Derivatives, output: number): Tree => {
    const finished = leaves.map((leaf) => finishLeaf(leaf, tree, output))
    const at: Pointer = scores + 8 * output * rowCount
    leaves.forEach((leaf, l) => addLeafToScores(rowSet, leaf, at, finished[l].value, session))
    return builder.finish(finished)
  }

  const drawn = parameters.subsample < 1 ? new Int32Array(rows.length) : rows
  let inside = rows.length

  const addRound = (): boolean => {
    derivatives.compute(scores)
    if (drawn !== rows) inside = drawRows(rows, parameters.subsample, random, drawn)
    const rowSet: RowSet = { order, inside, outside: rows.length - inside + heldOut.length }
    let grew = false
    const trees = isAlive.map((alive, output): Tree | undefined => {
      if (!alive) return undefined
      const places = memory.int32(order, rows.length + heldOut.length)
      places.set(drawn)
      places.set(heldOut, rows.length)
      const tree = derivatives.quantise(output, rowSet)
      const grown = grow(rowSet, tree, random)
      if (grown.leaves.length === 1) return undefined
      grew = true
      return finishTree(grown, rowSet, tree, output)
    })
    const goesOn = grew || (isSampled && isAlive.some(Boolean))
    if (goesOn) rounds.push(trees)
    return goesOn
  }

  return { baseScores, rounds, addRound, heldOutLoss: () => objective.sumLoss(heldOut, memory.float64(scores, scoreCount)) }
}
