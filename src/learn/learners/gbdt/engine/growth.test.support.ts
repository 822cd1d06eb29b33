// Data and fits for the tests of growth.
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import { findLeaf, leafOutput } from '../forest/forest.js'
import type { Forest } from '../forest/forest.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostContext, BoostData } from './data.js'

export type Given = Readonly<Record<string, Json>>

/** Six columns, one with missing values, one of few values, and a target of both tasks that depends on four of them. */
export function example(task: 'regression' | 'binary', rows: number, seed: number): BoostData & { readonly columns: Float64Array[] } {
  const random = createRandom(seed)
  const column = (make: () => number): Float64Array => Float64Array.from({ length: rows }, make)
  const columns = Array.from({ length: 6 }, () => column(() => Math.round(20 * random.normal())))
  columns[1] = columns[1].map((value) => (random.next() < 0.15 ? NaN : value))
  columns[2] = column(() => random.integer(5))
  const signal = columns[0].map(
    (value, row) => Math.sin(value / 9) + 0.04 * (columns[1][row] || 7) + (columns[2][row] > 2 ? value / 20 : 0) + 0.6 * random.normal(),
  )
  return {
    rowCount: rows,
    columns,
    labels: task === 'regression' ? signal : signal.map((value) => (value > 0.3 ? 1 : 0)),
    outputCount: 1,
    createObjective: (labelled, placement) =>
      createObjective(settingsForTask(resolveParameters(gbdtParameters, {}), task, task === 'binary' ? 2 : 0), labelled, placement),
  }
}

export function forestOf(data: BoostData, given: Given, more: Partial<BoostContext> = {}): Forest {
  const parameters = resolveParameters(gbdtParameters, { rounds: 10, earlyStopping: false, ...given })
  return boost(data, parameters, { random: createRandom(1), checkpoint: () => {}, ...more }).forest
}

export const scoreOf = (forest: Forest, valueOf: (feature: number) => number): number =>
  forest.roots.reduce((sum, _, tree) => sum + leafOutput(forest, findLeaf(forest, tree, valueOf), valueOf), forest.baseScores[0])

export function squaredError(forest: Forest, { columns, labels }: ReturnType<typeof example>): number {
  return labels.reduce((sum, label, row) => sum + (scoreOf(forest, (f) => columns[f][row]) - label) ** 2, 0) / labels.length
}
