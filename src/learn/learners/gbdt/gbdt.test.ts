// Trees by hand, laws of boosting, odd input.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import type { Feature, View } from '../../features/index.js'
import type { TrainingData } from '../learner.js'
import { keepApart } from './engine/early-stopping.js'
import { gbdt } from './learner.js'
import type { GbdtModel } from './forest/model.js'

const context = (seed = 0) => ({ random: createRandom(seed), checkpoint: () => {} })

function viewOf(...columns: (readonly number[] | Float64Array)[]): View {
  const features = columns.map((values, c): Feature => ({
    layout: 'dense',
    name: `c${c}`,
    column: `c${c}`,
    values: Float64Array.from(values),
  }))
  return { rowCount: columns[0]?.length ?? 0, features }
}

function dataOf(task: Task, view: View, target: readonly number[] | Float64Array, weights?: readonly number[]): TrainingData {
  const classCount = task === 'regression' ? 0 : task === 'binary' ? 2 : Math.max(...target) + 1
  const data = { view, target: Float64Array.from(target), task, classCount }
  return weights === undefined ? data : { ...data, weights: Float64Array.from(weights) }
}

function fit(data: TrainingData, given: Readonly<Record<string, Json>>, seed = 0): GbdtModel {
  return gbdt.fit(data, resolveParameters(gbdt.parameters, { earlyStopping: false, ...given }), context(seed)) as GbdtModel
}

/** Rows of two informative columns, one of noise, one with missing values, one sparse. */
function example(task: Task, rowCount: number, seed: number): TrainingData {
  const random = createRandom(seed)
  const column = (make: () => number): Float64Array => Float64Array.from({ length: rowCount }, make)
  const a = column(() => random.normal())
  const b = column(() => random.integer(6))
  const noise = column(() => random.next())
  const holed = a.map((value) => (random.next() < 0.2 ? NaN : value ** 2))
  const thin = column(() => (random.next() < 0.1 ? 1 + random.integer(3) : 0))
  const signal = a.map((value, i) => Math.sin(2 * value) + (b[i] > 3 ? value : 0) + 0.5 * thin[i] + 0.3 * random.normal())
  const classes = task === 'binary' ? [0.2] : [-0.5, 0.4]
  const target = task === 'regression' ? signal : signal.map((value) => classes.filter((cut) => value > cut).length)
  const rows = Int32Array.from(thin.keys()).filter((row) => thin[row] !== 0)
  const dense = viewOf(a, b, noise, holed)
  const sparse: Feature = { layout: 'sparse', name: 'thin', column: 'thin', rows, values: Float64Array.from(rows, (row) => thin[row]) }
  return dataOf(task, { rowCount, features: [...dense.features, sparse] }, target)
}

