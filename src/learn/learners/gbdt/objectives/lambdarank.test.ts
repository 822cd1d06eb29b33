// Ranking by hand, and its laws.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { createObjective } from './create-objective.js'
import type { Objective } from './objective.js'
import { objectiveParameters } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'

function rank(target: readonly number[], groupSizes: readonly number[], given: Readonly<Record<string, Json>> = {}): Objective {
  const settings = { ...resolveParameters(objectiveParameters, { objective: 'lambdarank', ...given }), classCount: 0 }
  return createObjective(settings as ObjectiveSettings, { rowCount: target.length, target: Float64Array.from(target), groupSizes })
}

function derivativesAt(objective: Objective, scores: readonly number[]): { gradients: number[]; hessians: number[] } {
  const gradients = new Float32Array(scores.length)
  const hessians = new Float32Array(scores.length)
  objective.computeGradients({ scores: Float64Array.from(scores), gradients, hessians }, 0, scores.length)
  return { gradients: Array.from(gradients), hessians: Array.from(hessians) }
}

const second = 1 / Math.log2(3)

describe('by hand', () => {
  it('two rows of like scores: half the change of the gain, grown by the norm', () => {
    const change = 1 - second
    const { gradients, hessians } = derivativesAt(rank([1, 0], [2]), [0, 0])
    const norm = Math.log2(1 + change) / change
    expect(gradients[0]).toBeCloseTo((-change / 2) * norm, 6)
    expect(gradients[1]).toBeCloseTo((change / 2) * norm, 6)
    expect(hessians[0]).toBeCloseTo((change / 4) * norm, 6)
    expect(hessians[1]).toBeCloseTo((change / 4) * norm, 6)
  })

  it('without the norm: the slope of the sigmoid times the change, whatever the distance', () => {
    // The worse row leads by 2; grades 2 and 0 gain 3 and 0, at most 3.
    const { gradients, hessians } = derivativesAt(rank([2, 0], [2], { lambdarankNorm: false, sigmoid: 0.5 }), [0, 2])
    const p = 1 / (1 + Math.exp(0.5 * -2))
    expect(gradients[0]).toBeCloseTo(-0.5 * p * (1 - second), 4)
    expect(gradients[1]).toBeCloseTo(0.5 * p * (1 - second), 4)
    expect(hessians[0]).toBeCloseTo(0.25 * p * (1 - p) * (1 - second), 4)
  })

  it('the loss is 1 − NDCG of each group, 0 for a group of one grade', () => {
    const objective = rank([0, 2, 1, 1, 0], [3, 1, 1])
    const scores = Float64Array.of(3, 2, 1, 0, 0)
    const best = 3 + second
    const got = 3 * second + 0.5
    expect(objective.sumLoss(Int32Array.of(0, 1, 2, 3, 4), scores)).toBeCloseTo(1 - got / best, 12)
    expect(objective.sumLoss(Int32Array.of(3, 4), scores)).toBe(0)
    expect(objective.sumWeights(Int32Array.of(0, 1, 2, 3, 4))).toBe(3)
  })
})

describe('laws', () => {
  const random = createRandom('groups')
  const groupSizes = [40, 1, 7, 25]
  const target = Array.from({ length: 73 }, () => random.integer(4))
  const scores = target.map(() => random.normal())

  it('the gradients of a group sum to 0, the best row is pushed up, hessians are ≥ 0', () => {
    const { gradients, hessians } = derivativesAt(rank(target, groupSizes), scores)
    let begin = 0
    for (const size of groupSizes) {
      expect(gradients.slice(begin, begin + size).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 4)
      begin += size
    }
    expect(hessians.every((value) => value >= 0)).toBe(true)
    for (let row = 0; row < 40; row++) if (target[row] === 3) expect(gradients[row]).toBeLessThanOrEqual(0)
  })

  it('a group of one grade, and of one row, moves nothing', () => {
    const { gradients, hessians } = derivativesAt(rank([2, 2, 2, 1], [3, 1]), [1, 2, 3, 4])
    expect([...gradients, ...hessians].every((value) => value === 0)).toBe(true)
  })

  it('pairs below the truncation move nothing', () => {
    const { gradients } = derivativesAt(rank([0, 1, 0, 1], [4], { lambdarankTruncation: 1 }), [9, 8, 2, 1])
    // Only pairs with the first row: it and the two better ones move, the other of grade 0 does not.
    expect(gradients[2]).toBe(0)
    expect(gradients[0]).toBeGreaterThan(0)
    expect(gradients[3]).toBeLessThan(0)
  })

  it('the loss of parts of groups is refused', () => {
    const objective = rank(target, groupSizes)
    const at = Float64Array.from(scores)
    expect(
      objective.sumLoss(
        Int32Array.from({ length: 8 }, (_, i) => 40 + i),
        at,
      ),
    ).toBeGreaterThanOrEqual(0)
    expect(() => objective.sumLoss(Int32Array.of(40, 41, 42), at)).toThrow('not whole groups')
    expect(() => objective.sumLoss(Int32Array.of(5, 6), at)).toThrow('not whole groups')
  })

  it('the order of the groups does not matter', () => {
    const { gradients } = derivativesAt(rank(target, groupSizes), scores)
    const swapped = derivativesAt(rank([...target.slice(40), ...target.slice(0, 40)], [1, 7, 25, 40]), [
      ...scores.slice(40),
      ...scores.slice(0, 40),
    ])
    expect([...swapped.gradients.slice(33), ...swapped.gradients.slice(0, 33)]).toEqual(gradients)
  })
})
