// Chooses the strength of the penalty by cross-validation within the rows that a fit may see.
import type { Random, Task } from '../../../base/core/index.js'
import { makeFolds } from '../../../data/split/index.js'
import { entryCountOf, takeRows } from './design.js'
import { lossOf } from './losses.js'
import { createProblem, penaltyOf } from './problem.js'
import type { Limits, Problem } from './problem.js'
import { multiply } from './products.js'
import { solve } from './solve.js'

/** With fewer rows there is nothing to choose by. */
export const minimumRowsToChoose = 30

/** More rows than this are represented by as many of them. */
const mostRows = 10_000

/** Entries × outputs × folds that are worth their time; each fold costs about six solutions. */
const foldBudget = 5e5

const foldCount = 5

/** Steps between strengths: tenfold. */
const strengths = 9

/** The search ends where the loss is higher than the lowest by this share. */
const hopeless = 0.02

/** A lower loss counts when it is lower by this share. */
const notable = 5e-4

export interface Choice {
  readonly alpha: number
  /** A solution near the one for that alpha, to start from. */
  readonly coefficients: Float64Array
}

/**
 * The alpha with the lowest mean loss on left-out rows: strengths fall tenfold from one that lets almost nothing through, each solution
 * starts at the one before, the search ends when two strengths in a row bring no notable gain, or one a loss that is 2 % higher; a parabola through the lowest three
 * places the result between them. Small problems use all five folds, larger ones fewer, down to one; above 10,000 rows, a sample of them.
 * What suits a penalty on a mean over m rows is carried over to n rows as alpha · m ÷ n.
 */
export function chooseAlpha(problem: Problem, { task, l1Ratio, random }: { task: Task; l1Ratio: number; random: Random }): Choice {
  const counted = countedRows(problem.weights)
  const sample = counted.length <= mostRows ? counted : random.shuffle(counted.slice()).slice(0, mostRows).sort()
  const design = sample.length === problem.design.rowCount ? problem.design : takeRows(problem.design, sample)
  const target = gather(problem.target, sample)
  const weights = gather(problem.weights, sample)
  const classCount = task === 'regression' ? 0 : Math.max(2, problem.outputs)
  const { folds } = makeFolds({ task, target, classCount, random }, { folds: foldCount, repeats: 1 })
  const used = Math.max(1, Math.min(folds.length, Math.floor(foldBudget / (entryCountOf(design) * problem.outputs))))
  const parts = folds.slice(0, used).map((fold) => {
    const kept = new Float64Array(sample.length)
    const left = new Float64Array(sample.length)
    for (const row of fold.train) kept[row] = weights[row]
    for (const row of fold.test) left[row] = weights[row]
    const part = createProblem({ ...problem, design, target, weights: kept })
    return { part, left, share: fold.train.length / counted.length, coefficients: new Float64Array((design.size + 1) * problem.outputs) }
  })
  const variance = design.scales.reduce((sum, scale) => sum + scale * scale, 0)
  const limits: Limits = { tolerance: 1e-4, maxIterations: 50 }
  const losses: number[] = []
  let best = 0
  let bestCoefficients = parts[0].coefficients
  const alphaAt = (step: number): number => (variance / 10) * 10 ** -step
  const goesOn = (step: number): boolean => step < 4 || (step - best < 3 && !(losses[step - 1] > losses[best] * (1 + hopeless)))
  for (let step = 0; step < strengths && goesOn(step); step++) {
    let loss = 0
    for (const fold of parts) {
      fold.coefficients.set(solve(fold.part, penaltyOf(design, alphaAt(step), l1Ratio), fold.coefficients, limits).coefficients)
      loss += leftOutLoss(fold.part, fold.left, fold.coefficients)
    }
    losses.push(loss)
    if (step === 0 || loss < losses[best] * (1 - notable)) {
      best = step
      bestCoefficients = parts[0].coefficients.slice()
    }
  }
  return { alpha: alphaAt(lowest(losses, best)) * parts[0].share, coefficients: bestCoefficients }
}

function countedRows(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if (weights[row] > 0) rows[count++] = row
  return rows.subarray(0, count)
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]]
  return gathered
}

function leftOutLoss(problem: Problem, weights: Float64Array, coefficients: Float64Array): number {
  const scores = new Float64Array(problem.design.rowCount * problem.outputs)
  multiply(problem.design, coefficients, problem.outputs, scores, problem.checkpoint)
  return lossOf({ ...problem, weights }, scores, new Float64Array(scores.length))
}

/** Where a parabola through the loss at `best` and its neighbours is lowest; at most half a step away. */
function lowest(losses: readonly number[], best: number): number {
  const before = losses[best - 1]
  const after = losses[best + 1]
  if (before === undefined || after === undefined) return best
  const bend = before + after - 2 * losses[best]
  return bend > 0 ? best + Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : best
}
