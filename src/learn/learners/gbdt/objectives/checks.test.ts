// What objectives refuse, and in which words.
import { describe, expect, it } from 'vitest'
import { isMlwrightError, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { createObjective } from './create-objective.js'
import { objectiveParameters, settingsForTask } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'

interface Given {
  readonly target?: readonly number[]
  readonly weights?: readonly number[]
  readonly groupSizes?: readonly number[]
  readonly classCount?: number
}

/** The error of making an objective, as code and message. */
function refusal(
  parameters: Readonly<Record<string, Json>>,
  { target = [1, 2, 3], weights, groupSizes, classCount = 0 }: Given = {},
): string {
  const settings = { ...resolveParameters(objectiveParameters, parameters), classCount } as ObjectiveSettings
  const labelled = {
    rowCount: target.length,
    target: Float64Array.from(target),
    weights: weights === undefined ? undefined : Float64Array.from(weights),
    groupSizes,
  }
  try {
    createObjective(settings, labelled)
  } catch (error) {
    if (isMlwrightError(error)) return `${error.code}: ${error.message}`
    throw error
  }
  return 'accepted'
}

describe('targets', () => {
  it.each([
    ['l2', [1, NaN, 3], 'The target of row 1 is NaN, expected a finite number.'],
    ['l1', [Infinity], 'The target of row 0 is Infinity, expected a finite number.'],
    ['quantile', [0, -Infinity], 'The target of row 1 is -Infinity, expected a finite number.'],
    ['binary', [0, 1, 2], 'The target of row 2 is 2, expected a class index from 0 to 1.'],
    ['multiclass', [0, 1.5], 'The target of row 1 is 1.5, expected a class index from 0 to 2.'],
    ['multiclass', [3], 'The target of row 0 is 3, expected a class index from 0 to 2.'],
    ['crossEntropy', [0.5, 1.01], 'The target of row 1 is 1.01, expected a probability from 0 to 1.'],
    ['crossEntropy', [NaN], 'The target of row 0 is NaN, expected a probability from 0 to 1.'],
    ['poisson', [3, -1], 'The target of row 1 is -1, expected a finite number of at least 0.'],
    ['tweedie', [Infinity], 'The target of row 0 is Infinity, expected a finite number of at least 0.'],
    ['gamma', [1, 0], 'The target of row 1 is 0, expected a finite number above 0.'],
    ['poisson', [0, 0], 'All 2 targets are 0, expected at least one above for poisson.'],
  ] as const)('%s refuses %j', (objective, target, message) => {
    expect(refusal({ objective }, { target, classCount: 3 })).toBe(`TARGET_UNSUITABLE: ${message}`)
  })

  it('grades are whole and have a gain', () => {
    const groupSizes = [2]
    expect(refusal({ objective: 'lambdarank' }, { target: [0, 31], groupSizes })).toContain(
      'row 1 is 31, expected a whole number from 0 to 30',
    )
    expect(refusal({ objective: 'lambdarank' }, { target: [0.5, 1], groupSizes })).toContain('row 0 is 0.5')
    expect(refusal({ objective: 'lambdarank', labelGain: [0, 1] }, { target: [0, 2], groupSizes })).toContain('from 0 to 1')
    expect(refusal({ objective: 'lambdarank', labelGain: [0, 1] }, { target: [0, 1], groupSizes })).toBe('accepted')
  })
})

it('weights are finite and at least 0, one per row', () => {
  const l2 = { objective: 'l2' }
  expect(refusal(l2, { weights: [1, -1, 1] })).toBe('CELL_INVALID: The weight of row 1 is -1, expected a finite number of at least 0.')
  expect(refusal(l2, { weights: [1, 1, NaN] })).toContain('The weight of row 2 is NaN')
  expect(refusal(l2, { weights: [Infinity, 1, 1] })).toContain('The weight of row 0 is Infinity')
  expect(refusal(l2, { weights: [1, 1] })).toBe('CELL_INVALID: There are 2 weights for 3 rows, expected one per row.')
  expect(refusal(l2, { weights: [0, 1, 2] })).toBe('accepted')
})

it('groups cover the rows, and are only for ranking', () => {
  const ranking = { objective: 'lambdarank' }
  expect(refusal(ranking)).toContain('PARAMETER_INVALID: The objective lambdarank needs group sizes')
  expect(refusal(ranking, { groupSizes: [2, 2] })).toBe('CELL_INVALID: The group sizes sum to 4, expected the number of rows, 3.')
  expect(refusal(ranking, { groupSizes: [3, 0] })).toContain('The size of group 1 is 0')
  expect(refusal(ranking, { groupSizes: [1.5, 1.5] })).toContain('The size of group 0 is 1.5')
  expect(refusal({ objective: 'l2' }, { groupSizes: [3] })).toContain('the objective l2 does not rank')
})

describe('parameters', () => {
  it.each([
    ['l2', { alpha: 0.5 }, "'alpha' is 0.5, but it is for huber and quantile, not for l2"],
    ['binary', { tweedieVariancePower: 1.2 }, "'tweedieVariancePower' is 1.2, but it is for tweedie, not for binary"],
    ['multiclass', { scalePosWeight: 2 }, "'scalePosWeight' is 2, but it is for binary"],
    ['l1', { classWeights: [1, 2] }, "'classWeights' is [1,2], but it is for binary and multiclass, not for l1"],
    ['poisson', { lambdarankNorm: false, labelGain: [1] }, "'labelGain' is [1], but it is for lambdarank"],
    ['quantile', { alpha: 1 }, "'alpha' is 1, expected a quantile below 1"],
    ['binary', { isUnbalance: true, scalePosWeight: 2 }, "'isUnbalance' and 'scalePosWeight' cannot both be set"],
    ['binary', { classWeights: [1] }, "'classWeights' has 1 numbers, expected one for each of 2 classes"],
    ['multiclass', { classWeights: [1, 2] }, "'classWeights' has 2 numbers, expected one for each of 3 classes"],
  ] as const)('%s with %j', (objective, given, message) => {
    const told = refusal({ objective, ...given }, { target: [0, 1, 1], classCount: 3 })
    expect(told).toContain('PARAMETER_INVALID')
    expect(told).toContain(message)
  })

  it('a multiclass objective needs two classes', () => {
    expect(refusal({ objective: 'multiclass' }, { target: [0, 0] })).toContain('there are 0 classes, expected at least 2')
  })

  it('a task has its objectives, the first by default', () => {
    const choose = (objective: string, task: 'binary' | 'multiclass' | 'regression') =>
      settingsForTask(resolveParameters(objectiveParameters, { objective }), task, 5)
    expect(choose('auto', 'binary').objective).toBe('binary')
    expect(choose('auto', 'multiclass')).toMatchObject({ objective: 'multiclass', classCount: 5 })
    expect(choose('auto', 'regression').objective).toBe('l2')
    expect(choose('tweedie', 'regression').objective).toBe('tweedie')
    expect(() => choose('poisson', 'binary')).toThrow("'objective' is 'poisson', expected one for binary: binary.")
    expect(() => choose('lambdarank', 'regression')).toThrow("'objective' is 'lambdarank'")
  })
})
