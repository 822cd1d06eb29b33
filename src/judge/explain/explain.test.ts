import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Pool } from '../../base/workers/index.js'
import { gatherColumn } from '../../data/table/index.js'
import type { Column } from '../../data/table/index.js'
import { makeFolds } from '../../data/split/index.js'
import { assembleTrial, fitFold } from '../../learn/trials/index.js'
import type { Proposal, Study } from '../../learn/trials/index.js'
import { loadTrainedModel } from '../../learn/model/index.js'
import type { Json } from '../../base/core/index.js'
import { permutationImportance, permuteColumns } from './index.js'
import type { ImportanceJobs } from './index.js'
import { promisingColumns } from './promising-columns.js'

const rowCount = 200
const random = createRandom(4)
const strong = Float64Array.from({ length: rowCount }, () => random.normal())
const levels = ['a', 'b', 'c']
const codes = Int32Array.from({ length: rowCount }, () => random.integer(3))
const noise = Float64Array.from({ length: rowCount }, () => random.normal())
const target = strong.map((value, row) => 3 * value + codes[row] + 0.1 * random.normal())
const columns: Column[] = [
  { kind: 'number', name: 'strong', values: strong },
  { kind: 'category', name: 'level', codes, levels },
  { kind: 'number', name: 'noise', values: noise },
]
const { folds } = makeFolds({ task: 'regression', target, classCount: 0, random: createRandom(1) }, { folds: 5, repeats: 1 })
const schema = { role: 'feature', why: '', missing: [''], missingCount: 0, distinctCount: 3 } as const
const study: Study = {
  table: { rowCount, columns },
  columns: columns.map((column) => ({
    ...schema,
    name: column.name,
    kind: column.kind,
    ...(column.kind === 'category' ? { levels } : {}),
  })),
  task: 'regression',
  classCount: 0,
  target,
  folds,
  metric: 'rmse',
  seed: 3,
}
const go = (): void => undefined
const proposal: Proposal = {
  name: 'linear',
  learner: 'linear',
  parameters: { alpha: 1e-6, l1Ratio: 0, chooseAlpha: false, tolerance: 1e-8, maxIterations: 500 },
}
const trial = assembleTrial(
  study,
  proposal,
  folds.map((_, fold) => fitFold(study, proposal, fold, go)),
)

test('shuffling the features of a column is shuffling its cells', () => {
  const { columns: names, lost } = permuteColumns(study, { fold: 0, model: trial.foldModels[0], rowLimit: 1000 }, go)
  const trained = loadTrainedModel(JSON.parse(trial.foldModels[0]) as Json)
  const drawn = createRandom('3/permute/0')
  const rows = drawn.shuffle(Int32Array.from(folds[0].test))
  const held = columns.map((column) => gatherColumn(column, rows))
  const rmse = (of: Column[]): number => {
    const predicted = trained.predict({ rowCount: rows.length, columns: of })
    return Math.sqrt(predicted.reduce((sum, value, i) => sum + (value - target[rows[i]]) ** 2, 0) / rows.length)
  }
  for (const [index, name] of names.entries()) {
    const order = drawn.shuffle(Int32Array.from({ length: rows.length }, (_, i) => i))
    const changed = held.map((column) => (column.name === name ? gatherColumn(column, order) : column))
    expect(lost[index]).toBeCloseTo(rmse(changed) - rmse(held), 10)
  }
})

test('importance is greatest first, and covers nothing for a column that says nothing', async () => {
  const run = async (_: string, input: Parameters<typeof permuteColumns>[1]) => permuteColumns(study, input, go)
  const pool = { size: 1, run } as unknown as Pool<ImportanceJobs>
  const importance = await permutationImportance({ pool, study, trial, rowLimit: 1000 })
  expect(importance.map((one) => one.column)).toEqual(['strong', 'level', 'noise'])
  expect(importance[0].low).toBeGreaterThan(1)
  expect(importance[2].low).toBeLessThanOrEqual(0)
  expect(importance[2].high).toBeGreaterThanOrEqual(0)
})

test('of a wide table the columns that move with the predictions are shuffled', () => {
  const trained = loadTrainedModel(JSON.parse(trial.foldModels[0]) as Json)
  const view = trained.pipeline.transform(study.table)
  const predictions = trained.model.predict(view)
  expect(promisingColumns(view, ['strong', 'level', 'noise'], predictions, 2)).toEqual(['strong', 'level'])
  expect(promisingColumns(view, ['strong', 'level', 'noise'], predictions, 1)).toEqual(['strong'])
  expect(promisingColumns(view, ['strong', 'level', 'noise'], predictions, 9)).toEqual(['strong', 'level', 'noise'])
})