describe('by hand', () => {
  const tiny = { rounds: 1, learningRate: 1, leaves: 2, minRowsPerLeaf: 1 }

  it('regression: the base is the mean, a leaf adds the mean of what is left, l2 and the learning rate shrink it', () => {
    const data = dataOf('regression', viewOf([1, 2, 3, 4]), [0, 0, 9, 11])
    expect(Array.from(fit(data, tiny).predict(viewOf([1, 2.5, 2.6, 99])))).toEqual([0, 0, 10, 10])
    expect(Array.from(fit(data, { ...tiny, learningRate: 0.5 }).predict(viewOf([1, 4])))).toEqual([2.5, 7.5])
    // −G ÷ (H + l2) = ±10 ÷ (2 + 3); with l1 = 4: ±6 ÷ 2.
    expect(Array.from(fit(data, { ...tiny, l2: 3 }).predict(viewOf([1, 4])))).toEqual([3, 7])
    expect(Array.from(fit(data, { ...tiny, l1: 4 }).predict(viewOf([1, 4])))).toEqual([2, 8])
  })

  it('binary: the base is the log-odds, a leaf one Newton step', () => {
    const data = dataOf('binary', viewOf([1, 1, 1, 2]), [0, 0, 0, 1])
    const logOdds = Math.log(0.25 / 0.75)
    const [low, high] = fit(data, tiny).predict(viewOf([1, 2]))
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
    expect(low).toBeCloseTo(sigmoid(logOdds - 0.25 / (0.25 * 0.75)), 6)
    expect(high).toBeCloseTo(sigmoid(logOdds + 0.75 / (0.25 * 0.75)), 6)
  })

  it('multiclass: the bases are the logarithms of the shares, hessians carry classes ÷ (classes − 1)', () => {
    const data = dataOf('multiclass', viewOf([1, 2, 3]), [0, 1, 2])
    const third = 1 / 3
    // Class 0: gradients −2/3, 1/3, 1/3, hessians 1.5 · 2/9 each: the leaf of row 0 is 2, the other −1. Class 2 mirrors it; class 1 cuts one side off.
    const predicted = fit(data, { ...tiny, minHessian: 0 }).predict(viewOf([1]))
    const scores = [2, 0, -1].map((step) => Math.exp(Math.log(third) + step))
    // Class 1 has two cuts of equal gain, and takes the right one: rows 0 and 1 get ½ each.
    scores[1] = Math.exp(Math.log(third) + 0.5)
    const sum = scores.reduce((a, b) => a + b)
    scores.forEach((score, k) => expect(predicted[k]).toBeCloseTo(score / sum, 6))
  })

  it('missing values go to the side that fits them; unseen ones to where most rows go', () => {
    const missing = fit(dataOf('regression', viewOf([1, 1, 2, 2, NaN, NaN]), [0, 0, 6, 6, 0, 0]), tiny)
    expect(Array.from(missing.predict(viewOf([1, 2, NaN])))).toEqual([0, 6, 0])
    const apart = fit(dataOf('regression', viewOf([1, 2, NaN, NaN]), [3, 3, 9, 9]), tiny)
    expect(Array.from(apart.predict(viewOf([1, 99, NaN])))).toEqual([3, 3, 9])
    const none = fit(dataOf('regression', viewOf([1, 2, 2]), [0, 3, 3]), tiny)
    expect(Array.from(none.predict(viewOf([NaN])))[0]).toBeCloseTo(3, 6)
  })
})

describe('laws', () => {
  it.each(['regression', 'binary', 'multiclass'] as const)(
    '%s: training loss never rises from round to round (l2 0, no sampling, learning rate 0.3)',
    (task) => {
      const data = example(task, 400, 1)
      let before = Infinity
      for (let rounds = 0; rounds <= 15; rounds++) {
        const loss = lossOf(data, fit(data, { rounds, learningRate: 0.3 }).predict(data.view))
        expect(loss).toBeLessThanOrEqual(before + 1e-12)
        before = loss
      }
    },
  )

  it('a row of weight 2 is a row that stands twice, of weight 0 one that is not there (rows per leaf 1)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed)
        const values = Array.from({ length: 40 }, () => random.integer(12))
        const target = values.map((value) => (value % 5) + random.integer(4))
        const weights = values.map(() => random.integer(3))
        if (weights.every((weight) => weight === 0)) return
        const copies = values.flatMap((_, i) => Array.from({ length: weights[i] }, () => i))
        const given = { rounds: 5, minRowsPerLeaf: 1, leaves: 5 }
        const weighted = fit(dataOf('regression', viewOf(values), target, weights), given)
        const repeated = fit(
          dataOf(
            'regression',
            viewOf(copies.map((i) => values[i])),
            copies.map((i) => target[i]),
          ),
          given,
        )
        const seen = viewOf([...new Set(copies.map((i) => values[i]))])
        const expected = repeated.predict(seen)
        weighted.predict(seen).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5))
      }),
      { numRuns: 30 },
    )
  })

  it('sparse and dense features give the same model', () => {
    const data = example('binary', 500, 2)
    const sparse = data.view.features[4]
    if (sparse.layout !== 'sparse') throw new Error('expected a sparse feature')
    const values = new Float64Array(data.view.rowCount)
    sparse.rows.forEach((row, k) => (values[row] = sparse.values[k]!))
    const dense: View = {
      rowCount: data.view.rowCount,
      features: [...data.view.features.slice(0, 4), { ...sparse, layout: 'dense', values }],
    }
    const model = fit(data, { rounds: 20 })
    expect(fit({ ...data, view: dense }, { rounds: 20 }).toJSON()).toEqual(model.toJSON())
    expect(model.predict(dense)).toEqual(model.predict(data.view))
  })

  it.each(['regression', 'binary', 'multiclass'] as const)(
    '%s: the same seed gives the same model, JSON keeps every prediction',
    (task) => {
      const data = example(task, 300, 3)
      const given = { rounds: 12, subsample: 0.7, colsampleByTree: 0.6, colsampleByNode: 0.8 }
      const model = fit(data, given)
      expect(JSON.stringify(fit(data, given).toJSON())).toBe(JSON.stringify(model.toJSON()))
      expect(JSON.stringify(fit(data, given, 1).toJSON())).not.toBe(JSON.stringify(model.toJSON()))
      const loaded = gbdt.load(JSON.parse(JSON.stringify(model.toJSON())) as Json)
      expect(loaded.predict(data.view)).toEqual(model.predict(data.view))
      expect(loaded.toJSON()).toEqual(model.toJSON())
    },
  )

  it('keeps to leaves, maxDepth, minRowsPerLeaf and minGain', () => {
    const data = example('regression', 600, 4)
    const forest = fit(data, { rounds: 5, leaves: 9, minRowsPerLeaf: 31 }).fit.forest
    expect(forest.roots).toHaveLength(5)
    expect(forest.leafRows.length).toBeLessThanOrEqual(45)
    expect(Math.min(...forest.leafRows)).toBeGreaterThanOrEqual(31)
    expect(fit(data, { rounds: 4, maxDepth: 2 }).fit.forest.leafValue.length).toBeLessThanOrEqual(16)
    expect(fit(data, { rounds: 4, minGain: 1e9 }).fit.forest.roots).toHaveLength(0)
  })
})

