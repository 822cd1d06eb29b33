// Problems with an L1 part: proximal Newton over a working set, its quadratic models solved by coordinate descent
// (Friedman, Hastie and Tibshirani 2010; Lee, Sun and Saunders 2014).
import { curvatureOf, lossOf } from './losses.js'
import type { Limits, Penalty, Problem, Solution } from './problem.js'
import { multiply, multiplyTransposed, weightedGram } from './products.js'

/** Keeps the model of a class that is nearly certain everywhere from going flat. */
const smallestCurvature = 1e-10

/** At least this many columns may join a working set at once. */
const smallestJoining = 100

/**
 * One output after the other. For each: the columns whose coefficient is not 0 or whose slope breaks the optimality conditions form the
 * working set; the loss is replaced by its quadratic model on it; the step to the model's minimum is halved until the objective falls.
 * Ends when in no output a condition is broken by more than `tolerance`: |slope| ≤ lasso where the coefficient is 0, else
 * slope = −lasso · sign; or when rounding hides any further descent; or after `maxIterations` rounds over the outputs.
 */
export function solveElasticNet(problem: Problem, penalty: Penalty, start: Float64Array, limits: Limits): Solution {
  const { design, outputs, kind, checkpoint } = problem
  const { size } = design
  const coefficients = start.slice()
  const scores = new Float64Array(design.rowCount * outputs)
  const trial = new Float64Array(scores.length)
  const residuals = new Float64Array(scores.length)
  const column = new Float64Array(design.rowCount)
  const shift = new Float64Array(design.rowCount)
  const slopes = new Float64Array(size + 1)
  const own = new Float64Array(size + 1)
  multiply(design, coefficients, outputs, scores, checkpoint)
  let loss = lossOf(problem, scores, residuals)
  let cached: { working: Int32Array; gram: Float64Array } | undefined

  for (let iterations = 1; ; iterations++) {
    let broken = 0
    let moved = false
    for (let k = 0; k < outputs; k++) {
      checkpoint()
      for (let row = 0; row < column.length; row++) column[row] = residuals[row * outputs + k]
      multiplyTransposed(design, column, 1, slopes, checkpoint)
      for (let j = 0; j <= size; j++) own[j] = coefficients[j * outputs + k]
      for (let j = 0; j < size; j++) slopes[j] += penalty.ridge[j] * own[j]
      const { most, working } = violations(slopes, own, penalty, limits.tolerance)
      broken = Math.max(broken, most)
      if (most <= limits.tolerance || iterations > limits.maxIterations) continue
      // The squared loss has the same curvature everywhere: a working set that stays keeps its matrix.
      if (kind !== 'squared' || cached === undefined || !equal(cached.working, working)) {
        const curvature = curvatureOf(problem, residuals, k)
        cached = { working, gram: symmetric(weightedGram(design, curvature, working, checkpoint), working.length + 1) }
      }
      const step = minimizeModel(cached.gram, working, slopes, own, penalty, { tolerance: limits.tolerance / 10, checkpoint })
      multiply(design, step, 1, shift, checkpoint)
      let length = 1
      for (; length > 1e-10; length /= 2) {
        trial.set(scores)
        for (let row = 0; row < shift.length; row++) trial[row * outputs + k] += length * shift[row]
        const trialLoss = lossOf(problem, trial, residuals)
        const { added, expected } = penaltyChange(own, step, slopes, penalty, length)
        // Armijo's condition; where the differences drown in rounding the full step of the model is as good as any.
        if (trialLoss - loss + added <= 0.01 * expected || (length === 1 && expected > -1e-13)) {
          loss = trialLoss
          break
        }
      }
      if (length <= 1e-10) {
        loss = lossOf(problem, scores, residuals)
        continue
      }
      moved = true
      scores.set(trial)
      for (let j = 0; j <= size; j++) coefficients[j * outputs + k] += length * step[j]
    }
    if (broken <= limits.tolerance || !moved) return { coefficients, iterations, converged: broken <= Math.max(limits.tolerance, 1e-12) }
  }
}

