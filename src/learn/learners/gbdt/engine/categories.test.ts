// Splits by sets of levels: LightGBM's on real tables, the plain twins', and where missing and unseen levels go.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import { isCategorical, isInSet } from '../forest/forest.js'
import type { Forest } from '../forest/forest.js'
import { scoreRows } from '../forest/score.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostContext, BoostData, DenseColumn } from './data.js'

interface Case {
  readonly name: string
  readonly file: string
  readonly target: string
  readonly positive: string | null
  readonly columns: readonly string[]
  readonly categorical: readonly string[]
  readonly weighted: boolean
  readonly parameters: Readonly<Record<string, Json>>
  readonly scores: readonly number[]
}

const root = new URL('../../../../../', import.meta.url)
const golden = JSON.parse(readFileSync(new URL('test/golden/gbdt-categories.json', root), 'utf8')) as { readonly cases: readonly Case[] }

function dataOf(
  task: 'binary' | 'regression',
  columns: readonly DenseColumn[],
  labels: Float64Array,
  categorical: readonly number[],
): BoostData {
  return {
    rowCount: labels.length,
    columns,
    categorical,
    labels,
    outputCount: 1,
    createObjective: (labelled, placement) =>
      createObjective(settingsForTask(resolveParameters(gbdtParameters, {}), task, task === 'binary' ? 2 : 0), labelled, placement),
  }
}

function readCase({ file, target, positive, columns, categorical, weighted }: Case): BoostData {
  const [header, ...lines] = readFileSync(new URL(`examples/${file}`, root), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = header.split(',')
  const rows = lines.map((line) => line.split(','))
  const cellsOf = (name: string): string[] => rows.map((row) => row[names.indexOf(name)])
  const numbers = (cells: readonly string[]): Float64Array => Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)))
  const codes = (cells: readonly string[]): Float64Array => {
    const levels = [...new Set(cells)].filter((cell) => cell !== '').sort((a, b) => (a < b ? -1 : 1))
    return Float64Array.from(cells, (cell) => (cell === '' ? NaN : levels.indexOf(cell)))
  }
  const labels = positive === null ? numbers(cellsOf(target)) : Float64Array.from(cellsOf(target), (cell) => (cell === positive ? 1 : 0))
  const values = columns.map((name) => (categorical.includes(name) ? codes : numbers)(cellsOf(name)))
  const data = dataOf(
    positive === null ? 'regression' : 'binary',
    values,
    labels,
    categorical.map((name) => columns.indexOf(name)),
  )
  return weighted ? { ...data, weights: labels.map((_, row) => 1 + (row % 3)) } : data
}

function forestOf(data: BoostData, given: Readonly<Record<string, Json>>, more: Partial<BoostContext> = {}): Forest {
  const parameters = resolveParameters(gbdtParameters, { earlyStopping: false, catStatistics: 'off', ...given })
  return boost(data, parameters, { random: createRandom(0), checkpoint: () => {}, ...more }).forest
}

const scoresOf = (forest: Forest, columns: readonly DenseColumn[]): Float64Array =>
  scoreRows(forest, {
    rowCount: columns[0].length,
    features: columns.map((values, c) => ({ layout: 'dense', name: `c${c}`, column: `c${c}`, values: Float64Array.from(values) })),
  })

describe('LightGBM on the same rows gives the same scores within 1e-6 of their range', () => {
  it.each(golden.cases)('$name', (each) => {
    const data = readCase(each)
    const forest = forestOf(data, each.parameters)
    expect(forest.nodeKind.some((kind) => kind === isCategorical)).toBe(true)
    const scores = scoresOf(forest, data.columns as readonly DenseColumn[])
    const range = Math.max(...each.scores) - Math.min(...each.scores)
    const worst = each.scores.reduce((most, score, row) => Math.max(most, Math.abs(score - scores[row])), 0)
    expect(worst / range).toBeLessThan(1e-6)
  })
})