describe('early stopping', () => {
  it.each(['regression', 'binary', 'multiclass'] as const)('%s: stops before all rounds and beats them on new rows', (task) => {
    const data = example(task, 600, 6)
    const fresh = example(task, 2000, 7)
    const given = { rounds: 400, learningRate: 0.2, minRowsPerLeaf: 5 }
    const stopped = fit(data, { ...given, earlyStopping: true })
    expect(stopped.fit.rounds).toBeLessThan(200)
    expect(stopped.fit.rounds).toBeGreaterThan(3)
    expect(lossOf(fresh, stopped.predict(fresh.view))).toBeLessThan(lossOf(fresh, fit(data, given).predict(fresh.view)))
  })

  it('keeps apart an even share of each class, or of the range of the target, and no row twice', () => {
    const random = createRandom(12)
    const target = Float64Array.from({ length: 700 }, (_, row) => (row % 10 === 0 ? 1 : 0))
    const labels = { task: 'binary' as const, rowCount: 700, outputCount: 1, target, weights: undefined }
    const all = Int32Array.from({ length: 700 }, (_, row) => row)
    const splits = keepApart(labels, all, random)
    expect(splits).toHaveLength(1)
    for (const { rows, heldOut } of splits) {
      expect(Int32Array.from([...rows, ...heldOut]).sort()).toEqual(all)
      expect(heldOut).toHaveLength(100)
      const positives = heldOut.filter((row) => target[row] === 1).length
      expect(Math.abs(positives - 10)).toBeLessThanOrEqual(1)
    }
    const few = keepApart(labels, all.subarray(0, 100), random)
    expect(few.length).toBeGreaterThan(1)
    const watched = few.flatMap(({ heldOut }) => [...heldOut])
    expect(new Set(watched).size).toBe(watched.length)
    expect(keepApart(labels, all.subarray(0, 39), random)).toEqual([])
  })

  it('learns next to nothing from noise', () => {
    const random = createRandom(8)
    const noise = viewOf(Array.from({ length: 500 }, () => random.next()))
    const data = dataOf(
      'binary',
      noise,
      Array.from({ length: 500 }, () => random.integer(2)),
    )
    expect(fit(data, { rounds: 200, earlyStopping: true }).fit.rounds).toBeLessThan(15)
  })

  it('gives the final fit fixed rounds: the median of the folds, grown with the rows', () => {
    const parameters = resolveParameters(gbdt.parameters, { earlyStopping: true })
    const fold = (rounds: number, roundsShare = 1): GbdtModel => {
      const model = fit(dataOf('regression', viewOf([1, 2]), [1, 2]), { rounds: 1 })
      return { ...model, fit: { ...model.fit, rounds, roundsShare } }
    }
    const folds = [fold(90), fold(400), fold(100)]
    expect(gbdt.consolidate!(parameters, folds, 1)).toEqual({ ...parameters, rounds: 100, earlyStopping: false })
    expect(gbdt.consolidate!(parameters, folds, 1.25).rounds).toBeGreaterThan(100)
    expect(gbdt.consolidate!({ ...parameters, earlyStopping: false }, folds, 1.25).rounds).toBe(parameters.rounds)
  })
})

