// What a model of the library tells of itself, and the formats that it speaks.
import { describe, expect, it } from 'vitest'
import { gbdtFromLightGbmText, gbdtFromXgboostJson, trainGbdt } from './index.js'
import type { GbdtModel, GbdtObjective } from './index.js'
import { libraryParameters } from './parameters.js'
import { exampleData } from './examples.test.support.js'
import type { ExampleTask } from './examples.test.support.js'

const tasks: readonly ExampleTask[] = ['l2', 'binary', 'multiclass']

function expectClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(actual).toHaveLength(expected.length)
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)
  expect(worst).toBeLessThanOrEqual(tolerance)
}

describe.each(tasks)('%s', (objective) => {
  const data = exampleData(objective, 400, 1)
  const fit = (): Promise<GbdtModel> => trainGbdt({ ...data, names: ['a', 'b', 'c', 'd', 'e'] }, { objective, rounds: 15 })

  it.each(['path-dependent', 'interventional'])('%s SHAP values and the base value sum to the raw score (1e-9)', async (kind) => {
    const model = await fit()
    const background = kind === 'interventional' ? data.columns.map((column) => column.subarray(0, 50)) : undefined
    const values = model.shap(data.columns, { background })
    const sums = Float64Array.from({ length: 400 * model.outputCount }, (_, at) =>
      values.subarray(at * 6, at * 6 + 6).reduce((a, b) => a + b, 0),
    )
    expectClose(sums, model.predictRaw(data.columns), 1e-9)
  })

  it("LightGBM's text keeps raw scores (1e-12), names and the objective", async () => {
    const model = await fit()
    const again = gbdtFromLightGbmText(model.toLightGbmText())
    expectClose(again.predictRaw(data.columns), model.predictRaw(data.columns), 1e-12)
    expectClose(again.predict(data.columns), model.predict(data.columns), 1e-12)
    expect([again.objective, again.featureNames, again.outputCount]).toEqual([objective, ['a', 'b', 'c', 'd', 'e'], model.outputCount])
  })

  it('importances are of the columns that splits ask for, and shuffling such a column costs', async () => {
    const model = await fit()
    const splits = model.importance('split')
    expect(splits).toHaveLength(5)
    expect(splits.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(15)
    expect(model.importance().indexOf(Math.max(...model.importance()))).not.toBe(2)
    const loss = (predictions: Float64Array): number => {
      const width = model.outputCount
      return data.labels.reduce((sum, label, row) => {
        if (objective === 'l2') return sum + (label - predictions[row]) ** 2
        return sum - Math.log(width > 1 ? predictions[row * width + label] : label === 1 ? predictions[row] : 1 - predictions[row])
      }, 0)
    }
    const { mean } = model.permutationImportance(data.columns, { loss, repeats: 2 })
    expect(mean[0]).toBeGreaterThan(Math.max(0, mean[2]))
  })

  it('rows that reach the same leaves have the same score', async () => {
    const model = await fit()
    const leaves = model.leafIndex(data.columns)
    const trees = leaves.length / 400
    expect(trees).toBe(15 * model.outputCount)
    const scores = model.predictRaw(data.columns)
    const byLeaves = new Map<string, number>()
    for (let row = 0; row < 400; row++) {
      const key = leaves.subarray(row * trees, (row + 1) * trees).join()
      expect(byLeaves.get(key) ?? scores[row * model.outputCount]).toBe(scores[row * model.outputCount])
      byLeaves.set(key, scores[row * model.outputCount])
    }
  })
})

describe('objectives', () => {
  const data = exampleData('l2', 300, 2)
  const positive = data.labels.map((label) => Math.exp(label / 2))
  const cases: readonly [GbdtObjective, Float64Array, object][] = [
    ['crossEntropy', data.labels.map((label) => 1 / (1 + Math.exp(-label))), {}],
    ['l1', data.labels, {}],
    ['huber', data.labels, { alpha: 0.5 }],
    ['fair', data.labels, {}],
    ['quantile', data.labels, { alpha: 0.8 }],
    ['mape', positive, {}],
    ['poisson', positive.map(Math.round), {}],
    ['gamma', positive, {}],
    ['tweedie', positive, { tweedieVariancePower: 1.3 }],
  ]
  it.each(cases)('%s learns, lowers its loss, and comes back from LightGBM’s text', async (objective, labels, more) => {
    const losses: number[] = []
    const rows = { columns: data.columns, labels }
    const context = {
      validation: rows,
      patience: 0,
      onRound: ({ validationValue }: { validationValue?: number }) => losses.push(validationValue!),
    }
    const model = await trainGbdt(rows, { objective, rounds: 20, ...more }, context)
    expect(model.objective).toBe(objective)
    expect(losses.at(-1)).toBeLessThan(losses[0])
    const again = gbdtFromLightGbmText(model.toLightGbmText())
    expect(again.objective).toBe(objective)
    expectClose(again.predict(data.columns), model.predict(data.columns), 1e-9)
  })

  it('lambdarank puts the relevant rows of a group first; rows of weight 0 leave their groups', async () => {
    const labels = data.labels.map((label) => Math.max(0, Math.min(4, Math.round(label + 1))))
    const groupSizes = new Array<number>(20).fill(15)
    const model = await trainGbdt({ columns: data.columns, labels, groupSizes }, { objective: 'lambdarank', rounds: 30, minRowsPerLeaf: 5 })
    const scores = model.predictRaw(data.columns)
    let [right, wrong] = [0, 0]
    for (let a = 0; a < 300; a++) {
      for (let b = a - (a % 15); b < a - (a % 15) + 15; b++) {
        if (labels[a] <= labels[b]) continue
        if (scores[a] > scores[b]) right++
        else wrong++
      }
    }
    expect(right / (right + wrong)).toBeGreaterThan(0.85)
    const kept = Array.from({ length: 300 }, (_, row) => row).filter((row) => row % 15 !== 0 && row >= 15)
    const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(kept, (row) => values[row])
    const weights = labels.map((_, row) => (kept.includes(row) ? 1 : 0))
    const parameters = { objective: 'lambdarank', rounds: 5, minRowsPerLeaf: 5 } as const
    const idle = await trainGbdt({ columns: data.columns, labels, groupSizes, weights }, parameters)
    const left = {
      columns: data.columns.map(pick),
      labels: pick(labels),
      groupSizes: new Array<number>(19).fill(14),
      weights: pick(weights),
    }
    expectClose(idle.predictRaw(data.columns), (await trainGbdt(left, parameters)).predictRaw(data.columns), 1e-9)
  })
})

describe('minRowsPerLeaf', () => {
  const smallestLeaf = async (objective: GbdtObjective, labels: Float64Array): Promise<number> => {
    const { columns } = exampleData('binary', 2000, 7)
    const leaves = (await trainGbdt({ columns, labels }, { objective, rounds: 40, leaves: 63 })).leafIndex(columns)
    const counts = new Map<number, number>()
    for (const [at, leaf] of leaves.entries()) counts.set((at % 40) * 63 + leaf, (counts.get((at % 40) * 63 + leaf) ?? 0) + 1)
    return Math.min(...counts.values())
  }
  const { labels } = exampleData('binary', 2000, 7)

  it('holds where all second derivatives are alike; elsewhere rows are estimated from them', async () => {
    expect(await smallestLeaf('l2', labels)).toBeGreaterThanOrEqual(20)
    expect(await smallestLeaf('binary', labels)).toBeLessThan(20)
    expect(libraryParameters.minRowsPerLeaf.meaning).toContain('rows are estimated')
  })
})

it('texts of models that are none are refused with a code', () => {
  expect(() => gbdtFromLightGbmText('{}')).toThrow(expect.objectContaining({ code: 'MODEL_INVALID' }) as Error)
  expect(() => gbdtFromXgboostJson('tree')).toThrow(expect.objectContaining({ code: 'MODEL_INVALID' }) as Error)
  expect(() => gbdtFromXgboostJson({} as string)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }) as Error)
})
