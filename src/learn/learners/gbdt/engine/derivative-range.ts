// Whether single precision holds the derivatives that labels and weights lead to: where it does not, no tree would grow.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Objective } from '../objectives/objective.js'

/** The greatest of them all must leave this many bits: the least number of single precision is 2^−149. */
const leastDerivative = 2 ** -140
const greatestDerivative = (2 - 2 ** -23) * 2 ** 127

/** Labels and weights from 1e-30 to 1e30 are never what is wrong. */
const mostDecades = 30

/** Steps of less than this share of a number are lost in it. */
const leastShare = 2 ** -53

export interface FirstRound {
  readonly objective: Objective
  readonly labels: Float64Array
  readonly weights: Float64Array | undefined
  /** The rows that trees are grown on. */
  readonly rows: Int32Array
  /** Where boosting starts, output by output. */
  readonly scores: Float64Array
  /** The greatest |gradient| and the greatest hessian of these rows, of all outputs that trees can better; NaN where one is. */
  readonly gradient: number
  readonly hessian: number
}

/**
 * Throws CELL_INVALID where weights, TARGET_UNSUITABLE where labels are so great that derivatives of the first round overflow, or so small that all
 * vanish; TARGET_UNSUITABLE too where they are so far away that no step can be seen beside them. O(rows).
 */
export function checkFirstRound(round: FirstRound): void {
  const { objective, labels, weights, rows, scores, gradient, hessian } = round
  const isGreat = !(gradient <= greatestDerivative && hessian <= greatestDerivative)
  const isSmall = gradient < leastDerivative || hessian < leastDerivative
  if (!isGreat && !isSmall) {
    if (objective.greatestStep !== undefined) checkSteps(round, objective.greatestStep)
    return
  }
  // Scores that meet the labels already leave nothing to derive.
  if (gradient === 0 && rows.every((row) => scores[row] === labels[row])) return
  const label = farthest(labels, rows)
  const weight = weights === undefined ? 1 : farthest(weights, rows)
  const problem = isGreat
    ? `and derivatives of the loss are more than the ${greatestDerivative.toPrecision(2)} that single precision holds`
    : `and all first or second derivatives of the loss are less than the ${leastDerivative.toPrecision(2)} that single precision holds well`
  if (isExtreme(weight)) {
    throw new MlwrightError('CELL_INVALID', `The greatest weight is ${weight}, ${problem}.`, {
      hint: `Divide all weights by ${unitOf(weight)}: they count beside one another as before. Penalties and minHessian then weigh as much as the parameters say.`,
      details: { weight },
    })
  }
  if (isExtreme(label) || isExtreme(label * weight)) throw unsuitable(label, problem)
}

/** Where every row is so far away that the greatest step leaves its distance as it was, nothing is learned. */
function checkSteps({ labels, rows, scores }: FirstRound, greatestStep: number): void {
  if (rows.some((row) => !(Math.abs(scores[row] - labels[row]) * leastShare > greatestStep))) return
  throw unsuitable(farthest(labels, rows), `beside which steps of at most ${greatestStep} are lost`)
}

function unsuitable(label: number, problem: string): MlwrightError {
  return new MlwrightError('TARGET_UNSUITABLE', `The label farthest from 0 is ${label}, ${problem}.`, {
    hint: `Divide all labels by ${unitOf(label)}, and multiply what is predicted by it.`,
    details: { label },
  })
}

/** The value of some rows that is farthest from 0. */
function farthest(values: Float64Array, rows: Int32Array): number {
  return values[rows.reduce((most, row) => (Math.abs(values[row]) > Math.abs(values[most]) ? row : most), rows[0])]
}

function decadesOf(value: number): number {
  return Math.log10(Math.abs(value))
}

function isExtreme(value: number): boolean {
  return !(Math.abs(decadesOf(value)) <= mostDecades)
}

/** The power of ten that a number is a small multiple of. */
function unitOf(value: number): string {
  return `1e${Math.floor(decadesOf(value))}`
}
