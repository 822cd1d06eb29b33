// Columns that stand for categorical ones: what each row may know, and that a cut of one is a set of levels.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Random } from '../../../../base/core/index.js'
import { findLeaf, isCategorical, missingLeft } from '../forest/forest.js'
import type { Forest } from '../forest/forest.js'
import { assembleForest } from '../forest/assemble.js'
import { restoreLevels } from '../forest/restore-levels.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostData } from './data.js'
import { coreOf, keepApart } from './early-stopping.js'
import { standInsOf } from './level-statistics.js'
import type { StandIn } from './level-statistics.js'
import { buildTree } from './tree.js'

const parametersOf = (given: Readonly<Record<string, Json>>) => resolveParameters(gbdtParameters, given)

function dataOf(codes: Int32Array, labels: Float64Array, classCount = 0): BoostData {
  return {
    rowCount: codes.length,
    columns: [codes],
    categorical: [0],
    labels,
    outputCount: classCount > 2 ? classCount : 1,
    createObjective: (labelled, placement) =>
      createObjective(
        settingsForTask(parametersOf({}), classCount === 0 ? 'regression' : classCount === 2 ? 'binary' : 'multiclass', classCount),
        labelled,
        placement,
      ),
  }
}

const rangeOf = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row)
const statisticsOf = (data: BoostData, core: Int32Array, given: Readonly<Record<string, Json>> = {}): StandIn[] =>
  standInsOf(data, core, parametersOf(given), { random: createRandom(7), checkpoint: () => {} })

/** Levels of few rows whose labels say something; some missing. */
function rareLevels(random: Random, rows: number): { codes: Int32Array; labels: Float64Array } {
  const codes = Int32Array.from({ length: rows }, () => (random.next() < 0.1 ? -1 : random.integer(Math.floor(rows / 8))))
  return { codes, labels: Float64Array.from(codes, (code) => ((code * 31) % 7) + random.normal()) }
}

describe('statistics of levels', () => {
  it('of many rows are the mean label, drawn to that of all by ten rows; missing stays missing', () => {
    const codes = Int32Array.from({ length: 120 }, (_, row) => (row < 90 ? row % 3 : -1))
    const labels = Float64Array.from(codes, (code) => 2 * code)
    const [{ source, table, values }, ...others] = statisticsOf(dataOf(codes, labels), rangeOf(120))
    expect(others).toEqual([])
    expect(source).toBe(0)
    // 30 rows of each level, whose mean is 2.
    expect(Array.from(table)).toEqual([20 / 40, 80 / 40, 140 / 40])
    expect(Array.from(values)).toEqual(Array.from(codes, (code) => (code < 0 ? NaN : table[code])))
  })

  it('of few rows: each row has the mean of those before it in one order, mixed with one row of the mean of all', () => {
    const codes = Int32Array.from([0, 1, 2, 0, 1, 2, 0, 0])
    const labels = Float64Array.from([1, 2, 4, 1, 2, 4, 1, 1])
    const [{ values, table }, { values: counts }] = statisticsOf(dataOf(codes, labels), rangeOf(8))
    // All rows of a level have one label, so that the order among them does not matter: after k rows (2 + k × label) ÷ (1 + k).
    const expected = (label: number, rows: number): number[] => Array.from({ length: rows }, (_, k) => (2 + k * label) / (1 + k))
    for (const [code, label, rows] of [
      [0, 1, 4],
      [1, 2, 2],
      [2, 4, 2],
    ]) {
      const found = Array.from(values).filter((_, row) => codes[row] === code)
      const wanted = expected(label, rows)
      expect(found.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b))
      expect(table[code]).toBe((2 + rows * label) / (1 + rows))
    }
    expect(Array.from(counts)).toEqual([4, 2, 2, 4, 2, 2, 4, 4])
  })

  it('of few rows do not tell a row its own label, nor those of later rows', () => {
    const { codes, labels } = rareLevels(createRandom(1), 300)
    const before = statisticsOf(dataOf(codes, labels), rangeOf(300))[0].values
    let told = 0
    for (const row of [0, 17, 150, 280].map((from) => codes.findIndex((code, at) => at >= from && code >= 0))) {
      // The mean of all stays the same, so that only the level can tell.
      const other = codes.findIndex((code, at) => code !== codes[row] && at !== row)
      const changed = labels.map((label, at) => label + (at === row ? 50 : at === other ? -50 : 0))
      const after = statisticsOf(dataOf(codes, changed), rangeOf(300))[0].values
      expect(after[row]).toBeCloseTo(before[row], 9)
      told += after.filter((value, at) => at !== row && codes[at] === codes[row] && Math.abs(value - before[at]) > 1e-9).length
    }
    expect(told).toBeGreaterThan(0)
  })

  it.each([300, 2000])('rows that are kept apart have no say in what a row of %s sees', (rows) => {
    for (const levelsOf of [(code: number) => code, (code: number) => (code < 0 ? -1 : code % 4)]) {
      const given = rareLevels(createRandom(2), rows)
      const codes = given.codes.map(levelsOf)
      const splits = keepApart({ target: given.labels }, rangeOf(rows), createRandom(3))
      const core = coreOf(rangeOf(rows), splits)
      const before = statisticsOf(dataOf(codes, given.labels), core)
      expect(before.length).toBeGreaterThan(0)
      for (const { heldOut } of splits) {
        const isApart = new Set(heldOut)
        const changed = given.labels.map((label, row) => (isApart.has(row) ? 1000 : label))
        const after = statisticsOf(dataOf(codes, changed), core)
        expect(after.map(({ values }) => values)).toEqual(before.map(({ values }) => values))
      }
    }
  })

  it('have one column per class and order where there are several', () => {
    const { codes, labels } = rareLevels(createRandom(4), 400)
    const classes = labels.map((label) => (label > 4 ? 2 : label > 2 ? 1 : 0))
    const made = statisticsOf(dataOf(codes, classes, 3), rangeOf(400), { catOrders: 2 })
    // And one of frequencies.
    expect(made).toHaveLength(3 * 2 + 1)
    for (let row = 0; row < 400; row++) {
      if (codes[row] >= 0) expect(made[0].values[row] + made[1].values[row] + made[2].values[row]).toBeCloseTo(1, 9)
    }
  })

  it('a weight of 2 is a row that stands twice, in the table', () => {
    const codes = Int32Array.from([0, 1, 2, 0, 1, 2])
    const labels = Float64Array.from([1, 5, 2, 3, 4, 9])
    const weighted = { ...dataOf(codes, labels), weights: Float64Array.from([2, 1, 1, 1, 1, 1]) }
    const twice = dataOf(Int32Array.from([...codes, 0]), Float64Array.from([...labels, 1]))
    const [a, b] = [statisticsOf(weighted, rangeOf(6)), statisticsOf(twice, rangeOf(7))].map(([{ table }]) => Array.from(table))
    a.forEach((value, code) => expect(value).toBeCloseTo(b[code], 12))
  })
})

