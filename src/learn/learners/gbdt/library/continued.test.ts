// Boosting that begins elsewhere than at the constant.
import { describe, expect, it } from 'vitest'
import { gbdtFromLightGbmText, trainGbdt } from './index.js'
import type { CustomObjective, GbdtModel, GbdtTrainParameters } from './index.js'
import { exampleData } from './examples.test.support.js'

const refused = (code: string, message: string): Error =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error

function worstOf(actual: Float64Array, expected: Float64Array): number {
  expect(actual).toHaveLength(expected.length)
  return actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)
}

describe.each(['l2', 'binary', 'multiclass'] as const)('%s', (objective) => {
  const data = exampleData(objective, 500, 1)

  it('10 rounds and then 5 more are 15 rounds (1e-9)', async () => {
    const whole = await trainGbdt(data, { objective, rounds: 15 })
    const first = await trainGbdt(data, { objective, rounds: 10 })
    const both = await trainGbdt(data, { objective, rounds: 5 }, { continueFrom: first })
    expect(both.rounds).toBe(15)
    expect(worstOf(both.predictRaw(data.columns), whole.predictRaw(data.columns))).toBeLessThan(1e-9)
    const inMemory = JSON.stringify(first.toJSON())
    expect(JSON.stringify((await trainGbdt(data, { objective, rounds: 10 })).toJSON())).toBe(inMemory)
  })

  it('initial scores are where boosting starts, and no part of the model (1e-9)', async () => {
    const whole = await trainGbdt(data, { objective, rounds: 15 })
    const first = await trainGbdt(data, { objective, rounds: 10 })
    const initialScores = first.predictRaw(data.columns)
    const rest = await trainGbdt({ ...data, initialScores }, { objective, rounds: 5 })
    const sum = rest.predictRaw(data.columns).map((score, at) => score + initialScores[at])
    expect(worstOf(sum, whole.predictRaw(data.columns))).toBeLessThan(1e-9)
  })

  it('the rows to watch have initial scores of their own', async () => {
    const validation = exampleData(objective, 200, 2)
    const valuesOf = async (start: GbdtModel | undefined, rounds: number): Promise<number[]> => {
      const told: number[] = []
      const scored = (rows: typeof data) => (start === undefined ? rows : { ...rows, initialScores: start.predictRaw(rows.columns) })
      const onRound = ({ validationValue }: { validationValue?: number }): void => void told.push(validationValue!)
      await trainGbdt(scored(data), { objective, rounds }, { validation: scored(validation), patience: 0, onRound })
      return told
    }
    const whole = await valuesOf(undefined, 9)
    const rest = await valuesOf(await trainGbdt(data, { objective, rounds: 6 }), 3)
    rest.forEach((value, i) => expect(value).toBeCloseTo(whole[6 + i], 9))
  })
})

it('a model to continue from must go with the data', async () => {
  const data = exampleData('l2', 100, 3)
  const model = await trainGbdt(data, { rounds: 1 })
  const narrow = { ...data, columns: data.columns.slice(1) }
  await expect(trainGbdt(narrow, {}, { continueFrom: model })).rejects.toThrow(refused('COLUMN_MISSING', 'expected 5'))
  const classes = { ...data, labels: data.labels.map((_, row) => row % 3) }
  await expect(trainGbdt(classes, { objective: 'multiclass' }, { continueFrom: model })).rejects.toThrow(
    refused('OPTION_INVALID', 'has 1 outputs, expected 3'),
  )
  const coded = { ...data, columns: [data.columns[0].map((_, row) => row % 4), ...data.columns.slice(1)], categorical: [0] }
  await expect(trainGbdt(coded, {}, { continueFrom: model })).rejects.toThrow(
    refused('OPTION_INVALID', 'The categorical columns of the data are 0, expected none'),
  )
  await expect(trainGbdt(data, {}, { continueFrom: {} as GbdtModel })).rejects.toThrow(refused('OPTION_INVALID', "'continueFrom' is {}"))
})

it.each<[GbdtTrainParameters, GbdtTrainParameters, string]>([
  [{ objective: 'l2' }, { objective: 'binary' }, 'was fitted for l2 (identity), expected one for binary (sigmoid 1)'],
  [{ objective: 'l2' }, { objective: 'l1' }, 'was fitted for l2 (identity), expected one for l1 (identity)'],
  [{ objective: 'poisson' }, { objective: 'l2' }, 'was fitted for poisson (exp), expected one for l2'],
  [{ objective: 'binary', sigmoid: 2 }, { objective: 'binary' }, '(sigmoid 2), expected one for binary (sigmoid 1)'],
  [{ objective: 'poisson' }, { objective: { computeGradients: () => {} } }, 'expected one for custom (identity)'],
])('a model for %j is none to continue from with %j', async (before, after, message) => {
  const data = exampleData('binary', 100, 4)
  const continueFrom = await trainGbdt(data, { ...before, rounds: 1 })
  await expect(trainGbdt(data, after, { continueFrom })).rejects.toThrow(refused('OPTION_INVALID', message))
})

it('a loss of one’s own may continue what was fitted with the same way to predictions', async () => {
  const data = exampleData('l2', 200, 5)
  const objective: CustomObjective = {
    computeGradients: ({ scores, targets, gradients, hessians }) => {
      gradients.forEach((_, row) => (gradients[row] = scores[row] - targets[row]))
      hessians.fill(1)
    },
  }
  const first = await trainGbdt(data, { rounds: 4 })
  const both = await trainGbdt(data, { objective, rounds: 2 }, { continueFrom: first })
  expect(worstOf(both.predict(data.columns), (await trainGbdt(data, { rounds: 6 })).predict(data.columns))).toBeLessThan(1e-9)
})

it('there is one place to start from, and its columns are those of the data by name', async () => {
  const data = { ...exampleData('l2', 100, 6), names: ['a', 'b', 'c', 'd', 'e f'] }
  const continueFrom = await trainGbdt(data, { rounds: 1 })
  const initialScores = new Float64Array(100)
  await expect(trainGbdt({ ...data, initialScores }, {}, { continueFrom })).rejects.toThrow(
    refused('OPTION_INVALID', "both 'continueFrom' and 'initialScores'"),
  )
  const turned = { ...data, names: ['b', 'a', 'c', 'd', 'e f'] }
  await expect(trainGbdt(turned, {}, { continueFrom })).rejects.toThrow(refused('COLUMN_MISSING', "Column 0 of data is 'b', expected 'a'"))
  const again = gbdtFromLightGbmText(continueFrom.toLightGbmText())
  expect((await trainGbdt(data, { rounds: 1 }, { continueFrom: again })).rounds).toBe(2)
  expect((await trainGbdt({ ...data, names: undefined }, { rounds: 1 }, { continueFrom })).rounds).toBe(2)
})
