// Categories from the table to boosted trees and back out as a graph, on real tables with missing and unseen levels.
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { createGraph } from '../../base/onnx/index.js'
import { openSession } from '../../base/runtime/index.js'
import type { RunTensor } from '../../base/runtime/index.js'
import { readTable } from '../../data/sources/index.js'
import type { Column, Table } from '../../data/table/index.js'
import { fitPipeline } from '../features/index.js'
import { learnerOf } from '../learners/index.js'
import { composeModel, loadTrainedModel } from './model.js'
import type { TrainedModel } from './model.js'

const gbdt = learnerOf('gbdt')

interface Trained {
  readonly model: TrainedModel
  /** Rows that it was not fitted on, some of their levels missing or new. */
  readonly table: Table
}

/** Every fifth cell of a category is missing, every seventh a level that nobody saw. */
function disturbed(column: Column): Column {
  if (column.kind !== 'category') return column
  const unseen = column.levels.length
  const codes = column.codes.map((code, row) => (row % 5 === 0 ? -1 : row % 7 === 0 ? unseen : code))
  return { ...column, codes, levels: [...column.levels, 'a level that nobody saw'] }
}

async function trainOn(file: string, target: string, task: Task, parameters: object): Promise<Trained> {
  const path = fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url))
  const reading = await readTable(path, { target, task, kinds: file.startsWith('mpg') ? { name: 'category', model_year: 'category' } : {} })
  const { values, classes } = reading.target!
  const classCount = classes.length
  const half = Int32Array.from({ length: reading.table.rowCount >> 1 }, (_, i) => 2 * i)
  const columns = reading.schema.columns.filter(({ role }) => role === 'feature')
  const pipeline = fitPipeline(reading.table, half, columns, gbdt.encoding, { values, task, classCount })
  const data = { view: pipeline.transform(reading.table, half), target: Float64Array.from(half, (row) => values[row]), task, classCount }
  const learned = gbdt.fit(data, resolveParameters(gbdt.parameters, parameters as Record<string, never>), {
    random: createRandom(0),
    checkpoint: () => {},
  })
  const table = { ...reading.table, columns: reading.table.columns.map(disturbed) }
  return { model: composeModel({ task, classCount, pipeline, learned }), table }
}

function tensorOf(column: Column): RunTensor {
  if (column.kind === 'category') {
    const data = Array.from(column.codes, (code) => (code < 0 ? '' : column.levels[code]))
    return { type: 'string', dims: [data.length], data }
  }
  const values = (column as Extract<Column, { kind: 'number' | 'boolean' }>).values
  const data = Float64Array.from(values, (value) => (column.kind === 'boolean' && value === -1 ? NaN : value))
  return { type: 'double', dims: [data.length], data }
}

const cases = [
  ['credit/credit_g.csv', 'class', 'binary', { rounds: 60, earlyStopping: false }],
  ['credit/credit_g.csv', 'class', 'binary', { rounds: 60, catStatistics: 'on' }],
  ['cars/car_evaluation.csv', 'class', 'multiclass', { rounds: 20, earlyStopping: false }],
  ['mpg/auto_mpg.csv', 'mpg', 'regression', { rounds: 40, minRowsPerLeaf: 3, minRowsPerGroup: 3, earlyStopping: false }],
  ['mpg/auto_mpg.csv', 'mpg', 'regression', { rounds: 40, growth: 'symmetric', minRowsPerLeaf: 3, earlyStopping: false }],
] as const

describe.each(cases)('%s, %s, %s, %j', (file, target, task, parameters) => {
  const trained = trainOn(file, target, task, parameters)

  it('the graph predicts what the model predicts within 1e-9, in both runtimes', { timeout: 120_000 }, async () => {
    const { model, table } = await trained
    const expected = model.predict(table)
    const graph = createGraph()
    const used = table.columns.filter(({ name }) => model.pipeline.columns.includes(name))
    const inputs = new Map(used.map((column) => [column.name, graph.input(column.name, tensorOf(column).type, ['N'])]))
    graph.output(model.learned.toOnnx(graph, model.pipeline.toOnnx(graph, inputs)), 'predictions', 'double', ['N', 'outputs'])
    for (const runtime of ['onnxruntime-node', 'onnxruntime-web'] as const) {
      const session = await openSession(graph.toBytes(), { runtime })
      try {
        const outputs = await session.run(new Map(used.map((column) => [column.name, tensorOf(column)])))
        const actual = outputs.get('predictions')!.data as Float64Array
        const scale = task === 'regression' ? 10 : 1
        const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at])), 0)
        expect(worst / scale).toBeLessThan(1e-9)
      } finally {
        await session.close()
      }
    }
  })

  it('stored and read again it predicts the same; levels matter', async () => {
    const { model, table } = await trained
    expect(model.pipeline.toJSON()).toMatchObject({
      transformers: expect.arrayContaining([expect.objectContaining({ type: 'category.codes' })]) as unknown[],
    })
    const again = loadTrainedModel(JSON.parse(JSON.stringify(model.toJSON())))
    expect(again.predict(table)).toEqual(model.predict(table))
    const { nodeKind } = model.learned.toJSON() as { nodeKind: number[] }
    expect(nodeKind.filter((kind) => kind === 2).length).toBeGreaterThan(3)
  })
})