describe('sets of levels', () => {
  /** Many levels, rare ones among them, of which the label knows; some missing. */
  const example = (rows: number, seed: number): BoostData => {
    const random = createRandom(seed)
    const codes = Int32Array.from({ length: rows }, () => (random.next() < 0.1 ? -1 : Math.floor(400 * random.next() ** 3)))
    const few = Float64Array.from({ length: rows }, () => random.integer(3))
    const number = Float64Array.from({ length: rows }, () => random.normal())
    const effect = (code: number): number => (code < 0 ? 0.8 : ((code * 7919) % 17) / 8 - 1)
    const labels = number.map((value, row) => (effect(codes[row]) + few[row] * value + random.normal() > 0 ? 1 : 0))
    return dataOf('binary', [codes, number, few], labels, [0, 2])
  }

  it.each([
    ['packed entries', 6000, {}],
    ['wide entries', 900, { minRowsPerGroup: 5, l1: 0.5, l2: 1 }],
    ['one against the others', 6000, { maxCatToOnehot: 256 }],
    ['drawn columns', 6000, { colsampleByNode: 0.7, subsample: 0.7 }],
  ] as const)('the plain twins give the same model, bit for bit: %s', (_, rows, given) => {
    const data = example(rows, 1)
    const forest = forestOf(data, { rounds: 6, ...given })
    expect(new Set(forest.nodeFeature).size).toBeGreaterThan(1)
    expect(forest.setStarts.length).toBeGreaterThan(3)
    expect(forestOf(data, { rounds: 6, ...given }, { enter: enterPlainWorkplace })).toEqual(forest)
  })

  it('room for three histograms grows the same trees as room for all', () => {
    const data = example(6000, 2)
    expect(forestOf(data, { leaves: 40 }, { mostHistogramBytes: 0 })).toEqual(forestOf(data, { leaves: 40 }))
  })

  it('grow the same on codes in any whole-number array, NaN and any negative code missing alike', () => {
    const data = example(3000, 3)
    const floats = (data.columns as readonly DenseColumn[]).map((values, c) =>
      c === 0 ? Float64Array.from(values, (code, row) => (code >= 0 ? code : row % 2 === 0 ? NaN : -row)) : values,
    )
    expect(forestOf({ ...data, columns: floats }, { rounds: 5 })).toEqual(forestOf(data, { rounds: 5 }))
  })

  it('other numbers for the same levels give the same scores', () => {
    const data = example(3000, 4)
    const columns = data.columns as readonly DenseColumn[]
    // Ties of frequency are broken by the code: none decides here, or scores would differ.
    const renamed = [columns[0].map((code) => (code < 0 ? code : 2 * code + 5)), ...columns.slice(1)]
    const scores = scoresOf(forestOf(data, { rounds: 5 }), columns)
    expect(scoresOf(forestOf({ ...data, columns: renamed }, { rounds: 5 }), renamed)).toEqual(scores)
  })

  /** One column of level codes, `counts` rows of each, whose label is the level's. */
  const table = (counts: readonly number[], labelOf: readonly number[]): BoostData => {
    const codes = counts.flatMap((count, code) => Array.from({ length: count }, () => code))
    return dataOf(
      'regression',
      [Int32Array.from(codes)],
      Float64Array.from(codes, (code) => labelOf[code]),
      [0],
    )
  }
  const one = { rounds: 1, leaves: 2, learningRate: 1, minRowsPerLeaf: 1, catSmooth: 0, catL2: 0, minRowsPerGroup: 1 }

  it('unseen levels go where most rows go, on either side, when no row was missing', () => {
    for (const counts of [
      [60, 50, 20, 20, 20],
      [20, 20, 20, 60, 50],
    ]) {
      const { columns, ...rest } = table(counts, [1, 1, 0, 0, 0])
      const forest = forestOf({ columns, ...rest }, one)
      const [first, last, unseen, missing] = scoresOf(forest, [Float64Array.of(0, 4, 77, NaN)])
      expect(first).toBeCloseTo(1, 6)
      expect(last).toBeCloseTo(0, 6)
      expect([unseen, missing]).toEqual(counts[0] === 60 ? [first, first] : [last, last])
    }
  })

  it('missing values go where they belong, and unseen levels with them', () => {
    for (const missingLabel of [0, 1]) {
      const { columns, labels } = table([60, 50, 20, 20, 20], [1, 1, 0, 0, 0])
      const codes = Int32Array.from([...(columns[0] as Int32Array), ...new Int32Array(30).fill(-1)])
      const forest = forestOf(
        dataOf('regression', [codes], Float64Array.from([...labels, ...new Float64Array(30).fill(missingLabel)]), [0]),
        one,
      )
      const [missing, unseen] = scoresOf(forest, [Float64Array.of(NaN, 5)])
      expect(missing).toBeCloseTo(missingLabel, 6)
      expect(unseen).toBe(missing)
    }
  })

  it('beyond 255 levels the rarest count as missing', () => {
    const random = createRandom(5)
    const counts = Array.from({ length: 400 }, (_, code) => (code < 300 ? 4 : 2))
    const { columns, ...rest } = table(
      counts,
      Array.from(counts, () => random.normal()),
    )
    const forest = forestOf({ columns, ...rest }, { ...one, rounds: 30, leaves: 31, maxCatThreshold: 255 })
    const sets = Array.from({ length: forest.setStarts.length - 1 }, (_, set) => set)
    const known = counts.map((_, code) => sets.some((set) => isInSet(forest, set, code)))
    expect(known.slice(255).every((isKnown) => !isKnown)).toBe(true)
    expect(known.slice(0, 250).filter(Boolean).length).toBeGreaterThan(200)
  })

  it('a column of one level, and one that is missing throughout, are left out', () => {
    const data = example(500, 6)
    const [, number] = data.columns
    const columns = [new Int32Array(500), new Int32Array(500).fill(-1), number]
    const forest = forestOf({ ...data, columns, categorical: [0, 1] }, { rounds: 3 })
    expect(new Set(forest.nodeFeature)).toEqual(new Set([2]))
  })
})
