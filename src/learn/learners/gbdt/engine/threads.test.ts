// One model on any number of threads.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Task } from '../../../../base/core/index.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostData } from './data.js'

/** Enough rows that every step is shared out; thin columns and missing values among them. */
function example(task: Task, rowCount: number, thinCount: number): BoostData {
  const random = createRandom(3)
  const column = (make: (row: number) => number): Float64Array => Float64Array.from({ length: rowCount }, (_, row) => make(row))
  const first = column(() => random.normal())
  const columns = [
    first,
    column(() => random.integer(5)),
    column((row) => (random.next() < 0.1 ? NaN : first[row] ** 2 + random.normal())),
    ...Array.from({ length: 7 }, () => column(() => random.next())),
    ...Array.from({ length: thinCount }, () => column(() => (random.next() < 0.05 ? random.integer(4) : 0))),
  ]
  const signal = column((row) => Math.sin(2 * first[row]) + columns[1][row] * columns[3][row] + 0.3 * random.normal())
  const classCount = task === 'regression' ? 0 : task === 'binary' ? 2 : 3
  return {
    rowCount,
    columns,
    labels: task === 'regression' ? signal : signal.map((value) => [0.5, 1.5].slice(0, classCount - 1).filter((cut) => value > cut).length),
    outputCount: task === 'multiclass' ? classCount : 1,
    createObjective: (labelled, placement) => {
      return createObjective(settingsForTask(resolveParameters(gbdtParameters, {}), task, classCount), labelled, placement)
    },
  }
}

/** Codes of 5 and of up to 300 levels. */
function withCodes(columns: readonly Float64Array[], hash: (value: number) => number): Float64Array[] {
  return columns.map((values, c) => (c === 3 ? values.map(hash) : c === 4 ? values.map((value) => hash(value * 7.5)) : values))
}

function forestOf(data: BoostData, given: Readonly<Record<string, Json>>, threads: number, checkpoint = (): void => {}) {
  const parameters = resolveParameters(gbdtParameters, { rounds: 30, earlyStopping: false, ...given })
  return boost(data, parameters, { random: createRandom(0), checkpoint, threads, fewestShared: 0 }).forest
}

describe('2 and 4 threads give the model of one', () => {
  it.each([
    ['regression', 'regression', 40_000, 0, {}],
    ['binary, of few columns at a time', 'binary', 40_000, 0, { subsample: 0.7, colsampleByTree: 0.5, colsampleByNode: 0.8 }],
    ['multiclass, thin columns', 'multiclass', 20_000, 20, { rounds: 12 }],
    ['stopped early', 'binary', 30_000, 0, { earlyStopping: true, rounds: 40 }],
    ['grown level by level, with penalties', 'regression', 30_000, 0, { growth: 'depthwise', maxDepth: 5, l1: 1, l2: 3 }],
    ['symmetric', 'binary', 30_000, 0, { growth: 'symmetric', maxDepth: 4 }],
    ['DART', 'regression', 30_000, 0, { boosting: 'dart', rounds: 20 }],
    ['categories', 'binary', 30_000, 8, { maxCatToOnehot: 6 }],
  ] as const)('%s', (name, task, rowCount, thinCount, given) => {
    const made = example(task, rowCount, thinCount)
    const hash = (value: number): number => Math.floor(Math.abs(value) * 40)
    const data =
      name === 'categories' ? { ...made, columns: withCodes(made.columns as Float64Array[], hash), categorical: [1, 3, 4] } : made
    const forest = forestOf(data, given, 1)
    expect(forest.roots.length).toBeGreaterThan(0)
    for (const threads of [2, 4]) expect(forestOf(data, given, threads)).toEqual(forest)
  })
})

it('a stopped fit on two threads leaves the next one alone', () => {
  const data = example('binary', 40_000, 0)
  const forest = forestOf(data, {}, 1)
  let calls = 0
  const checkpoint = (): void => {
    if (++calls === 500) throw new Error('stop')
  }
  expect(() => forestOf(data, {}, 2, checkpoint)).toThrow('stop')
  expect(forestOf(data, {}, 2)).toEqual(forest)
})