describe('odd input', () => {
  it('gives the constant for one row, one class, constant columns, no columns', () => {
    expect(Array.from(fit(dataOf('regression', viewOf([5]), [7]), { earlyStopping: true }).predict(viewOf([1, NaN])))).toEqual([7, 7])
    expect(fit(dataOf('binary', viewOf([1, 2, 3]), [1, 1, 1]), {}).predict(viewOf([9]))[0]).toBeCloseTo(1, 12)
    expect(fit(dataOf('binary', viewOf([4, 4, 4, 4], [NaN, NaN, NaN, NaN]), [1, 1, 0, 1]), {}).predict(viewOf([9], [1]))[0]).toBeCloseTo(
      0.75,
      12,
    )
    const empty: View = { rowCount: 3, features: [] }
    expect(Array.from(fit(dataOf('regression', empty, [1, 2, 3]), {}).predict(empty))).toEqual([2, 2, 2])
  })

  it('predicts proper probabilities when a class has no row, and has no trees for it', () => {
    const data = example('multiclass', 300, 9)
    const model = fit({ ...data, target: data.target.map((label) => (label === 1 ? 3 : label)), classCount: 4 }, { rounds: 10 })
    const predicted = model.predict(data.view)
    for (let at = 0; at < predicted.length; at += 4) {
      expect(predicted[at] + predicted[at + 1] + predicted[at + 2] + predicted[at + 3]).toBeCloseTo(1, 12)
      expect(predicted[at + 1]).toBeLessThan(1e-12)
    }
    expect(model.fit.forest.outputs).not.toContain(1)
  })

  it('takes infinite values in columns, more leaves than rows', () => {
    const model = fit(dataOf('regression', viewOf([-Infinity, 0, 1, Infinity]), [1, 2, 3, 4]), {
      rounds: 1,
      learningRate: 1,
      leaves: 1000,
      minRowsPerLeaf: 1,
    })
    expect(Array.from(model.predict(viewOf([-Infinity, 0, 1, Infinity])))).toEqual([1, 2, 3, 4])
    expect(JSON.stringify(model.toJSON())).not.toContain('null')
  })

  it('refuses targets and weights that are no numbers of their kind, and rows without weight', () => {
    const view = viewOf([1, 2])
    expect(() => fit(dataOf('regression', view, [1, NaN]), {})).toThrow('The target of row 1 is NaN, expected a finite number')
    expect(() => fit(dataOf('regression', view, [Infinity, 1]), {})).toThrow('Infinity')
    expect(() => fit({ ...dataOf('binary', view, [0, 1]), target: Float64Array.of(0, 2) }, {})).toThrow(
      'expected a class index from 0 to 1',
    )
    expect(() => fit(dataOf('regression', view, [1, 2], [1, -1]), {})).toThrow('The weight of row 1 is -1')
    expect(() => fit(dataOf('regression', view, [1, 2], [0, 0]), {})).toThrow('None of 2 rows has a weight above 0')
  })

  it('fits 10,000 columns of few rows', () => {
    const random = createRandom(10)
    const columns = Array.from({ length: 10_000 }, () => Float64Array.from({ length: 60 }, () => random.next()))
    const data = dataOf(
      'regression',
      viewOf(...columns),
      columns[77].map((value) => 5 * value),
    )
    expect(lossOf(data, fit(data, { rounds: 20 }).predict(data.view))).toBeLessThan(0.5)
  })

  it('stops when the checkpoint throws, which it calls often', () => {
    let calls = 0
    const checkpoint = (): void => {
      if (++calls === 50) throw new Error('stop')
    }
    const data = example('binary', 300, 11)
    expect(() => gbdt.fit(data, resolveParameters(gbdt.parameters, {}), { random: createRandom(0), checkpoint })).toThrow('stop')
  })
})

function lossOf({ task, target, classCount }: TrainingData, predictions: Float64Array): number {
  let sum = 0
  target.forEach((value, i) => {
    if (task === 'regression') sum += (value - predictions[i]) ** 2
    else if (task === 'binary') sum -= Math.log(value === 1 ? predictions[i] : 1 - predictions[i])
    else sum -= Math.log(predictions[i * classCount + value])
  })
  return sum / target.length
}
