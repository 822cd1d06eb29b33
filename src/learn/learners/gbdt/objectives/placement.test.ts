// Objectives over the memory of kernels give the bits that they give over arrays anywhere.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { enterPlainWorkplace, enterWorkplace } from '../../../../base/kernels/index.js'
import { createObjective } from './create-objective.js'
import { objectiveParameters } from './parameters.js'
import type { ObjectiveName, ObjectiveSettings } from './parameters.js'

const rowCount = 333
const random = createRandom('placement')
const draws = Float64Array.from({ length: rowCount }, () => random.next())
const weights = Float64Array.from({ length: rowCount }, () => random.integer(5) / 4)

const cases: readonly (readonly [ObjectiveName, Readonly<Record<string, Json>>, (u: number) => number])[] = [
  ['l2', {}, (u) => 9 * u],
  ['binary', { sigmoid: 1.3, scalePosWeight: 2 }, (u) => Math.round(u)],
  ['binary', { isUnbalance: true }, (u) => (u < 0.2 ? 1 : 0)],
  ['binary', { classWeights: [1, 4] }, (u) => Math.round(u)],
  ['crossEntropy', {}, (u) => u],
  ['multiclass', {}, (u) => Math.floor(3 * u)],
  ['multiclass', { classWeights: [0.5, 1, 4] }, (u) => Math.floor(3 * u)],
  ['poisson', {}, (u) => Math.floor(5 * u)],
  ['gamma', {}, (u) => 0.5 + u],
  ['tweedie', { tweedieVariancePower: 1.4 }, (u) => Math.floor(5 * u)],
  ['huber', {}, (u) => 9 * u],
]

describe.each([
  ['compiled', enterWorkplace],
  ['plain', enterPlainWorkplace],
] as const)('%s kernels', (_, enter) => {
  it.each(cases)('%s %j', (objective, given, targetOf) => {
    const settings = { ...resolveParameters(objectiveParameters, { objective, ...given }), classCount: 3 } as ObjectiveSettings
    const target = draws.map((u) => targetOf(u))
    for (const weighted of [false, true]) {
      const labelled = { rowCount, target, weights: weighted ? weights : undefined }
      const anywhere = createObjective(settings, labelled)
      const length = rowCount * anywhere.outputCount
      const scores = Float64Array.from({ length }, () => 3 * random.normal())
      const expected = { scores, gradients: new Float32Array(length), hessians: new Float32Array(length) }
      anywhere.computeGradients(expected, 0, rowCount)

      const { kernels, memory, leave } = enter()
      memory.reserve(1 << 17)
      const allocate = (count: number): Float64Array => memory.float64(memory.allocate(8 * count), count)
      const place = (values: Float64Array): Float64Array => {
        const placed = allocate(values.length)
        placed.set(values)
        return placed
      }
      const singles = (): Float32Array => memory.float32(memory.allocate(4 * length), length).fill(NaN)
      const placed = { rowCount, target: place(target), weights: weighted ? place(weights) : undefined }
      const inMemory = createObjective(settings, placed, { kernels, allocate })
      const arrays = { scores: place(scores), gradients: singles(), hessians: singles() }
      inMemory.computeGradients(arrays, 0, 101)
      inMemory.computeGradients(arrays, 101, rowCount)
      expect(arrays.gradients).toEqual(expected.gradients)
      expect(arrays.hessians).toEqual(expected.hessians)
      leave()
    }
  })
})
