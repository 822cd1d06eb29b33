// Losses of one's own: equal to the built-in where they are the same, refused where they give what is no number.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import { createCustomObjective, createObjective } from './create-objective.js'
import type { CustomObjective } from './custom.js'
import { objectiveParameters } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'

const rowCount = 60
const random = createRandom('custom')
const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
const weights = Float64Array.from(rows, () => random.integer(5) / 2)
const classes = Float64Array.from(rows, () => random.integer(3))

function arraysOf(outputs: number) {
  const length = rowCount * outputs
  return {
    scores: Float64Array.from({ length }, () => random.normal()),
    gradients: new Float32Array(length),
    hessians: new Float32Array(length),
  }
}

const squared: CustomObjective = {
  name: 'half the square',
  computeGradients: ({ scores, targets, gradients, hessians }) => {
    for (let row = 0; row < targets.length; row++) {
      gradients[row] = scores[row] - targets[row]
      hessians[row] = 1
    }
  },
  loss: ([score], target) => (score - target) ** 2,
}

const softmax: CustomObjective = {
  outputs: 3,
  transform: { name: 'softmax' },
  computeGradients: ({ scores, targets, gradients, hessians }) => {
    for (let row = 0; row < targets.length; row++) {
      const exps = [0, 1, 2].map((k) => Math.exp(scores[k * targets.length + row]))
      const sum = exps[0] + exps[1] + exps[2]
      for (let k = 0; k < 3; k++) {
        const p = exps[k] / sum
        gradients[k * targets.length + row] = p - (targets[row] === k ? 1 : 0)
        hessians[k * targets.length + row] = 1.5 * p * (1 - p)
      }
    }
  },
  loss: (scores, target) => Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[target],
}

describe('a custom objective', () => {
  it.each([
    ['l2', squared, 1],
    ['multiclass', softmax, 3],
  ] as const)('of the definition of %s gives what that gives, with weights too', (name, custom, outputs) => {
    const labelled = { rowCount, target: classes, weights }
    const settings = { ...resolveParameters(objectiveParameters, { objective: name }), classCount: 3 } as ObjectiveSettings
    const builtIn = createObjective(settings, labelled)
    const own = createCustomObjective(custom, labelled)
    const arrays = arraysOf(outputs)
    const expected = arraysOf(outputs)
    builtIn.computeGradients({ ...expected, scores: arrays.scores }, 0, rowCount)
    own.computeGradients(arrays, 0, rowCount)
    for (let at = 0; at < expected.gradients.length; at++) {
      expect(arrays.gradients[at]).toBeCloseTo(expected.gradients[at], 5)
      expect(arrays.hessians[at]).toBeCloseTo(expected.hessians[at], 5)
    }
    expect(own.sumLoss(rows, arrays.scores)).toBeCloseTo(builtIn.sumLoss(rows, arrays.scores), 9)
    expect(own.transform).toEqual(builtIn.transform)
    expect(own.outputCount).toBe(outputs)
    expect(own.isDivisible).toBe(false)
  })

  it('sees the groups, which must cover the rows', () => {
    const seen: unknown[] = []
    const grouped: CustomObjective = {
      computeGradients: (round) => {
        seen.push(round.groupSizes)
        squared.computeGradients(round)
      },
    }
    const groupSizes = [20, 40]
    createCustomObjective(grouped, { rowCount, target: classes, groupSizes }).computeGradients(arraysOf(1), 0, rowCount)
    expect(seen).toEqual([groupSizes])
    expect(() => createCustomObjective(grouped, { rowCount, target: classes, groupSizes: [20] })).toThrow('The group sizes sum to 20')
  })

  it('starts from 0, or from where it says', () => {
    const labelled = { rowCount, target: classes }
    expect(Array.from(createCustomObjective(softmax, labelled).baseScores(rows))).toEqual([0, 0, 0])
    expect(Array.from(createCustomObjective({ ...squared, baseScores: [7] }, labelled).baseScores(rows))).toEqual([7])
  })

  const failing = (custom: Partial<CustomObjective>): (() => void) => {
    return () =>
      createCustomObjective({ ...squared, ...custom }, { rowCount, target: classes }).computeGradients(
        arraysOf(custom.outputs ?? 1),
        0,
        rowCount,
      )
  }

  it('is refused by row where it gives what is no number, and where it leaves rows out', () => {
    const spoil = (row: number, gradient: number, hessian: number): Partial<CustomObjective> => ({
      computeGradients: (round) => {
        squared.computeGradients(round)
        round.gradients[row] = gradient
        round.hessians[row] = hessian
      },
    })
    expect(failing(spoil(17, NaN, 1))).toThrow('The objective half the square gives the gradient NaN in row 17, expected a finite number')
    expect(failing(spoil(3, 1, -1))).toThrow('gives the hessian -1 in row 3')
    expect(failing(spoil(0, 1e39, 1))).toThrow('gives the gradient Infinity in row 0')
    expect(failing({ computeGradients: () => {} })).toThrow('gives the gradient NaN in row 0')
    expect(failing({ outputs: 2 })).toThrow('gives the gradient NaN in row 0')
    expect(failing({ outputs: 0 })).toThrow('has 0 outputs')
    expect(failing({ baseScores: [1, 2] })).toThrow('starts from [1,2], expected one finite number for each of 1 outputs')
  })

  it('without a loss cannot stop early, and says so', () => {
    const { loss: _, ...without } = squared
    const objective = createCustomObjective(without, { rowCount, target: classes })
    expect(() => objective.sumLoss(rows, new Float64Array(rowCount))).toThrow('has no loss')
    const broken = createCustomObjective({ ...squared, loss: () => NaN }, { rowCount, target: classes })
    expect(() => broken.sumLoss(rows, new Float64Array(rowCount))).toThrow('gives a loss that is not a number')
  })
})
