// The inner problem of the elastic net: a quadratic function plus absolute values.
import { factorize, solveFactored } from './cholesky.js'

/** slopes · step + ½ stepᵀ matrix step + Σ lasso |values + step| */
export interface QuadraticLasso {
  /** Symmetric, positive definite but for rounding, row by row. */
  readonly matrix: Float64Array
  readonly slopes: Float64Array
  readonly values: Float64Array
  readonly lasso: Float64Array
}

/** Sweeps of coordinate descent before the signs are taken as found. */
const sweepsPerRound = 8

/** Variables that may become 0 in a row before the next sweep, as long as their factors cost no more than this. */
const crossingsPerRound = 20
const factorBudget = 2e7

const mostRounds = 100

/**
 * The step to the minimum. Rounds of a few sweeps of coordinate descent, which finds the signs, and then steps of Newton's method on
 * the variables that are not 0, each as far as the signs last: it gets collinear variables right, on which coordinate descent crawls.
 * Ends when a sweep moves no variable by more than `tolerance` in terms of its slope.
 */
export function minimizeModel(model: QuadraticLasso, tolerance: number, checkpoint: () => void): Float64Array {
  const { slopes, values } = model
  const step = new Float64Array(values.length)
  // The slope of the quadratic part at the present step, kept up to date with each move.
  const slope = slopes.slice()
  for (let round = 0; round < mostRounds; round++) {
    for (let sweep = 0; sweep < sweepsPerRound; sweep++) {
      checkpoint()
      if (sweepOnce(model, step, slope) <= tolerance) return step
    }
    const crossings = Math.min(crossingsPerRound, factorBudget / (countActive(model, step) ** 3 / 6))
    for (let crossing = 0; solveForSigns(model, { step, slope, checkpoint }) && crossing + 1 < crossings; crossing++);
  }
  return step
}

function countActive({ values, lasso }: QuadraticLasso, step: Float64Array): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (lasso[i] === 0 || values[i] + step[i] !== 0) count++
  return count
}

/** One sweep of coordinate descent; the greatest move × curvature. */
function sweepOnce({ matrix, values, lasso }: QuadraticLasso, step: Float64Array, slope: Float64Array): number {
  const size = values.length
  let most = 0
  for (let i = 0; i < size; i++) {
    const curvature = matrix[i * size + i]
    if (!(curvature > 0)) continue
    const at = values[i] + step[i]
    const free = at - slope[i] / curvature
    const threshold = lasso[i] / curvature
    const next = free > threshold ? free - threshold : free < -threshold ? free + threshold : 0
    const move = next - at
    if (move === 0) continue
    step[i] = next === 0 ? -values[i] : step[i] + move
    most = Math.max(most, Math.abs(move) * curvature)
    addLine(slope, matrix, { line: i * size, factor: move })
  }
  return most
}

/** To the minimum for the signs as they are, or up to where the first of them changes: that variable becomes 0, and the answer is true. */
function solveForSigns(
  { matrix, values, lasso }: QuadraticLasso,
  { step, slope, checkpoint }: { step: Float64Array; slope: Float64Array; checkpoint: () => void },
): boolean {
  const size = values.length
  const active: number[] = []
  for (let i = 0; i < size; i++) if (lasso[i] === 0 || values[i] + step[i] !== 0) active.push(i)
  const count = active.length
  const factor = new Float64Array(count * count)
  const direction = new Float64Array(count)
  for (let a = 0; a < count; a++) {
    const line = active[a] * size
    for (let b = 0; b <= a; b++) factor[a * count + b] = matrix[line + active[b]]
    direction[a] = -(slope[active[a]] + lasso[active[a]] * Math.sign(values[active[a]] + step[active[a]]))
  }
  factorize(factor, count, checkpoint)
  solveFactored(factor, count, direction)
  let length = 1
  let crossing = -1
  for (let a = 0; a < count; a++) {
    const at = values[active[a]] + step[active[a]]
    if (lasso[active[a]] === 0 || at * direction[a] >= 0 || -at / direction[a] >= length) continue
    length = -at / direction[a]
    crossing = a
  }
  for (let a = 0; a < count; a++) {
    const move = length * direction[a]
    step[active[a]] = a === crossing ? -values[active[a]] : step[active[a]] + move
    addLine(slope, matrix, { line: active[a] * size, factor: move })
  }
  return crossing >= 0
}

function addLine(values: Float64Array, matrix: Float64Array, { line, factor }: { line: number; factor: number }): void {
  for (let j = 0; j < values.length; j++) values[j] += factor * matrix[line + j]
}
