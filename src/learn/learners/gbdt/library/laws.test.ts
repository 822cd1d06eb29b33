// Laws of what `trainGbdt` gives, on generated tables.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, isMlwrightError } from '../../../../base/core/index.js'
import { gbdtFromJSON, trainGbdt } from './index.js'
import type { GbdtColumn, GbdtData, GbdtRound, GbdtTrainParameters, Json } from './index.js'
import { exampleData } from './examples.test.support.js'
import type { ExampleTask } from './examples.test.support.js'

const tasks: readonly ExampleTask[] = ['l2', 'binary', 'multiclass']
const reloaded = (json: Json) => gbdtFromJSON(JSON.parse(JSON.stringify(json)) as Json)

function pick<C extends GbdtColumn>(values: C, rows: readonly number[]): C {
  return (values.constructor as unknown as { from(list: readonly number[]): C }).from(rows.map((row) => values[row]))
}

/** Some rows of a table, in that order, any of them several times. */
function rowsOf(data: { readonly columns: readonly GbdtColumn[]; readonly labels: Float64Array }, rows: readonly number[]): GbdtData {
  return { columns: data.columns.map((column) => pick(column, rows)), labels: pick(data.labels, rows) }
}

function expectClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(actual).toHaveLength(expected.length)
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)
  expect(worst).toBeLessThanOrEqual(tolerance)
}

