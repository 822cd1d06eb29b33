// An objective given as TypeScript functions.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Transform } from '../forest/transform.js'
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import { sumOver, sumWeightsOf, targetVaries } from './rows.js'

/**
 * A loss of one's own.
 *
 * ```ts
 * const logCosh: CustomObjective = {
 *   computeGradients: ({ scores, targets, gradients, hessians }) => {
 *     for (let row = 0; row < targets.length; row++) {
 *       const slope = Math.tanh(scores[row] - targets[row])
 *       gradients[row] = slope
 *       hessians[row] = 1 - slope * slope
 *     }
 *   },
 *   loss: ([score], target) => Math.log(Math.cosh(score - target)),
 * }
 * ```
 */
export interface CustomObjective {
  /** For messages and the stored model. Default: custom. */
  readonly name?: string
  /** Scores per row. Default 1. */
  readonly outputs?: number
  /** From the scores of a row to its predictions. Default: the score itself. */
  readonly transform?: Transform
  /** Where boosting starts: one per output. Default: 0. */
  readonly baseScores?: readonly number[]
  /**
   * Writes d loss ÷ d score and the second derivative (or what stands for it, ≥ 0) of every row, output by output, as if every row
   * weighed 1: weights are applied afterwards. `scores` and `targets` must not be changed or kept.
   */
  computeGradients(round: CustomRound): void
  /** The loss of one row of weight 1 at its scores, one per output. Without it there is no early stopping but by a metric. */
  loss?(scores: Float64Array, target: number): number
}

/** What a round of a custom objective reads and writes: output by output, as many numbers each as there are targets. */
export interface CustomRound {
  readonly scores: Float64Array
  readonly targets: Float64Array
  /** Where rows are grouped: how many, one after another, each group has. */
  readonly groupSizes: ArrayLike<number> | undefined
  readonly gradients: Float32Array
  readonly hessians: Float32Array
}

/** Throws PARAMETER_INVALID for functions that give what boosting cannot use, by row; when it is first met. */
export function customObjective(labelled: LabelledRows, custom: CustomObjective): Objective {
  const { rowCount, target, weights, groupSizes } = labelled
  const name = custom.name ?? 'custom'
  const outputCount = custom.outputs ?? 1
  const start = Float64Array.from(custom.baseScores ?? new Float64Array(outputCount))
  if (!(Number.isInteger(outputCount) && outputCount >= 1))
    throw invalid(name, `has ${outputCount} outputs, expected a whole number from 1`)
  if (start.length !== outputCount || !start.every(Number.isFinite)) {
    throw invalid(name, `starts from [${start.join(', ')}], expected one finite number for each of ${outputCount} outputs`)
  }

  const computeGradients = ({ scores, gradients, hessians }: RoundArrays): void => {
    // What the function leaves out is found, whatever the round before wrote.
    gradients.fill(NaN)
    hessians.fill(NaN)
    custom.computeGradients({ scores, targets: target, groupSizes, gradients, hessians })
    for (let at = 0; at < rowCount * outputCount; at++) {
      const row = at % rowCount
      if (!Number.isFinite(gradients[at]))
        throw invalid(name, `gives the gradient ${gradients[at]} in row ${row}, expected a finite number`)
      if (!(hessians[at] >= 0 && hessians[at] < Infinity)) {
        throw invalid(name, `gives the hessian ${hessians[at]} in row ${row}, expected a finite number of at least 0`)
      }
      if (weights === undefined) continue
      gradients[at] *= weights[row]
      hessians[at] *= weights[row]
    }
  }

  const sumLoss = (rows: Int32Array, scores: Float64Array): number => {
    if (custom.loss === undefined) throw invalid(name, 'has no loss, which early stopping without a metric needs')
    const own = new Float64Array(outputCount)
    const sum = sumOver(labelled, rows, (row, value) => {
      for (let k = 0; k < outputCount; k++) own[k] = scores[k * rowCount + row]
      return custom.loss!(own, value)
    })
    if (Number.isNaN(sum)) throw invalid(name, 'gives a loss that is not a number')
    return sum
  }

  return {
    fitted: { name: 'custom', title: name },
    outputCount,
    transform: custom.transform ?? { name: 'identity' },
    hessianKind: 'varying',
    isDivisible: false,
    baseScores: () => start.slice(),
    findLearnable: (rows) => new Array<boolean>(outputCount).fill(targetVaries(labelled, rows) || outputCount > 1),
    computeGradients,
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
    sumLoss,
  }
}

function invalid(name: string, problem: string): MlwrightError {
  return new MlwrightError('PARAMETER_INVALID', `The objective ${name} ${problem}.`, {
    hint: 'See CustomObjective for what its functions take and give.',
  })
}
