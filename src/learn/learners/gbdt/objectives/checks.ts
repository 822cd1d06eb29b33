// What the rows of a fit must be, said by row.
import { MlwrightError } from '../../../../base/core/index.js'
import type { LabelledRows } from './objective.js'
import type { ObjectiveName } from './parameters.js'

/** What a target is for an objective. */
interface Kind {
  readonly expected: string
  readonly fits: (target: number) => boolean
  readonly hint: string
}

const finite: Kind = { expected: 'a finite number', fits: Number.isFinite, hint: 'Leave rows without a target out.' }

function classIndex(classCount: number): Kind {
  return {
    expected: `a class index from 0 to ${classCount - 1}`,
    fits: (target) => Number.isInteger(target) && target >= 0 && target < classCount,
    hint: 'Number the classes from 0, and leave rows without a target out.',
  }
}

/** At least `least`, or above it. */
function finiteFrom(least: number, strictly: boolean): Kind {
  return {
    expected: strictly ? `a finite number above ${least}` : `a finite number of at least ${least}`,
    fits: (target) => (strictly ? target > least : target >= least) && target < Infinity,
    hint: 'Choose another objective, such as l2, where targets can be of any size.',
  }
}

function kindOf(objective: ObjectiveName, classCount: number, gainCount: number): Kind {
  switch (objective) {
    case 'binary':
      return classIndex(2)
    case 'multiclass':
      return classIndex(classCount)
    case 'crossEntropy':
      return { expected: 'a probability from 0 to 1', fits: (target) => target >= 0 && target <= 1, hint: 'Divide by the greatest target.' }
    case 'poisson':
    case 'tweedie':
      return finiteFrom(0, false)
    case 'gamma':
      return finiteFrom(0, true)
    case 'lambdarank':
      return {
        expected: `a whole number from 0 to ${gainCount - 1}`,
        fits: (target) => Number.isInteger(target) && target >= 0 && target < gainCount,
        hint: "Number the grades of relevance from 0; give 'labelGain' for more of them.",
      }
    default:
      return finite
  }
}

/**
 * Throws TARGET_UNSUITABLE for the first target that the objective cannot fit or where all are 0 and a positive mean is needed, and
 * CELL_INVALID for the first weight that is not finite and ≥ 0, for lists of the wrong length, and for groups that do not cover the rows.
 */
export function checkRows(labelled: LabelledRows, objective: ObjectiveName, sizes: { classCount: number; gainCount: number }): void {
  const { rowCount, target, weights, groupSizes } = labelled
  checkLength('targets', target.length, rowCount)
  const kind = kindOf(objective, sizes.classCount, sizes.gainCount)
  const row = target.findIndex((value) => !kind.fits(value))
  if (row >= 0) {
    throw new MlwrightError('TARGET_UNSUITABLE', `The target of row ${row} is ${target[row]}, expected ${kind.expected}.`, {
      hint: kind.hint,
      details: { row, objective },
    })
  }
  if ((objective === 'poisson' || objective === 'tweedie') && rowCount > 0 && target.every((value) => value === 0)) {
    throw new MlwrightError('TARGET_UNSUITABLE', `All ${rowCount} targets are 0, expected at least one above for ${objective}.`, {
      hint: 'There is nothing to learn: predict 0.',
      details: { objective },
    })
  }
  if (weights !== undefined) checkWeights(weights, rowCount)
  if (objective === 'lambdarank') checkGroups(groupSizes, rowCount)
  else if (groupSizes !== undefined) {
    throw new MlwrightError('PARAMETER_INVALID', `There are group sizes, but the objective ${objective} does not rank.`, {
      hint: "Leave them out, or choose the objective 'lambdarank'.",
    })
  }
}

function checkLength(what: string, length: number, rowCount: number): void {
  if (length === rowCount) return
  throw new MlwrightError('CELL_INVALID', `There are ${length} ${what} for ${rowCount} rows, expected one per row.`, {
    details: { length, rowCount },
  })
}

function checkWeights(weights: Float64Array, rowCount: number): void {
  checkLength('weights', weights.length, rowCount)
  const row = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (row < 0) return
  throw new MlwrightError('CELL_INVALID', `The weight of row ${row} is ${weights[row]}, expected a finite number of at least 0.`, {
    details: { row },
  })
}

/** Throws where there are no groups, or they do not cover the rows. */
export function checkGroups(sizes: ArrayLike<number> | undefined, rowCount: number): void {
  if (sizes === undefined) {
    throw new MlwrightError('PARAMETER_INVALID', 'The objective lambdarank needs group sizes, and there are none.', {
      hint: 'Say how many rows, one after another, each group has: `groupSizes`.',
    })
  }
  let sum = 0
  for (let group = 0; group < sizes.length; group++) {
    const size = sizes[group]
    if (!(Number.isInteger(size) && size > 0)) {
      throw new MlwrightError('CELL_INVALID', `The size of group ${group} is ${size}, expected a whole number of at least 1.`, {
        details: { group },
      })
    }
    sum += size
  }
  if (sum === rowCount) return
  throw new MlwrightError('CELL_INVALID', `The group sizes sum to ${sum}, expected the number of rows, ${rowCount}.`, {
    hint: 'Each row belongs to one group, and the rows of a group stand one after another.',
    details: { sum, rowCount },
  })
}