describe('a cut of such a column', () => {
  const table = Float64Array.of(0.5, NaN, 0.1, 0.9, 0.3)
  const standIn: StandIn = { source: 0, table, values: new Float64Array(0) }

  /** Column 0 categorical, 1 numeric, 2 stands for 0. */
  const forestOf = (missingGoesLeft: number): Forest => {
    const builder = buildTree()
    const record = { levels: undefined, gain: 1, value: 0, weight: 1, rows: 10, route: undefined }
    builder.split(0, { ...record, feature: 2, threshold: 0.4, missingLeft: missingGoesLeft })
    builder.split(1, { ...record, feature: 1, threshold: 5, missingLeft: 0 })
    builder.split(0, { ...record, feature: 0, threshold: NaN, levels: Int32Array.of(2), missingLeft: 0 })
    const leaf = (value: number) => ({ value, weight: 1, rows: 1 })
    return assembleForest(new Float64Array(1), [[builder.finish([leaf(1), leaf(2), leaf(3), leaf(4)])]])
  }

  it.each([0, 1])('is a set of levels that sends every level, missing and unseen where the cut did; missing goes left: %s', (side) => {
    const cut = forestOf(side)
    const restored = restoreLevels(cut, 2, [standIn])
    expect(Array.from(restored.nodeKind)).toEqual([isCategorical, 0, isCategorical])
    for (const code of [0, 1, 2, 3, 4, 5, 40, -1, NaN]) {
      for (const number of [4, 6]) {
        const statistic = table[code] ?? NaN
        const before = findLeaf(cut, 0, (feature) => [code, number, statistic][feature])
        const after = findLeaf(restored, 0, (feature) => [code, number][feature])
        expect(cut.leafValue[before]).toBe(restored.leafValue[after])
      }
    }
    expect((cut.nodeKind[0] & missingLeft) !== 0).toBe(side === 1)
  })
})

describe('fits', () => {
  const random = createRandom(5)
  const { codes, labels } = rareLevels(random, 4000)
  const forestWith = (given: Readonly<Record<string, Json>>): Forest =>
    boost(dataOf(codes, labels), parametersOf({ rounds: 10, earlyStopping: false, ...given }), { random, checkpoint: () => {} }).forest

  it('know of no other columns than the given ones, whatever grows', () => {
    for (const growth of ['leafwise', 'depthwise', 'symmetric']) {
      const forest = forestWith({ growth })
      expect(new Set(forest.nodeFeature)).toEqual(new Set([0]))
      expect(new Set(forest.nodeKind)).toEqual(new Set([isCategorical]))
    }
  })

  it('symmetric trees cut two levels too, and are refused where there is nothing to cut by', () => {
    const two = dataOf(
      codes.map((code) => (code < 0 ? -1 : code % 2)),
      Float64Array.from(codes, (code) => code % 2),
    )
    const fit = (catStatistics: string): Forest =>
      boost(two, parametersOf({ rounds: 2, earlyStopping: false, growth: 'symmetric', catStatistics }), { random, checkpoint: () => {} })
        .forest
    expect(fit('auto').roots.length).toBe(2)
    expect(() => fit('off')).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }))
  })

  it('every parameter changes the model', () => {
    const forest = forestWith({})
    expect(forestWith({})).toEqual(forest)
    const others = [{ catStatistics: 'off' }, { catPrior: 10 }, { catOrders: 3 }]
    for (const given of others) expect(forestWith(given)).not.toEqual(forest)
    // With many rows a level, 'on' is not 'auto'.
    const few = dataOf(
      codes.map((code) => code % 5),
      labels,
    )
    const [a, b] = ['on', 'auto'].map(
      (catStatistics) =>
        boost(few, parametersOf({ rounds: 5, earlyStopping: false, catStatistics }), { random, checkpoint: () => {} }).forest,
    )
    expect(a).not.toEqual(b)
  })
})
