// An objective given as TypeScript functions.
import { MlwrightError, showValue } from '../../../../base/core/index.js'
import { transformNames } from '../forest/transform.js'
import type { Transform } from '../forest/transform.js'
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import { sumOver, sumWeightsOf, targetVaries } from './rows.js'

/**
 * A loss of one's own. Leaves are Newton steps, −Σ gradients ÷ Σ hessians: where second derivatives come near 0, keep them from it, or trees diverge.
 *
 * ```ts
 * const logCosh: CustomObjective = {
 *   baseScores: [7], // near the labels
 *   computeGradients: ({ scores, targets, gradients, hessians }) => {
 *     for (let row = 0; row < targets.length; row++) {
 *       const slope = Math.tanh(scores[row]! - targets[row]!)
 *       gradients[row] = slope
 *       hessians[row] = Math.max(1 - slope * slope, 0.1)
 *     }
 *   },
 *   loss: (scores, target) => Math.log(Math.cosh(scores[0]! - target)),
 * }
 * ```
 */
export interface CustomObjective {
  /** For messages and the stored model. Default: custom. */
  readonly name?: string
  /** Scores per row. Default 1. */
  readonly outputs?: number
  /** From the scores of a row to its predictions, by name; a model keeps it, so it is no function. Default: `{ name: 'identity' }`, the score itself. */
  readonly transform?: Transform
  /** Where boosting starts: one score per output, best near what the labels are. Default: 0. */
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

/** Throws PARAMETER_INVALID for what no loss can be, before anything is computed. */
export function checkCustom(custom: CustomObjective): void {
  const { name, outputs = 1, baseScores, transform } = custom
  const { loss } = custom as { readonly loss?: unknown }
  if (name !== undefined && typeof name !== 'string') throw invalid('custom', `has the name ${showValue(name)}, expected a text`)
  const title = name ?? 'custom'
  if (!(Number.isInteger(outputs) && outputs >= 1))
    throw invalid(title, `has ${showValue(outputs)} outputs, expected a whole number from 1`)
  const isStart =
    baseScores === undefined || (Array.isArray(baseScores) && baseScores.length === outputs && baseScores.every(Number.isFinite))
  if (!isStart) {
    throw invalid(title, `starts from ${showValue(baseScores)}, expected one finite number for each of ${outputs} outputs`)
  }
  if (loss !== undefined && typeof loss !== 'function') throw invalid(title, `has the loss ${showValue(loss)}, expected a function`)
  if (transform === undefined) return
  const isNamed = typeof transform === 'object' && transform !== null && transformNames.includes(transform.name)
  if (!isNamed) {
    const expected = transformNames.map((known) => (known === 'sigmoid' ? "{ name: 'sigmoid', slope: 1 }" : `{ name: '${known}' }`))
    throw invalid(title, `has the transform ${showValue(transform)}, expected one of ${expected.join(', ')}`)
  }
  if (transform.name !== 'sigmoid' || (transform.slope > 0 && transform.slope < Infinity)) return
  throw invalid(title, `has a sigmoid with the slope ${showValue(transform.slope)}, expected a number above 0`)
}

/** Throws PARAMETER_INVALID for functions that give what boosting cannot use, by row; when it is first met. */
export function customObjective(labelled: LabelledRows, custom: CustomObjective): Objective {
  const { rowCount, target, weights, groupSizes } = labelled
  const name = custom.name ?? 'custom'
  const outputCount = custom.outputs ?? 1
  checkCustom(custom)
  const start = Float64Array.from(custom.baseScores ?? new Float64Array(outputCount))

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
