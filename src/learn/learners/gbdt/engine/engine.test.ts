// One model whatever does the work: compiled or plain kernels, room for few histograms or many, thin or dense columns; memory is watched.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Random, Task } from '../../../../base/core/index.js'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import { gbdtParameters } from '../parameters.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { boost } from './boost.js'
import type { BoostContext, BoostData, Column } from './data.js'

const context = (more: Partial<BoostContext> = {}): BoostContext => ({ random: createRandom(0), checkpoint: () => {}, ...more })

function dataOf(task: Task, columns: readonly Column[], labels: Float64Array, weights?: Float64Array): BoostData {
  const classCount = task === 'regression' ? 0 : labels.reduce((most, label) => Math.max(most, label), 0) + 1
  return {
    rowCount: labels.length,
    columns,
    labels,
    weights,
    outputCount: task === 'multiclass' ? classCount : 1,
    createObjective: (labelled, placement) => {
      const settings = settingsForTask(resolveParameters(gbdtParameters, {}), task, classCount)
      return createObjective(settings, labelled, placement)
    },
  }
}

const column = (rows: number, make: () => number): Float64Array => Float64Array.from({ length: rows }, make)

/** Numbers of several kinds, some missing, and a target that depends on them. */
function example(task: Task, rows: number, seed: number, tail: (random: Random) => number = () => 0): BoostData {
  const random = createRandom(seed)
  const a = column(rows, () => random.normal())
  const columns = [
    a,
    column(rows, () => random.integer(6)),
    a.map((value) => (random.next() < 0.2 ? NaN : value ** 2)),
    Float32Array.from(column(rows, () => random.next() - 0.5)),
    Int32Array.from(column(rows, () => random.integer(1000) - 500)),
  ]
  const signal = a.map((value, i) => Math.sin(2 * value) + (columns[1][i] > 3 ? value : 0) + 0.3 * random.normal() + tail(random))
  const cuts = task === 'binary' ? [0.2] : [-0.5, 0.4]
  return dataOf(task, columns, task === 'regression' ? signal : signal.map((value) => cuts.filter((cut) => value > cut).length))
}

function forestOf(data: BoostData, given: Readonly<Record<string, Json>>, more: Partial<BoostContext> = {}) {
  return boost(data, resolveParameters(gbdtParameters, { rounds: 4, earlyStopping: false, ...given }), context(more)).forest
}

const rowsOfThin = 3000

/** Twenty columns of which few rows are not 0, as sparse or as dense columns. */
function thinExample(): { sparse: BoostData; dense: BoostData } {
  const random = createRandom(5)
  const dense = Array.from({ length: 20 }, () => column(rowsOfThin, () => (random.next() < 0.03 ? random.integer(5) - 2 : 0)))
  const sparse = dense.map((values) => {
    const rows = Int32Array.from(values.keys()).filter((row) => values[row] !== 0)
    return { rows, values: Float64Array.from(rows, (row) => values[row]) }
  })
  const other = column(rowsOfThin, () => random.normal())
  const labels = other.map((value, row) => value + dense.reduce((sum, values, c) => sum + values[row] * (c % 3), 0))
  return { sparse: dataOf('regression', [other, ...sparse], labels), dense: dataOf('regression', [other, ...dense], labels) }
}

