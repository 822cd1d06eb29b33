// Boosting, a round at a time, on some of the rows.
import type { Random } from '../../../../base/core/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { Objective } from '../objectives/objective.js'
import type { GbdtParameters } from '../parameters.js'
import { drawStep, weightsAfter } from './dart.js'
import type { DartStep } from './dart.js'
import { JobList } from './data.js'
import type { Session } from './data.js'
import { checkFirstRound } from './derivative-range.js'
import type { Derivatives, DerivativeSource } from './derivatives.js'
import type { Grow, GrownLeaf, GrownTree } from './grow-leafwise.js'
import { leafStep } from './guard.js'
import type { LinearLeaves } from './linear-leaves.js'
import type { Replay } from './replay.js'
import { createRowSampler } from './row-sampling.js'
import { addScoreJobs } from './rows.js'
import type { RowSet } from './rows.js'
import type { LeafRecord, Tree } from './tree.js'

export interface Booster {
  readonly baseScores: Float64Array
  /** Per round, per output: the tree, or undefined where nothing was worth a split. */
  readonly rounds: readonly (readonly (Tree | undefined)[])[]
  /** What the trees of each of the first rounds are multiplied by when there are no more; undefined: 1. */
  weightsAt(rounds: number): readonly number[] | undefined
  /** Adds a round. Returns false when no tree grew and none ever will. */
  addRound(): boolean
  /** The summed loss of the rows kept apart. */
  heldOutLoss(): number
}

/** What the boosters of a fit share. */
export interface Shared {
  readonly session: Session
  readonly rowCount: number
  readonly labels: Float64Array
  readonly weights: Float64Array | undefined
  readonly outOfRange: 'refused' | 'constant'
  readonly objective: Objective
  readonly parameters: GbdtParameters
  readonly derivatives: DerivativeSource
  readonly grow: Grow
  /** Where boosting begins, output by output, and what is told of it; absent: the constant that fits best. */
  readonly start: { readonly scores: Float64Array; readonly baseScores: Float64Array } | undefined
  /** Whether there are trees before the first round. */
  readonly isContinued: boolean
  /** For trees that are dropped. */
  readonly replay: Replay | undefined
  readonly linear: LinearLeaves | undefined
}

/** Rows whose derivatives are summed one after another. */
const sumRows = 65_536
/** Sums that are made at once. */
const mostSums = 1024