/** How far the optimality conditions are broken at most, and the columns to work on, ascending. */
function violations(slopes: Float64Array, own: Float64Array, { lasso }: Penalty, tolerance: number): { most: number; working: Int32Array } {
  const size = lasso.length
  let most = Math.abs(slopes[size])
  const working: number[] = []
  const joining: number[] = []
  const broken = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    broken[j] = own[j] === 0 ? Math.abs(slopes[j]) - lasso[j] : Math.abs(slopes[j] + Math.sign(own[j]) * lasso[j])
    if (own[j] !== 0) working.push(j)
    else if (broken[j] > tolerance * 0.1) joining.push(j)
    most = Math.max(most, broken[j])
  }
  // The worst first and not all at once: most of them are explained once these are in.
  joining.sort((a, b) => broken[b] - broken[a] || a - b)
  return { most, working: Int32Array.from([...working, ...joining.slice(0, Math.max(smallestJoining, working.length))]).sort() }
}

/**
 * The step to the minimum of slope · step + ½ stepᵀ (gram + ridge) step + lasso |own + step| by coordinate descent over the working set.
 * Ends when a sweep moves no coordinate's slope by more than `tolerance`.
 */
function minimizeModel(
  gram: Float64Array,
  working: Int32Array,
  slopes: Float64Array,
  own: Float64Array,
  penalty: Penalty,
  { tolerance, checkpoint }: { tolerance: number; checkpoint: () => void },
): Float64Array {
  const count = working.length
  const width = count + 1
  const size = penalty.lasso.length
  const step = new Float64Array(size + 1)
  // The slope of the model at the present step, kept up to date with each move.
  const slope = new Float64Array(width)
  for (let a = 0; a < count; a++) slope[a] = slopes[working[a]]
  slope[count] = slopes[size]
  for (let sweep = 0; sweep < 1000; sweep++) {
    checkpoint()
    let most = 0
    for (let a = 0; a < width; a++) {
      const j = a < count ? working[a] : size
      const ridge = a < count ? penalty.ridge[j] : 0
      const curvature = Math.max(gram[a * width + a], smallestCurvature) + ridge
      const at = own[j] + step[j]
      // slope[a] leaves the ridge of the step itself out.
      const free = at - (slope[a] + ridge * step[j]) / curvature
      const threshold = a < count ? penalty.lasso[j] / curvature : 0
      const next = free > threshold ? free - threshold : free < -threshold ? free + threshold : 0
      const move = next - at
      if (move === 0) continue
      step[j] = next === 0 ? -own[j] : step[j] + move
      most = Math.max(most, Math.abs(move) * curvature)
      const line = a * width
      for (let b = 0; b < width; b++) slope[b] += move * gram[line + b]
    }
    if (most <= tolerance) break
  }
  return step
}

/** What a step of that length adds to the penalty, and Armijo's estimate of the whole change. */
function penaltyChange(
  own: Float64Array,
  step: Float64Array,
  slopes: Float64Array,
  { ridge, lasso }: Penalty,
  length: number,
): { added: number; expected: number } {
  let added = 0
  let expected = slopes[own.length - 1] * step[own.length - 1]
  for (let j = 0; j < ridge.length; j++) {
    if (step[j] === 0) continue
    const next = own[j] + length * step[j]
    added += 0.5 * ridge[j] * (next * next - own[j] * own[j]) + lasso[j] * (Math.abs(next) - Math.abs(own[j]))
    expected += slopes[j] * step[j] + lasso[j] * (Math.abs(own[j] + step[j]) - Math.abs(own[j]))
  }
  return { added, expected: expected * length }
}

function symmetric(lower: Float64Array, width: number): Float64Array {
  for (let a = 0; a < width; a++) for (let b = a + 1; b < width; b++) lower[a * width + b] = lower[b * width + a]
  return lower
}

function equal(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