describe.each(tasks)('%s', (objective) => {
  it('the order of the rows does not matter (gradients are rounded: 1e-4)', async () => {
    const data = exampleData(objective, 500, 1)
    const order = Array.from(createRandom(2).shuffle(Int32Array.from({ length: 500 }, (_, row) => row)))
    const parameters = { objective, rounds: 10, leaves: 7 }
    const model = await trainGbdt(data, parameters)
    const shuffled = await trainGbdt(rowsOf(data, order), parameters)
    expectClose(shuffled.predict(data.columns), model.predict(data.columns), 1e-4)
  })

  it('the order of the columns does not matter (weights, so that no two splits gain the same; sums are rounded: 1e-6)', async () => {
    const random = createRandom(3)
    const data = { ...exampleData(objective, 500, 3), weights: Float64Array.from({ length: 500 }, () => 0.5 + random.next()) }
    const parameters = { objective, rounds: 10 }
    const model = await trainGbdt(data, parameters)
    const turned = await trainGbdt({ ...data, columns: [...data.columns].reverse() }, parameters)
    expectClose(turned.predict([...data.columns].reverse()), model.predict(data.columns), 1e-6)
  })

  it('a row of weight 2 is a row that stands twice (rows per leaf 1, no early bin limit: 1e-4)', async () => {
    const data = exampleData(objective, 200, 4)
    const random = createRandom(5)
    const weights = Float64Array.from({ length: 200 }, () => random.integer(3))
    const copies = Array.from(weights).flatMap((weight, row) => Array.from({ length: weight }, () => row))
    const columns = [Int32Array.from(data.columns[0], (value) => Math.round(4 * value)), data.columns[4]]
    const parameters = { objective, rounds: 8, leaves: 6, minRowsPerLeaf: 1, ...(objective === 'multiclass' ? { classes: 3 } : {}) }
    const weighted = await trainGbdt({ columns, labels: data.labels, weights }, parameters)
    const repeated = await trainGbdt(rowsOf({ columns, labels: data.labels }, copies), parameters)
    const seen = rowsOf({ columns, labels: data.labels }, copies).columns
    expectClose(weighted.predict(seen), repeated.predict(seen), 1e-4)
  })

  it('the loss on the training rows does not rise, and is told round by round (no sampling)', async () => {
    const data = exampleData(objective, 400, 6)
    const rounds: GbdtRound[] = []
    await trainGbdt(
      data,
      { objective, rounds: 25, learningRate: 0.3 },
      { validation: data, patience: 0, onRound: (round) => rounds.push(round) },
    )
    const losses = rounds.map(({ validationValue }) => validationValue!)
    expect(losses).toHaveLength(25)
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThanOrEqual(losses[i - 1] + 1e-12)
    expect(losses[24]).toBeLessThan(0.8 * losses[0])
  })

  it('JSON keeps every prediction; one row at a time gives the same; raw scores lead to predictions', async () => {
    const data = exampleData(objective, 300, 7)
    const model = await trainGbdt(data, { objective, rounds: 12 })
    const again = reloaded(model.toJSON())
    const predicted = model.predict(data.columns)
    expect(again.predict(data.columns)).toEqual(predicted)
    expect(again.toJSON()).toEqual(model.toJSON())
    expect([again.objective, again.rounds, again.outputCount, again.featureCount]).toEqual([objective, 12, model.outputCount, 5])
    for (let row = 0; row < 300; row += 37) {
      const one = model.predictRow(data.columns.map((column) => column[row]))
      expect(Array.from(one)).toEqual(Array.from(predicted.subarray(row * model.outputCount, (row + 1) * model.outputCount)))
    }
    const raw = model.predictRaw(data.columns)
    if (objective === 'l2') expect(raw).toEqual(predicted)
    else if (objective === 'binary')
      expectClose(
        raw.map((score) => 1 / (1 + Math.exp(-score))),
        predicted,
        1e-12,
      )
    else expect(Math.log(predicted[0] / predicted[1])).toBeCloseTo(raw[0] - raw[1], 9)
  })

  it('the seed alone decides the draws, the number of threads nothing', async () => {
    const data = exampleData(objective, 400, 8)
    const parameters = { objective, rounds: 6, subsample: 0.7, colsampleByTree: 0.6 }
    const fit = async (context: object): Promise<string> => JSON.stringify((await trainGbdt(data, parameters, context)).toJSON())
    const [one, two, four, other] = await Promise.all([
      fit({ threads: 1 }),
      fit({ threads: 2 }),
      fit({ threads: 4, seed: 0 }),
      fit({ seed: 1 }),
    ])
    expect([two, four]).toEqual([one, one])
    expect(other).not.toBe(one)
  })

  it("'auto' tells the objective from the labels, stops by itself and learns", async () => {
    const data = exampleData(objective, 600, 9)
    const fresh = exampleData(objective, 600, 10)
    const model = await trainGbdt(data, 'auto')
    expect(model.objective).toBe(objective)
    expect(model.rounds).toBeGreaterThan(2)
    const constant = await trainGbdt(data, { objective, rounds: 0 })
    const lossOf = (predictions: Float64Array): number =>
      fresh.labels.reduce((sum, label, row) => {
        if (objective === 'l2') return sum + (label - predictions[row]) ** 2
        const probability = objective === 'binary' ? (label === 1 ? predictions[row] : 1 - predictions[row]) : predictions[row * 3 + label]
        return sum - Math.log(probability)
      }, 0)
    expect(lossOf(model.predict(fresh.columns))).toBeLessThan(0.8 * lossOf(constant.predict(fresh.columns)))
  })

  it('rows to watch stop the rounds at the least loss on them', async () => {
    const data = exampleData(objective, 300, 11)
    const validation = exampleData(objective, 300, 12)
    const rounds: GbdtRound[] = []
    const parameters = { objective, rounds: 1000, learningRate: 0.3 }
    const model = await trainGbdt(data, parameters, { validation, patience: 15, onRound: (round) => rounds.push(round) })
    const losses = rounds.map(({ validationValue }) => validationValue!)
    const least = losses.indexOf(Math.min(...losses)) + 1
    expect(rounds.length).toBeLessThan(500)
    expect([model.rounds, rounds.at(-1)!.bestRound, rounds.length]).toEqual([least, least, least + 15])
    expect(model.toJSON()).toEqual((await trainGbdt(data, { ...parameters, rounds: least })).toJSON())
  })
})