/** Boosts on `rows` (ascending), following the scores of `heldOut` too. */
export function createBooster(
  shared: Shared,
  { rows, heldOut }: { readonly rows: Int32Array; readonly heldOut: Int32Array },
  random: Random,
): Booster {
  const { session, rowCount, objective, parameters, derivatives, grow, start, replay, linear } = shared
  const { memory, team } = session
  const { outputCount } = objective
  const isForest = parameters.boosting === 'rf'
  const baseScores = start?.baseScores ?? objective.baseScores(rows)
  const scoreCount = rowCount * outputCount
  const scores = memory.allocate(8 * scoreCount)
  const order = memory.allocate(4 * (rows.length + heldOut.length))
  const sums = memory.allocate(16 * mostSums)
  const reset = (at: Pointer): void => {
    if (start !== undefined) memory.float64(at, scoreCount).set(start.scores)
    else for (let k = 0; k < outputCount; k++) memory.float64(at + 8 * k * rowCount, rowCount).fill(baseScores[k])
  }
  reset(scores)
  // Each tree of a random forest starts from the constant; the sum of all is kept elsewhere, and the mean where it is asked for.
  const total = isForest ? memory.allocate(8 * scoreCount) : scores
  const mean = isForest ? memory.allocate(8 * scoreCount) : scores
  if (isForest) reset(total)
  const isAlive = objective.findLearnable(rows)
  const rounds: (Tree | undefined)[][] = []
  const steps: DartStep[] = []
  const sampler = createRowSampler(rows, shared.labels, parameters, { derivatives, session })
  const shrinkage = isForest ? 1 : parameters.learningRate

  /** Per leaf: the exact sums of the derivatives of its rows. Parts do not depend on the team, so that sums do not. */
  const sumLeaves = (leaves: readonly GrownLeaf[], { gradients, hessians }: Derivatives): Float64Array => {
    const all = new Float64Array(2 * leaves.length)
    let list = new JobList()
    let leafOf: number[] = []
    const add = (): void => {
      team.run(list.jobs)
      const parts = memory.float64(sums, 2 * leafOf.length)
      for (let k = 0; k < leafOf.length; k++) {
        all[2 * leafOf[k]] += parts[2 * k]
        all[2 * leafOf[k] + 1] += parts[2 * k + 1]
      }
      list = new JobList()
      leafOf = []
    }
    leaves.forEach(({ begin, end }, l) => {
      for (let from = begin; from < end; from += sumRows) {
        const to = Math.min(end, from + sumRows)
        list.add(['sumRows', gradients, hessians, order, from, to, sums + 16 * leafOf.length], to - from)
        leafOf.push(l)
        if (leafOf.length === mostSums) add()
      }
    })
    add()
    return all
  }

  /** What a leaf gives. */
  const finishLeaf = (leaf: GrownLeaf, tree: Derivatives, output: number, gradient: number, hessian: number): LeafRecord => {
    const { begin, end } = leaf
    const value =
      objective.renewLeaf === undefined
        ? leafStep(gradient, hessian, leaf.guard, leaf.addedL2 === 0 ? parameters : { ...parameters, l2: parameters.l2 + leaf.addedL2 })
        : objective.renewLeaf(memory.int32(order + 4 * begin, end - begin), memory.float64(scores + 8 * output * rowCount, rowCount))
    const record = { value: value * shrinkage, weight: hessian, rows: end - begin }
    // As in LightGBM, the first trees are constants.
    if (linear === undefined || (rounds.length === 0 && !shared.isContinued)) return record
    const found = linear.fit(leaf, leaf.used ?? [], order, tree)
    if (found === undefined) return record
    const coefficients = found.coefficients.map((coefficient) => coefficient * shrinkage)
    return { ...record, linear: { ...found, constant: found.constant * shrinkage, coefficients } }
  }

  const finishTree = ({ builder, leaves }: GrownTree, rowSet: RowSet, tree: Derivatives, output: number, weight: number): Tree => {
    const leafSums = sumLeaves(leaves, tree)
    const finished = leaves.map((leaf, l) => finishLeaf(leaf, tree, output, leafSums[2 * l], leafSums[2 * l + 1]))
    const at: Pointer = total + 8 * output * rowCount
    leaves.forEach((leaf, l) => {
      const { value, linear: own } = finished[l]
      if (own !== undefined) linear!.addToScores(leaf, own, value, order, at)
    })
    const scoring = new JobList()
    leaves.forEach((leaf, l) => {
      if (finished[l].linear === undefined) addScoreJobs(scoring, rowSet, leaf, at, finished[l].value * weight)
    })
    team.run(scoring.jobs)
    return builder.finish(finished)
  }

  const drawn = new Int32Array(rows.length)
  /** Adds the trees of earlier rounds, times what `factorOf` gives, to the scores. */
  const replayRounds = (dropped: readonly number[], factorOf: (round: number) => number): void => {
    const count = rows.length + heldOut.length
    for (const round of dropped) {
      rounds[round].forEach((tree, output) => {
        if (tree === undefined) return
        const places = memory.int32(order, count)
        places.set(rows)
        places.set(heldOut, rows.length)
        replay!(tree, order, count, scores + 8 * output * rowCount, factorOf(round))
      })
    }
  }

  const checkFirst = (): void => {
    const greatest = isAlive.flatMap((alive, output) => (alive ? [derivatives.greatest(output, rows)] : []))
    if (greatest.length === 0) return
    const [gradient, hessian] = [0, 1].map((k) => Math.max(...greatest.map((pair) => pair[k])))
    const { labels, weights } = shared
    checkFirstRound({ objective, labels, weights, rows, scores: memory.float64(scores, scoreCount), gradient, hessian })
  }

  const addRound = (): boolean => {
    const weights = replay === undefined ? [] : weightsAfter(steps)
    const step = replay === undefined ? undefined : drawStep(weights, parameters, random)
    if (step !== undefined) replayRounds(step.dropped, (round) => -weights[round])
    derivatives.compute(scores)
    if (rounds.length === 0 && shared.outOfRange === 'refused') checkFirst()
    const inside = sampler.draw(rounds.length, random, drawn)
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
      return finishTree(grown, rowSet, tree, output, step?.weight ?? 1)
    })
    const goesOn = grew || (drawsLots(parameters) && isAlive.some(Boolean))
    if (step !== undefined) {
      const damping = goesOn ? step.damping : 1
      replayRounds(step.dropped, (round) => weights[round] * damping)
      if (goesOn) steps.push(step)
    }
    if (goesOn) rounds.push(trees)
    return goesOn
  }

  const weightsAt = (count: number): readonly number[] | undefined => {
    if (isForest) return rounds.slice(0, count).map(() => 1 / Math.max(1, count))
    return replay === undefined ? undefined : weightsAfter(steps.slice(0, count))
  }

  const heldOutLoss = (): number => {
    if (isForest) {
      const [from, sum, to] = [scores, total, mean].map((at) => memory.float64(at, scoreCount))
      for (let k = 0; k < outputCount; k++) {
        for (const row of heldOut) {
          const at = k * rowCount + row
          to[at] = from[at] + (sum[at] - from[at]) / Math.max(1, rounds.length)
        }
      }
    }
    return objective.sumLoss(heldOut, memory.float64(mean, scoreCount))
  }

  return { baseScores, rounds, weightsAt, addRound, heldOutLoss }
}

/** Whether a round in which no tree grew may be followed by one in which some does. */
function drawsLots(parameters: GbdtParameters): boolean {
  const { boosting, sampling, extraTrees, subsample, positiveSubsample, negativeSubsample } = parameters
  const { colsampleByTree, colsampleByLevel, colsampleByNode } = parameters
  const shares = [subsample, positiveSubsample, negativeSubsample, colsampleByTree, colsampleByLevel, colsampleByNode]
  return boosting === 'dart' || sampling === 'goss' || extraTrees || shares.some((share) => share < 1)
}
