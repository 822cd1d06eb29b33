// What does not fit is refused with a code, before any work; what is odd but fits gives a model.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explainName } from './foreign-names.js'
import { libraryParameters } from './parameters.js'
import { gbdtFromJSON, trainGbdt } from './index.js'
import type { GbdtData } from './index.js'
import { exampleData } from './examples.test.support.js'

// As from JavaScript: arguments of any type.
const untyped = trainGbdt as (data: unknown, parameters?: unknown, context?: unknown) => ReturnType<typeof trainGbdt>
const of = (...values: number[]): Float64Array => Float64Array.from(values)
const tiny: GbdtData = { columns: [of(1, 2, 3, 4)], labels: [0, 0, 1, 1] }
const refused = (code: string, message: string | RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error

describe('data that do not fit are refused', () => {
  const notANumber = (value: unknown): unknown => ({ columns: [of(1, 2)], labels: [1, value] })
  const weighing = (...weights: unknown[]): unknown => ({ ...tiny, weights })
  const grouped = (values: ArrayLike<number>): unknown => ({ columns: [of(1, 2, 3, 4), values], labels: tiny.labels, categorical: [1] })
  test_each([
    ['no data', undefined, 'OPTION_INVALID', 'The data is undefined, expected { columns, labels'],
    ['rows in place of an object', [[1, 2]], 'OPTION_INVALID', 'expected { columns, labels'],
    ['an unknown field', { ...tiny, label: [1] }, 'OPTION_INVALID', "unknown field 'label' (did you mean 'labels'?)"],
    ['a field by the name of another library', { ...tiny, init_score: [1] }, 'OPTION_INVALID', "(did you mean 'initialScores'?)"],
    ['no columns field', { labels: [1] }, 'OPTION_INVALID', 'The columns of data are undefined'],
    ['no columns', { columns: [], labels: [1, 2] }, 'NO_FEATURES', 'There are no columns in data'],
    [
      'a column that is a list',
      { columns: [[1, 2]], labels: [1, 2] },
      'OPTION_INVALID',
      'Column 0 of data is Array, expected a Float64Array, a Float32Array or an Int32Array',
    ],
    ['a column of bytes', { columns: [Uint8Array.of(1)], labels: [1] }, 'OPTION_INVALID', 'Column 0 of data is Uint8Array'],
    ['columns of unequal length', { columns: [of(1, 2), of(1)], labels: [1, 2] }, 'ROWS_RAGGED', 'Column 1 of data has 1 rows, expected 2'],
    ['too few labels', { columns: [of(1, 2)], labels: [1] }, 'ROWS_RAGGED', 'data.labels has 1 values, expected 2'],
    ['no labels', { columns: [of(1, 2)] }, 'OPTION_INVALID', 'data.labels is undefined'],
    ['no rows', { columns: [of()], labels: [] }, 'TOO_FEW_ROWS', 'There are no rows'],
    ['a label that is NaN', notANumber(NaN), 'TARGET_UNSUITABLE', 'Label 1 of data is NaN, expected a finite number'],
    ['an infinite label', notANumber(-Infinity), 'TARGET_UNSUITABLE', 'Label 1 of data is -Infinity'],
    ['a label that is a text', notANumber('1'), 'CELL_INVALID', 'data.labels[1] is "1", expected a number'],
    ['a label that is missing', notANumber(undefined), 'CELL_INVALID', 'data.labels[1] is undefined'],
    ['a negative weight', weighing(1, 1, -0.5, 1), 'CELL_INVALID', 'Weight 2 of data is -0.5, expected a finite number of at least 0'],
    ['a weight that is NaN', weighing(1, NaN, 1, 1), 'CELL_INVALID', 'Weight 1 of data is NaN'],
    ['an infinite weight', weighing(1, Infinity, 1, 1), 'CELL_INVALID', 'Weight 1 of data is Infinity'],
    ['weights that are all 0', weighing(0, 0, 0, 0), 'TOO_FEW_ROWS', 'None of the 4 rows of data has a weight above 0'],
    ['too many weights', weighing(1, 1, 1, 1, 1), 'ROWS_RAGGED', 'data.weights has 5 values, expected 4'],
    ['a fractional code', grouped(of(0, 1, 1.5, 2)), 'CELL_INVALID', 'Row 2 of the categorical column 1 of data is 1.5'],
    ['a code past 20 bits', grouped(of(0, 2 ** 20, 1, 2)), 'CELL_INVALID', 'is 1048576, expected a whole number below 1048576'],
    ['an infinite code', grouped(of(0, Infinity, 1, 2)), 'CELL_INVALID', 'is Infinity, expected a whole number'],
    [
      'a categorical column that is not there',
      { ...tiny, categorical: [1] },
      'COLUMN_NOT_FOUND',
      'names column 1, expected numbers from 0 to 0',
    ],
    ['a categorical column by name', { ...tiny, categorical: ['c'] }, 'COLUMN_NOT_FOUND', 'names column "c"'],
    ['too few names', { ...tiny, names: [] }, 'OPTION_INVALID', 'data.names is [], expected 1 texts'],
    ['a name twice', { ...tiny, columns: [of(1, 2, 3, 4), of(1, 2, 3, 4)], names: ['a', 'a'] }, 'OPTION_INVALID', "has 'a' twice"],
    ['groups that do not sum to the rows', { ...tiny, groupSizes: [1, 2] }, 'ROWS_RAGGED', 'data.groupSizes is [1,2]'],
    ['an infinite initial score', { ...tiny, initialScores: [0, 0, Infinity, 0] }, 'CELL_INVALID', 'initialScores[2] is Infinity'],
    ['too few initial scores', { ...tiny, initialScores: [0, 0, 0] }, 'ROWS_RAGGED', 'data.initialScores has 3 values, expected 4'],
  ])

  function test_each(cases: [string, unknown, string, string][]): void {
    it.each(cases)('%s', async (_, data, code, message) => {
      await expect(untyped(data)).rejects.toThrow(refused(code, literally(message)))
    })
  }

  it.each<[string, object, number[], string]>([
    ['binary', {}, [0, 1, 2, 1], 'The target of row 2 is 2, expected a class index from 0 to 1'],
    ['binary', {}, [0, 1, 0.5, 1], 'The target of row 2 is 0.5'],
    ['multiclass', { classes: 3 }, [0, 1, 3, 2], 'The target of row 2 is 3, expected a class index from 0 to 2'],
    ['multiclass', {}, [0, 1, -1, 2], 'The target of row 2 is -1'],
    ['multiclass', {}, [0, 1, 1.5, 2], 'The target of row 2 is 1.5'],
    ['multiclass', {}, [0, 1, 1e9, 2], 'The greatest label is 1000000000, expected a class of at most 9999'],
    ['multiclass', {}, [1, 2, 3, 3], 'The greatest label is 3, but no row has the label 0; expected classes from 0 on without a gap'],
    ['multiclass', {}, [0, 1, 1000, 2], 'The greatest label is 1000, but no row has the label 3'],
    ['crossEntropy', {}, [0, 1, 1.1, 0.5], 'The target of row 2 is 1.1, expected a probability from 0 to 1'],
    ['gamma', {}, [1, 2, 0, 3], 'The target of row 2 is 0, expected a finite number above 0'],
    ['poisson', {}, [0, 0, 0, 0], 'All 4 targets are 0'],
  ])('labels that %s %j cannot fit', async (objective, more, labels, message) => {
    const fit = untyped({ ...tiny, labels }, { objective, ...more })
    await expect(fit).rejects.toThrow(refused('TARGET_UNSUITABLE', literally(message)))
  })

  it('groups without ranking, ranking without groups', async () => {
    await expect(untyped({ ...tiny, groupSizes: [2, 2] }, { objective: 'l2' })).rejects.toThrow(
      refused('PARAMETER_INVALID', 'does not rank'),
    )
    await expect(untyped(tiny, { objective: 'lambdarank' })).rejects.toThrow(refused('PARAMETER_INVALID', 'needs group sizes'))
  })
})

describe('parameters and options that do not fit are refused', () => {
  it.each<[unknown, string]>([
    [null, "The parameters are null, expected 'auto' or an object"],
    ['fast', 'The parameters are "fast", expected \'auto\' or an object'],
    [{ leafs: 3 }, "unknown parameter 'leafs' (did you mean 'leaves'?)"],
    [{ num_leaves: 3 }, "unknown parameter 'num_leaves' (did you mean 'leaves'?)"],
    [{ n_estimators: 3 }, "unknown parameter 'n_estimators' (did you mean 'rounds'?)"],
    [{ nEstimators: 3 }, "unknown parameter 'nEstimators' (did you mean 'rounds'?)"],
    [{ subsample_freq: 1 }, "(did you mean 'subsampleFrequency'?)"],
    [{ early_stopping_rounds: 9 }, "unknown parameter 'early_stopping_rounds' (here: 'patience' in the context, with 'validation')"],
    [{ random_state: 1 }, "(here: 'seed' in the context)"],
    [{ threads: 1 }, "(here: 'threads' in the context)"],
    [{ initialScores: [1] }, "(here: 'initialScores' in the data)"],
    [{ zero_as_missing: true }, "unknown parameter 'zero_as_missing' (not there: put NaN in place of 0)"],
    [{ maxBinByFeature: [1] }, "(not there: 'maxBins' holds for all columns)"],
    [{ objective: 'mae' }, "(did you mean 'l1'?)"],
    [{ objective: 'reg:squarederror' }, "(did you mean 'l2'?)"],
    [{ objective: 'multi:softprob' }, "(did you mean 'multiclass'?)"],
    [{ boosting: 'goss' }, "(did you mean 'gbdt' with 'sampling' 'goss'?)"],
    [{ learningRate: 0 }, "'learningRate' is 0, expected a number from"],
    [{ learningRate: NaN }, "'learningRate' is NaN, expected a number from"],
    [{ rounds: 1.5 }, "'rounds' is 1.5, expected a whole number"],
    [{ rounds: '100' }, '\'rounds\' is "100", expected a whole number'],
    [{ leaves: null }, "'leaves' is null, expected a whole number"],
    [{ maxBins: 256 }, "'maxBins' is 256, expected a whole number from 2 to 255"],
    [{ objective: 'Binary' }, '\'objective\' is "Binary", expected one of'],
    [{ objective: 'Binary' }, "(did you mean 'binary'?)"],
    [{ toString: 1 }, "unknown parameter 'toString'"],
    [{ earlyStopping: true }, "unknown parameter 'earlyStopping'"],
    [{ objective: { gradients: () => {} } }, "'objective' is {}, expected one of"],
    [{ objective: 'l2', fairC: 2 }, "'fairC' is 2, but it is for fair, not for l2"],
    [{ classes: 7 }, "'classes' is 7, but it is for multiclass, not for l2"],
    [{ objective: 'binary', classes: 3 }, "'classes' is 3, but it is for multiclass, not for binary"],
    [{ objective: { computeGradients: () => {} }, classes: 3 }, 'but it is for multiclass, not for an objective of your own'],
    [{ boosting: 'rf', subsample: 0.5, learningRate: 0.05 }, "'learningRate' is 0.05, but 'boosting' 'rf' averages trees without it"],
    [{ catPrior: 3, catOrders: 2 }, "'catPrior' is 3, but it is for 'catStatistics', which is 'off'; 'catOrders' is 2"],
    [{ objective: 'lambdarank', boostFromAverage: false }, 'but lambdarank always starts from 0'],
    [{ objective: { computeGradients: () => {} }, boostFromAverage: false }, "starts from its 'baseScores'"],
  ])('%j', async (parameters, message) => {
    await expect(untyped(tiny, parameters)).rejects.toThrow(refused('PARAMETER_INVALID', literally(message)))
  })

  it.each<[unknown, string]>([
    [null, 'The context is null, expected an object'],
    [{ onRounds: () => {} }, "there is no option 'onRounds' (did you mean 'onRound'?)"],
    [{ callbacks: [] }, "there is no option 'callbacks' (did you mean 'onRound'?)"],
    [{ valid: tiny }, "(did you mean 'validation'?)"],
    [{ earlyStoppingRounds: 3 }, "(did you mean 'patience'?)"],
    [{ rounds: 3 }, "there is no option 'rounds' (it is a parameter)"],
    [{ threads: 0 }, "'threads' is 0, expected a whole number from 1"],
    [{ seed: 0.5 }, "'seed' is 0.5, expected a whole number"],
    [{ signal: true }, "'signal' is true, expected an AbortSignal"],
    [{ patience: 3 }, "'patience' needs 'validation'"],
    [{ metric: () => 1 }, "'metric' needs 'validation'"],
    [{ onRound: 'log' }, '\'onRound\' is "log", expected a function'],
  ])('%j', async (context, message) => {
    await expect(untyped(tiny, {}, context)).rejects.toThrow(refused('OPTION_INVALID', literally(message)))
  })

  it('an average to boost from where the fit starts elsewhere', async () => {
    const scored = untyped({ ...tiny, initialScores: [0, 0, 0, 0] }, { boostFromAverage: false })
    await expect(scored).rejects.toThrow(
      refused('PARAMETER_INVALID', "'boostFromAverage' is false, but the fit starts from 'initialScores'"),
    )
    const continueFrom = await trainGbdt(tiny, { rounds: 1 })
    await expect(untyped(tiny, { boostFromAverage: false }, { continueFrom })).rejects.toThrow("starts from 'continueFrom'")
  })

  it('parameters of categorical columns may stand where there are none', async () => {
    const data = exampleData('l2', 200, 1)
    const model = await trainGbdt(data, { catSmooth: 1, catStatistics: 'on', catPrior: 2, rounds: 2 })
    expect(model.toJSON()).toEqual((await trainGbdt(data, { rounds: 2 })).toJSON())
  })

  it('a quantile that is none, with a hint that fits', async () => {
    await expect(untyped(tiny, { objective: 'quantile', alpha: 1.5 })).rejects.toMatchObject({
      hint: 'Change such a value, or leave it out.',
    })
  })

  it('leads from every parameter of LightGBM to what there is instead', () => {
    const { parameters } = JSON.parse(readFileSync('test/golden/lightgbm-parameters.json', 'utf8')) as { parameters: object }
    const others = Object.keys(parameters).filter((name) => !Object.hasOwn(libraryParameters, name))
    expect(others.length).toBeGreaterThan(100)
    expect(others.filter((name) => explainName(name) === undefined)).toEqual([])
  })

  it('hints at the meaning of a parameter whose value is wrong, and at the options of the context', async () => {
    await expect(untyped(tiny, { maxDepth: -1 })).rejects.toMatchObject({
      hint: 'maxDepth: The most splits between root and leaf; 0: no limit.',
    })
    await expect(untyped(tiny, {}, { cores: 2 })).rejects.toMatchObject({ hint: expect.stringContaining('threads, seed') as string })
  })

  it('names all problems at once', async () => {
    await expect(untyped(tiny, { leafs: 3, rounds: -1 })).rejects.toThrow(/leafs.*rounds/)
    await expect(untyped(tiny, {}, { threads: -1, sed: 1 })).rejects.toThrow(/sed.*threads/)
  })

  it('refuses rows to watch that do not go with the data', async () => {
    const validation = { columns: [of(1), of(2)], labels: [0] }
    await expect(trainGbdt(tiny, {}, { validation })).rejects.toThrow(refused('COLUMN_MISSING', 'The validation has 2 columns, expected 1'))
    const named = trainGbdt({ ...tiny, names: ['a'] }, {}, { validation: { ...tiny, names: ['b'] } })
    await expect(named).rejects.toThrow(refused('COLUMN_MISSING', "Column 0 of the validation is 'b', expected 'a' as the data have"))
    for (const [data, watched] of [
      [{ ...tiny, initialScores: [0, 0, 0, 0] }, tiny],
      [tiny, { ...tiny, initialScores: [0, 0, 0, 0] }],
    ]) {
      await expect(trainGbdt(data, {}, { validation: watched })).rejects.toThrow(
        refused('OPTION_INVALID', 'has none, expected them in both or in neither'),
      )
    }
    const fit = trainGbdt(tiny, { objective: 'binary' }, { validation: { columns: [of(1)], labels: [7] } })
    await expect(fit).rejects.toThrow(refused('TARGET_UNSUITABLE', 'In the validation: The target of row 0 is 7'))
  })

  it('says what would not fit into memory before it starts, with the figure and the way out', async () => {
    // The same 80 MB a thousand times: 10 million rows of a thousand columns.
    const column = new Float64Array(10_000_000)
    const data = { columns: Array.from({ length: 1000 }, () => column), labels: column }
    const started = performance.now()
    const error = await trainGbdt(data).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'MEMORY_EXHAUSTED',
      message: expect.stringMatching(/would need \d+\.\d GiB for 10000000 rows of 1000 columns, expected at most 4\.0 GiB/) as string,
      hint: expect.stringMatching(/Learn from a sample of \d+ rows, or leave columns out/) as string,
    })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('odd data that fit give a model', () => {
  it.each<[string, GbdtData, object, readonly number[]]>([
    ['one row', { columns: [of(5)], labels: [7] }, {}, [7]],
    ['one class', { columns: [of(1, 2, 3)], labels: [1, 1, 1] }, { objective: 'binary' }, [1, 1, 1]],
    [
      'constant columns',
      { columns: [of(4, 4, 4, 4), of(NaN, NaN, NaN, NaN)], labels: [1, 1, 0, 1] },
      { objective: 'binary' },
      [0.75, 0.75, 0.75, 0.75],
    ],
    ['a constant target', { columns: [of(1, 2, 3)], labels: [-2.5, -2.5, -2.5] }, {}, [-2.5, -2.5, -2.5]],
    ['no rounds', { columns: [of(1, 2, 3)], labels: [1, 2, 6] }, { rounds: 0 }, [3, 3, 3]],
  ])('%s: a constant', async (_, data, parameters, expected) => {
    const model = await trainGbdt(data, { minRowsPerLeaf: 1, ...parameters })
    Array.from(model.predict(data.columns)).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12))
  })

  it('infinite values in columns are the least and the greatest', async () => {
    const columns = [of(-Infinity, 0, 1, Infinity)]
    const model = await trainGbdt({ columns, labels: [1, 2, 3, 4] }, { rounds: 1, learningRate: 1, minRowsPerLeaf: 1 })
    expect(Array.from(model.predict(columns))).toEqual([1, 2, 3, 4])
  })

  it('classes without rows, where their number is said', async () => {
    const model = await trainGbdt({ ...tiny, labels: [0, 2, 2, 0] }, { objective: 'multiclass', classes: 4, rounds: 1 })
    expect(model.outputCount).toBe(4)
    expect((await trainGbdt({ ...tiny, labels: [0, 0, 0, 0] }, { objective: 'multiclass', rounds: 1 })).outputCount).toBe(2)
  })

  it('rows of weight 0 are left out', async () => {
    const model = await trainGbdt({ ...tiny, labels: [1, 2, 3, 1e9], weights: [1, 1, 1, 0] }, { rounds: 0 })
    expect(model.predictRow([1])[0]).toBe(2)
  })

  it('100,000 columns', async () => {
    const columns = Array.from({ length: 100_000 }, (_, c) => Float64Array.from({ length: 40 }, (__, row) => (row * (c + 7)) % 41))
    const labels = columns[500].map((value) => 5 * value)
    const model = await trainGbdt({ columns, labels }, { rounds: 5, minRowsPerLeaf: 5 })
    const [least, most] = [columns[500].indexOf(Math.min(...columns[500])), columns[500].indexOf(Math.max(...columns[500]))]
    const predicted = model.predict(columns)
    expect(predicted[most] - predicted[least]).toBeGreaterThan(10)
  })

  it('nothing that is given is changed, and columns need not begin with their buffer', async () => {
    const data = exampleData('binary', 200, 1)
    const before = data.columns.map((column) => Array.from(column))
    const model = await trainGbdt(data, { objective: 'binary', rounds: 3 })
    expect(data.columns.map((column) => Array.from(column))).toEqual(before)
    const shifted = data.columns.map((column) => {
      const longer = new (column.constructor as Float64ArrayConstructor)(column.length + 1)
      longer.set(column, 1)
      return longer.subarray(1)
    })
    const again = await trainGbdt({ ...data, columns: shifted }, { objective: 'binary', rounds: 3 })
    expect(again.toJSON()).toEqual(model.toJSON())
  })
})

describe('what was given may be used again at once', () => {
  it.each([
    ['on a thread of its own', undefined],
    ['on the calling thread', (predictions: Float64Array, { labels }: GbdtData) => Math.abs(predictions[0] - labels[0])],
  ])('%s', async (_, metric) => {
    const fit = (again: boolean) => {
      const [data, validation] = [exampleData('l2', 2000, 1), exampleData('l2', 500, 2)]
      const model = trainGbdt(data, { rounds: 30, linearLeaves: true }, { validation, metric })
      for (const given of again ? [data, validation] : []) for (const values of [given.labels, ...given.columns]) values.fill(0)
      return model
    }
    expect((await fit(true)).toJSON()).toEqual((await fit(false)).toJSON())
  })
})

describe('a model refuses', () => {
  it('options that it does not know, and values that are no numbers', async () => {
    const model = await trainGbdt(tiny, { minRowsPerLeaf: 1, rounds: 1 })
    const { columns } = tiny
    const as = (value: unknown): never => value as never
    const loss = (): number => 0
    const refusals: [() => unknown, string][] = [
      [() => model.predict(columns, as({ rawScore: true })), "Invalid options of a prediction: there is no option 'rawScore'"],
      [() => model.predictRaw(columns, as({ thread: 2 })), "(did you mean 'threads'?)"],
      [() => model.predict(columns, as(2)), 'The options of a prediction are 2, expected an object'],
      [() => model.shap(columns, as({ backgroud: columns })), "there is no option 'backgroud' (did you mean 'background'?)"],
      [() => model.permutationImportance(columns, as({})), "'loss' is undefined, expected a function of the predictions"],
      [() => model.permutationImportance(columns, as(undefined)), 'The options of permutationImportance are undefined'],
      [() => model.permutationImportance(columns, { loss, repeats: 0 }), "'repeats' is 0, expected a whole number of at least 1"],
      [() => model.permutationImportance(columns, { loss, seed: 0.5 }), "'seed' is 0.5, expected a whole number"],
      [() => gbdtFromJSON(JSON.stringify(model.toJSON())), 'expected the object that toJSON gave'],
    ]
    for (const [call, message] of refusals) expect(call).toThrow(refused('OPTION_INVALID', literally(message)))
    for (const value of ['a', undefined, null]) {
      expect(() => model.predictRow(as([value]))).toThrow(refused('CELL_INVALID', 'The value of column 0 is'))
    }
    expect(model.predictRow([NaN])).toHaveLength(1)
  })

  it('to be changed', async () => {
    const model = await trainGbdt(tiny, { rounds: 1 })
    expect(() => Object.assign(model, { rounds: 99 })).toThrow(TypeError)
    expect(() => (model.featureNames as string[]).push('another')).toThrow(TypeError)
  })

  it('other columns than those of the training', async () => {
    const model = await trainGbdt(tiny, { minRowsPerLeaf: 1, rounds: 1 })
    expect(() => model.predict([of(1), of(2)])).toThrow(refused('COLUMN_MISSING', 'fitted on 1 columns and received 2'))
    expect(() => model.predictRow([])).toThrow(refused('COLUMN_MISSING', 'fitted on 1 columns and received 0'))
    expect(() => model.predict([[1] as unknown as Float64Array])).toThrow(refused('OPTION_INVALID', 'Column 0'))
    expect(() => model.predict([of(1)], { threads: 0 })).toThrow(refused('OPTION_INVALID', "'threads' is 0"))
    expect(Array.from(model.predict([of()]))).toEqual([])
  })
})

function literally(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
}