describe('the plain twins give the same model, bit for bit', () => {
  const twin = { enter: enterPlainWorkplace }
  it.each([
    ['regression, wide entries', 'regression', 700, {}],
    ['regression, packed entries', 'regression', 6000, {}],
    ['binary, packed entries', 'binary', 6000, { l1: 1, l2: 2 }],
    ['binary, stopped early, of few rows', 'binary', 300, { earlyStopping: true, rounds: 20 }],
    ['binary, stopped early', 'binary', 5000, { earlyStopping: true }],
    ['multiclass', 'multiclass', 5000, { rounds: 2 }],
    ['sampled', 'binary', 5000, { subsample: 0.6, colsampleByTree: 0.5, colsampleByNode: 0.7 }],
  ] as const)('%s', (_, task, rows, given) => {
    const data = example(task, rows, 1)
    const forest = forestOf(data, given)
    expect(forest.roots.length).toBeGreaterThan(0)
    expect(forestOf(data, given, twin)).toEqual(forest)
  })

  it('with weights', () => {
    const random = createRandom(2)
    const data = { ...example('regression', 5000, 3), weights: column(5000, () => 0.1 + random.next()) }
    expect(forestOf(data, {}, twin)).toEqual(forestOf(data, {}))
  })

  it('with a few values so great that packed entries would not do', () => {
    const data = example('regression', 6000, 4, (random) => (random.next() < 0.001 ? 1e9 : 0))
    const forest = forestOf(data, { rounds: 8, minRowsPerLeaf: 1 })
    expect(forestOf(data, { rounds: 8, minRowsPerLeaf: 1 }, twin)).toEqual(forest)
  })

  it('thin columns, sparse or dense', () => {
    const { sparse, dense } = thinExample()
    const forest = forestOf(sparse, {})
    expect(new Set(forest.nodeFeature).size).toBeGreaterThan(3)
    expect(forestOf(dense, {})).toEqual(forest)
    expect(forestOf(sparse, {}, twin)).toEqual(forest)
  })
})

describe('memory', () => {
  it('room for three histograms grows the same trees as room for all', () => {
    const data = example('regression', 6000, 6)
    const given = { leaves: 60, minRowsPerLeaf: 3 }
    expect(forestOf(data, given, { mostHistogramBytes: 0 })).toEqual(forestOf(data, given))
  })

  it('a fit beyond 4 GiB is refused before it starts, with the figure and the way out', () => {
    const wide = new Float64Array(100_000)
    const data = { ...example('regression', 10, 7), rowCount: 100_000, columns: Array.from({ length: 30_000 }, () => wide) }
    const started = performance.now()
    expect(() => forestOf(data, {})).toThrow(
      expect.objectContaining({
        code: 'MEMORY_EXHAUSTED',
        message: expect.stringMatching(/needs \d\.\d GiB/),
        hint: expect.stringContaining('fewer rows or columns'),
      }),
    )
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('a fit does not see what an earlier one left behind', () => {
    const data = example('multiclass', 5000, 8)
    const first = forestOf(data, {})
    forestOf(example('binary', 7000, 9), { rounds: 10 })
    expect(forestOf(data, {})).toEqual(first)
  })

  it('20 aborted fits leave at most 50 MB of resident memory above the start', () => {
    const random = createRandom(10)
    const columns = Array.from({ length: 20 }, () => column(200_000, () => random.next()))
    const data = dataOf('regression', columns, columns[3])
    const abort = (): void => {
      let calls = 0
      const checkpoint = (): void => {
        if (++calls === 600) throw new Error('stop')
      }
      expect(() => forestOf(data, { rounds: 1000 }, { checkpoint })).toThrow('stop')
    }
    abort()
    const before = process.memoryUsage().rss
    for (let k = 0; k < 20; k++) abort()
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(50)
  })

  it('calls the checkpoint at least every 50 ms', () => {
    const random = createRandom(11)
    const columns = Array.from({ length: 30 }, () => column(300_000, () => random.next()))
    const data = dataOf(
      'binary',
      columns,
      columns[0].map((value) => (value > 0.5 ? 1 : 0)),
    )
    // CPU time: what else the machine does is not the engine's fault. A gap now and then is the garbage collector's.
    let before = process.cpuUsage()
    const gaps: number[] = []
    const checkpoint = (): void => {
      const { user, system } = process.cpuUsage(before)
      gaps.push((user + system) / 1000)
      before = process.cpuUsage()
    }
    forestOf(data, { rounds: 5 }, { checkpoint })
    gaps.sort((a, b) => b - a)
    expect(gaps[2]).toBeLessThan(50)
  })
})