describe('fuzzed', () => {
  const columnOf = (rowCount: number): fc.Arbitrary<GbdtColumn> =>
    fc.oneof(
      fc
        .array(fc.double({ noDefaultInfinity: false }), { minLength: rowCount, maxLength: rowCount })
        .map((values) => Float64Array.from(values)),
      fc.array(fc.float(), { minLength: rowCount, maxLength: rowCount }).map((values) => Float32Array.from(values)),
      fc.array(fc.integer(), { minLength: rowCount, maxLength: rowCount }).map((values) => Int32Array.from(values)),
      fc.constant(new Float64Array(rowCount).fill(NaN)),
    )
  const dataOf = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5 })).chain(([rowCount, columnCount]) =>
    fc.record({
      columns: fc.array(columnOf(rowCount), { minLength: columnCount, maxLength: columnCount }),
      labels: fc.oneof(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }), {
          minLength: rowCount,
          maxLength: rowCount,
        }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rowCount, maxLength: rowCount }),
      ),
      weights: fc.option(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: rowCount, maxLength: rowCount }), {
        nil: undefined,
      }),
    }),
  )
  const parametersOf: fc.Arbitrary<GbdtTrainParameters> = fc.record(
    {
      objective: fc.constantFrom('l2' as const, 'binary' as const, 'multiclass' as const),
      rounds: fc.integer({ min: 0, max: 8 }),
      learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
      leaves: fc.integer({ min: 2, max: 100 }),
      maxDepth: fc.integer({ min: 0, max: 8 }),
      minRowsPerLeaf: fc.integer({ min: 1, max: 30 }),
      minHessian: fc.double({ min: 0, max: 10, noNaN: true }),
      minGain: fc.double({ min: 0, max: 10, noNaN: true }),
      l1: fc.double({ min: 0, max: 100, noNaN: true }),
      l2: fc.double({ min: 0, max: 100, noNaN: true }),
      subsample: fc.double({ min: 0.01, max: 1, noNaN: true }),
      colsampleByTree: fc.double({ min: 0.001, max: 1, noNaN: true }),
      colsampleByNode: fc.double({ min: 0.001, max: 1, noNaN: true }),
      maxBins: fc.integer({ min: 2, max: 255 }),
      boosting: fc.constantFrom('gbdt' as const, 'dart' as const, 'rf' as const),
      growth: fc.constantFrom('leafwise' as const, 'depthwise' as const, 'symmetric' as const),
      sampling: fc.constantFrom('bagging' as const, 'goss' as const),
      extraTrees: fc.boolean(),
      pathSmooth: fc.double({ min: 0, max: 10, noNaN: true }),
      maxDeltaStep: fc.double({ min: 0, max: 10, noNaN: true }),
      colsampleByLevel: fc.double({ min: 0.001, max: 1, noNaN: true }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )

  it('tables and parameters give a model that predicts finite numbers, or an error with a code', async () => {
    let fits = 0
    await fc.assert(
      fc.asyncProperty(dataOf, parametersOf, async (data, parameters) => {
        try {
          const model = await trainGbdt(data, parameters)
          fits++
          const predicted = model.predict(data.columns)
          expect(predicted).toHaveLength(data.labels.length * model.outputCount)
          expect(predicted.every((value) => Number.isFinite(value))).toBe(true)
          expect(reloaded(model.toJSON()).predict(data.columns)).toEqual(predicted)
        } catch (error) {
          if (!isMlwrightError(error) || error.code === 'INTERNAL') throw error
        }
      }),
      { numRuns: 100 },
    )
    expect(fits).toBeGreaterThan(10)
  })

  it('what is no table at all gives an error with a code', async () => {
    const untyped = trainGbdt as (...given: readonly unknown[]) => Promise<unknown>
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.oneof(fc.anything(), fc.constant('auto')), fc.anything(), async (data, parameters, context) => {
        const error = await untyped(data, parameters, context).catch((reason: unknown) => reason)
        expect(isMlwrightError(error) && error.code).toMatch(/^(OPTION|PARAMETER)_INVALID$/)
      }),
      { numRuns: 300 },
    )
  })
})
