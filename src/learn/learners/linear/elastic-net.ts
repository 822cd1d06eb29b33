// Problems with an L1 part: proximal Newton over a working set (Lee, Sun and Saunders 2014; Friedman, Hastie and Tibshirani 2010).
import { addRidge } from './descent.js'
import { lossOf } from './losses.js'
import { curvatureMatrix } from './newton.js'
import type { Limits, Penalty, Problem, Solution } from './problem.js'
import { multiply, multiplyTransposed } from './products.js'
import { minimizeModel } from './quadratic-lasso.js'
import type { QuadraticLasso } from './quadratic-lasso.js'

/** Up to this many columns × outputs the outputs are worked on together by default; beyond it, one after the other. */
const defaultTogetherSize = 1000

/** The model is minimised until this share of the worst broken condition is left: more would be lost with the next model. */
const innerShare = 0.01

/** A working set has at most this many coefficients, those with the worst broken conditions: it bounds the size of the model. */
const largestSet = 1200

/** At least this many coefficients may join a working set at once. */
const smallestJoining = 100

/**
 * The coefficients that are not 0 or whose slope breaks the optimality conditions form the working set; the loss is replaced by its
 * quadratic model on it; the step to the model's minimum is halved until the objective falls.
 * Ends when no condition is broken by more than `tolerance`: |slope| ≤ lasso where the coefficient is 0, else
 * slope = −lasso · sign; or when rounding hides any further descent; or after `maxIterations` rounds.
 */
export function solveElasticNet(
  problem: Problem,
  penalty: Penalty,
  start: Float64Array,
  limits: Limits & { readonly togetherSize?: number },
): Solution {
  const { design, outputs, checkpoint } = problem
  const { togetherSize = defaultTogetherSize } = limits
  const coefficients = start.slice()
  const scores = new Float64Array(design.rowCount * outputs)
  const trial = new Float64Array(scores.length)
  const shift = new Float64Array(scores.length)
  const residuals = new Float64Array(scores.length)
  const slopes = new Float64Array(coefficients.length)
  multiply(design, coefficients, outputs, scores, checkpoint)
  let loss = lossOf(problem, scores, residuals)
  const everyOutput = Array.from({ length: outputs }, (_, k) => k)

  for (let iterations = 0; ; iterations++) {
    checkpoint()
    const setOut = (): WorkingSet => {
      multiplyTransposed(design, residuals, outputs, slopes, checkpoint)
      addRidge(slopes, penalty.ridge, coefficients, outputs)
      return workingSet(slopes, coefficients, penalty, { outputs, tolerance: limits.tolerance })
    }
    const together = setOut()
    if (together.broken <= limits.tolerance || iterations === limits.maxIterations) {
      return { coefficients, iterations, converged: together.broken <= limits.tolerance }
    }
    const parts =
      outputs === 1 || columnsOf(together.members, outputs).length * outputs <= togetherSize ? [everyOutput] : everyOutput.map((k) => [k])
    let moved = false
    for (const [number, part] of parts.entries()) {
      const { members } = number === 0 ? together : setOut()
      const own = members.filter((member) => part.includes(member % outputs))
      const model = modelOf(problem, { slopes, coefficients, residuals, penalty }, { members: own, part })
      const moves = minimizeModel(model, Math.max(limits.tolerance / 10, innerShare * together.broken), checkpoint)
      const step = new Float64Array(coefficients.length)
      model.members.forEach((member, i) => (step[member] = moves[i]))
      multiply(design, step, outputs, shift, checkpoint)
      for (let length = 1; length > 1e-10; length /= 2) {
        for (let i = 0; i < trial.length; i++) trial[i] = scores[i] + length * shift[i]
        const trialLoss = lossOf(problem, trial, residuals)
        const { added, expected } = penaltyChange(model, moves, {
          ridgeOf: (member) => penalty.ridge[Math.floor(member / outputs)],
          length,
        })
        // Armijo's condition; where the differences drown in rounding the full step of the model is as good as any.
        if (trialLoss - loss + added <= 0.01 * expected || (length === 1 && expected > -1e-13)) {
          loss = trialLoss
          scores.set(trial)
          for (let i = 0; i < step.length; i++) coefficients[i] += length * step[i]
          moved = true
          break
        }
      }
      if (!moved) lossOf(problem, scores, residuals)
    }
    if (!moved) return { coefficients, iterations, converged: together.broken <= Math.sqrt(limits.tolerance) }
  }
}

