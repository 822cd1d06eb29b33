// Metrics by name: those of ranking beside LightGBM's and by hand, the others as mlwright train has them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { resolveParameters } from '../../../../base/core/index.js'
import { mae, rocAuc } from '../../../metrics/index.js'
import { objectiveParameters } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'
import { meanAveragePrecision, ndcg } from './ranking-metrics.js'
import { validationMetricOf } from './validation-metric.js'

interface Golden {
  readonly groups: readonly number[]
  readonly weights: readonly number[]
  readonly rankings: readonly {
    readonly weighted: boolean
    readonly grades: readonly number[]
    readonly scores: readonly number[]
    readonly values: Readonly<Record<string, number>>
  }[]
}

const golden = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-objectives.json', import.meta.url), 'utf8')) as Golden

function settingsOf(objective: string, classCount = 0, labelGain: readonly number[] = []): ObjectiveSettings {
  return { ...resolveParameters(objectiveParameters, { objective, labelGain }), classCount } as ObjectiveSettings
}

describe.each(golden.rankings)('LightGBM has the same values within 1e-12; weights: $weighted', ({ weighted, grades, scores, values }) => {
  const labelled = {
    rowCount: grades.length,
    target: Float64Array.from(grades),
    weights: weighted ? Float64Array.from(golden.weights) : undefined,
    groupSizes: golden.groups,
  }
  it.each(Object.entries(values))('%s', (id, value) => {
    const metric = validationMetricOf(id, settingsOf('lambdarank'))
    // Weights are singles there.
    expect(Math.abs(metric.compute(Float64Array.from(scores), labelled) - value)).toBeLessThan(weighted ? 1e-7 : 1e-12)
    expect(metric.direction).toBe('maximize')
  })
})

describe('by hand', () => {
  const ranked = { target: Float64Array.of(0, 3, 1, 0, 0), scores: Float64Array.of(9, 8, 7, 1, 1), groupSizes: [3, 2] }
  const gains = Float64Array.of(0, 1, 3, 7)

  it('NDCG: gains by place against the best order; 1 for a group without any', () => {
    const got = 7 / Math.log2(3) + 1 / 2
    const best = 7 + 1 / Math.log2(3)
    expect(ndcg(ranked, 10, gains)).toBeCloseTo((got / best + 1) / 2, 12)
    expect(ndcg(ranked, 1, gains)).toBeCloseTo((0 + 1) / 2, 12)
    expect(ndcg({ ...ranked, weights: Float64Array.of(3, 3, 3, 1, 1) }, 1, gains)).toBeCloseTo(1 / 4, 12)
  })

  it('MAP: precision at each hit over the hits that could be', () => {
    expect(meanAveragePrecision(ranked, 10)).toBeCloseTo(((1 / 2 + 2 / 3) / 2 + 1) / 2, 12)
    expect(meanAveragePrecision(ranked, 2)).toBeCloseTo((1 / 2 / 2 + 1) / 2, 12)
    expect(meanAveragePrecision(ranked, 1)).toBeCloseTo((0 + 1) / 2, 12)
  })
})

describe('names', () => {
  const labelled = { rowCount: 4, target: Float64Array.of(0, 1, 1, 0), weights: Float64Array.of(1, 2, 3, 1) }
  const predictions = Float64Array.of(0.2, 0.9, 0.1, 0.3)

  it('are the ids of mlwright train for what the objective predicts', () => {
    const options = { weights: labelled.weights }
    expect(validationMetricOf('rocAuc', settingsOf('binary')).compute(predictions, labelled)).toBe(
      rocAuc(labelled.target, predictions, options),
    )
    expect(validationMetricOf('mae', settingsOf('poisson')).compute(predictions, labelled)).toBe(mae(labelled.target, predictions, options))
    expect(validationMetricOf('mae', settingsOf('poisson')).direction).toBe('minimize')
  })

  it('that are unknown, or for other objectives, are refused with what is meant', () => {
    expect(() => validationMetricOf('auc', settingsOf('binary'))).toThrow("Did you mean 'rocAuc'?")
    expect(() => validationMetricOf('rmse', settingsOf('binary'))).toThrow("The metric 'rmse' is for regression, but the task is binary.")
    expect(() => validationMetricOf('ndcg@5', settingsOf('l2'))).toThrow("The metric 'ndcg@5' is for lambdarank, but the objective is l2.")
    expect(() => validationMetricOf('ndgc@5', settingsOf('lambdarank'))).toThrow("Did you mean 'ndcg@5'?")
    expect(() => validationMetricOf('ndcg@0', settingsOf('lambdarank'))).toThrow("There is no metric 'ndcg@0' for ranking.")
    expect(() => validationMetricOf('rmse', settingsOf('lambdarank'))).toThrow("There is no metric 'rmse' for ranking.")
  })

  it('of ranking use the gains of the labels, and a cut of 5 where none is named', () => {
    const rows = { rowCount: 7, target: Float64Array.of(0, 0, 0, 0, 1, 2, 1), groupSizes: [7] }
    const scores = Float64Array.of(7, 6, 5, 4, 3, 2, 1)
    const at = (id: string, labelGain: readonly number[]): number =>
      validationMetricOf(id, settingsOf('lambdarank', 0, labelGain)).compute(scores, rows)
    expect(at('ndcg', [0, 1, 5])).toBe(at('ndcg@5', [0, 1, 5]))
    expect(at('ndcg', [0, 1, 5])).not.toBe(at('ndcg', [0, 1, 2]))
    expect(at('ndcg@6', [])).toBeGreaterThan(at('ndcg@5', []))
  })
})