interface WorkingSet {
  /** How far the optimality conditions are broken at most. */
  readonly broken: number
  /** Coefficients to work on, ascending; without the intercepts. */
  readonly members: Int32Array
}

function workingSet(
  slopes: Float64Array,
  coefficients: Float64Array,
  { lasso }: Penalty,
  { outputs, tolerance }: { outputs: number; tolerance: number },
): WorkingSet {
  const count = lasso.length * outputs
  const members: number[] = []
  const joining: number[] = []
  const gaps = new Float64Array(coefficients.length)
  let broken = 0
  for (let i = 0; i < coefficients.length; i++) {
    const strength = i < count ? lasso[Math.floor(i / outputs)] : 0
    const value = coefficients[i]
    gaps[i] = value === 0 ? Math.abs(slopes[i]) - strength : Math.abs(slopes[i] + Math.sign(value) * strength)
    broken = Math.max(broken, gaps[i])
    if (i >= count) continue
    if (value !== 0) members.push(i)
    else if (gaps[i] > tolerance / 10) joining.push(i)
  }
  // The worst first and not all at once: most of them are explained once these are in.
  joining.sort((a, b) => gaps[b] - gaps[a] || a - b)
  const all = [...members, ...joining.slice(0, Math.max(smallestJoining, members.length))]
  if (all.length > largestSet) all.sort((a, b) => gaps[b] - gaps[a] || a - b)
  return { broken, members: Int32Array.from(all.slice(0, largestSet)).sort() }
}

/** The columns of those coefficients, ascending. */
function columnsOf(members: Int32Array, outputs: number): Int32Array {
  return Int32Array.from(new Set(Array.from(members, (member) => Math.floor(member / outputs)))).sort()
}

interface Model extends QuadraticLasso {
  /** Which coefficients its variables are; the intercepts last. */
  readonly members: readonly number[]
}

/** The quadratic model of the objective at the present coefficients, on the members of some outputs and on their intercepts. */
function modelOf(
  problem: Problem,
  at: { slopes: Float64Array; coefficients: Float64Array; residuals: Float64Array; penalty: Penalty },
  { members, part }: { members: Int32Array; part: readonly number[] },
): Model {
  const { design, outputs } = problem
  const columns = columnsOf(members, outputs)
  const positions = new Map(Array.from(columns, (column, position) => [column, position]))
  const curvature = curvatureMatrix(problem, at.residuals, { columns, part })
  const all = [...members, ...part.map((k) => design.size * outputs + k)]
  const places = all.map((member, i) => {
    const position = i < members.length ? positions.get(Math.floor(member / outputs))! : columns.length
    return position * part.length + part.indexOf(member % outputs)
  })
  const size = all.length
  const width = (columns.length + 1) * part.length
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = curvature[Math.max(places[i], places[j]) * width + Math.min(places[i], places[j])]
      matrix[i * size + j] = value
      matrix[j * size + i] = value
    }
    matrix[i * size + i] += i < members.length ? at.penalty.ridge[Math.floor(all[i] / outputs)] : 0
  }
  return {
    members: all,
    matrix,
    slopes: Float64Array.from(all, (member) => at.slopes[member]),
    values: Float64Array.from(all, (member) => at.coefficients[member]),
    lasso: Float64Array.from(all, (member, i) => (i < members.length ? at.penalty.lasso[Math.floor(member / outputs)] : 0)),
  }
}

/** What a step of that length adds to the penalty, and Armijo's estimate of the whole change. */
function penaltyChange(
  { members, slopes, values, lasso }: Model,
  moves: Float64Array,
  { ridgeOf, length }: { ridgeOf: (member: number) => number | undefined; length: number },
): { added: number; expected: number } {
  let added = 0
  let expected = 0
  for (let i = 0; i < moves.length; i++) {
    const next = values[i] + length * moves[i]
    added += 0.5 * (ridgeOf(members[i]) ?? 0) * (next * next - values[i] * values[i]) + lasso[i] * (Math.abs(next) - Math.abs(values[i]))
    expected += slopes[i] * moves[i] + lasso[i] * (Math.abs(values[i] + moves[i]) - Math.abs(values[i]))
  }
  return { added, expected: expected * length }
}
