// The graph says what the model says: every learner, every task, every kind of column, in both runtimes.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { openSession } from '../../base/onnx/index.js'
import type { Runtime } from '../../base/onnx/index.js'
import { sharedFloat64, sharedInt32, sharedInt8 } from '../../base/store/index.js'
import type { ColumnSchema, Signature } from '../../data/schema/index.js'
import { allRows, columnOf, textColumn } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'
import { fitPipeline } from '../../learn/features/index.js'
import type { FittedPipeline } from '../../learn/features/index.js'
import { learners } from '../../learn/learners/index.js'
import type { FittedModel, Learner } from '../../learn/learners/index.js'
import { composeModel } from '../../learn/model/index.js'
import type { TrainedModel } from '../../learn/model/index.js'
import { outputNamesOf } from '../bundle/index.js'
import { modelToOnnx } from './model-to-onnx.js'
import { checkParity } from './parity.js'
import { tableToTensors } from './table-to-tensors.js'

const rowCount = 240
const classesOf: Readonly<Record<Task, readonly string[]>> = { binary: ['no', 'yes'], multiclass: ['a "b"', 'ç,', 'dé'], regression: [] }

/** Every kind of column, each with missing cells, and names that are hard on graphs. */
function exampleTable(): { readonly table: Table; readonly schema: readonly ColumnSchema[]; readonly noise: Float64Array } {
  const random = createRandom(7)
  const number = sharedFloat64(rowCount)
  const date = sharedFloat64(rowCount)
  const flag = sharedInt8(rowCount)
  const level = sharedInt32(rowCount)
  const noise = new Float64Array(rowCount)
  const words = ['red', 'green', 'Blue', 'café', '日本', 'the']
  const texts: string[] = []
  const levels = ['', 'high', 'low', 'None', 'very low'].slice(1)
  for (let row = 0; row < rowCount; row++) {
    number[row] = random.next() < 0.1 ? Number.NaN : random.normal() * 100
    date[row] = random.next() < 0.1 ? Number.NaN : 1_600_000_000_000 + random.integer(1000) * 86_400_000 + random.integer(86_400_000)
    flag[row] = random.integer(3) - 1
    level[row] = random.integer(levels.length + 1) - 1
    texts.push(random.next() < 0.1 ? '' : Array.from({ length: 1 + random.integer(6) }, () => words[random.integer(words.length)]).join(' '))
    noise[row] = random.normal()
  }
  const table: Table = {
    rowCount,
    columns: [
      { kind: 'number', name: 'prediction', values: number },
      { kind: 'datetime', name: 'when?', values: date },
      { kind: 'boolean', name: 'v1', values: flag },
      { kind: 'category', name: 'probability_yes', codes: level, levels },
      textColumn(' a text\n', texts),
    ],
  }
  const schema = table.columns.map((column): ColumnSchema => ({
    kind: column.kind,
    name: column.name,
    role: 'feature',
    why: '',
    missing: ['', 'n/a'],
    missingCount: 20,
    distinctCount: 4,
    ...(column.kind === 'category' ? { levels: column.levels } : {}),
    ...(column.kind === 'boolean' ? { levels: ['f', 't'] } : {}),
  }))
  return { table, schema, noise }
}

function targetOf(task: Task, table: Table, noise: Float64Array): Float64Array {
  const number = columnOf(table, 'prediction')
  const level = columnOf(table, 'probability_yes')
  if (number.kind !== 'number' || level.kind !== 'category') throw new Error('the example has changed')
  return Float64Array.from(noise, (value, row) => {
    const signal = (Number.isNaN(number.values[row]!) ? 50 : number.values[row]!) / 50 + level.codes[row]! + value
    if (task === 'regression') return signal * 1000
    return task === 'binary' ? Number(signal > 1) : signal > 2 ? 2 : Number(signal > 0)
  })
}

function signatureOf(task: Task, schema: readonly ColumnSchema[]): Signature {
  const inputs = schema.map(({ name, kind, missing, levels }) => ({ name, kind, missing, required: true, ...(levels === undefined ? {} : { levels }) }))
  const classes = classesOf[task]
  return {
    format: 1,
    task,
    target: 'y',
    ...(classes.length === 0 ? {} : { classes }),
    inputs,
    outputs: [],
    targetFormat: { kind: task === 'regression' ? 'number' : 'category', missing: [''] },
  }
}

interface Example {
  readonly table: Table
  readonly signature: Signature
  readonly trained: TrainedModel
}

function train(learner: Learner, task: Task, columns?: readonly string[]): Example {
  const { table, schema, noise } = exampleTable()
  const used = schema.filter((column) => columns?.includes(column.name) ?? true)
  const values = targetOf(task, table, noise)
  const classCount = classesOf[task].length
  const pipeline = fitPipeline(table, allRows(rowCount), used, learner.encoding, { values, task, classCount })
  const parameters = Object.fromEntries(Object.entries(learner.parameters).map(([name, declared]) => [name, (declared as { default: unknown }).default]))
  const small = { ...parameters, ...('rounds' in parameters ? { rounds: 20, minRowsPerLeaf: 5 } : {}) }
  const data = { view: pipeline.transform(table), target: values, task, classCount }
  const model = learner.fit(data, small, { random: createRandom(1), checkpoint: () => undefined })
  return { table, signature: signatureOf(task, used), trained: composeModel(task, classCount, pipeline, model) }
}

const exportOf = ({ trained, signature }: Example): Uint8Array => modelToOnnx({ pipeline: trained.pipeline, model: trained.model, signature })

describe.each<Runtime>(['onnxruntime-node', 'onnxruntime-web'])('modelToOnnx in %s, within 1e-9 of the model', (runtime) => {
  const cases = learners.flatMap((learner) => learner.tasks.map((task): [string, Task, Learner] => [learner.id, task, learner]))
  it.each(cases)('%s, %s', async (_, task, learner) => {
    const example = train(learner, task)
    const parity = await checkParity({ ...example, bytes: exportOf(example), runtime })
    expect(parity.rowCount).toBeGreaterThan(rowCount)
    expect(parity.largestDifference).toBeLessThan(1e-9)
    expect(parity.labelsEqual).toBe(true)
    expect(parity.runtime).toBe(runtime)
  })
})

describe('modelToOnnx', () => {
  const linear = learners.find((learner) => learner.id === 'linear')!

  it('gives the same bytes for the same model', () => {
    expect(exportOf(train(linear, 'binary'))).toEqual(exportOf(train(linear, 'binary')))
  })

  it('keeps the names of columns and moves outputs out of their way', async () => {
    const example = train(linear, 'binary')
    const session = await openSession(exportOf(example))
    expect(session.inputNames).toEqual(['prediction', 'when?', 'v1', 'probability_yes', ' a text\n'])
    expect(session.outputNames).toEqual(['prediction_', 'probability_no', 'probability_yes_'])
    await session.close()
  })

  it('counts a marker of the signature as missing, and takes a single input as [N] and as [N, 1]', async () => {
    const example = train(linear, 'binary', ['probability_yes'])
    const session = await openSession(exportOf(example))
    const run = async (texts: readonly string[], dims: readonly number[]): Promise<unknown> =>
      (await session.run(new Map([['probability_yes', { type: 'string' as const, dims, data: texts }]]))).get('probability_no')
    const flat = await run(['', 'n/a', 'None', 'never seen'], [4])
    expect(flat).toMatchObject({ dims: [4] })
    expect(await run(['', 'n/a', 'None', 'never seen'], [4, 1])).toEqual(flat)
    const shares = [...(flat as { data: Float64Array }).data]
    expect(shares[1]).toBe(shares[0])
    expect(shares[2]).not.toBe(shares[0])
    expect(shares[3]).not.toBe(shares[0])
    await session.close()
  })

  it('says the first of equal classes, and the second of two only above one half', async () => {
    const pipeline = train(linear, 'binary', ['prediction']).trained.pipeline
    const columns: FittedPipeline['columns'] = ['prediction']
    const answers: Readonly<Record<'binary' | 'multiclass', readonly number[]>> = { binary: [0.5], multiclass: [0.2, 0.4, 0.4] }
    const said: Record<string, unknown> = {}
    for (const task of ['binary', 'multiclass'] as const) {
      const constant = constantModel(answers[task])
      const signature = signatureOf(task, exampleTable().schema.slice(0, 1))
      const session = await openSession(modelToOnnx({ pipeline: { ...pipeline, columns }, model: constant, signature }))
      const outputs = await session.run(tableToTensors(exampleTable().table, signature, 0, 2))
      said[task] = outputs.get(outputNamesOf(signature).prediction)!.data
      await session.close()
    }
    expect(said).toEqual({ binary: ['no', 'no'], multiclass: ['ç,', 'ç,'] })
  })

  it('refuses a signature without inputs', () => {
    const { trained, signature } = train(linear, 'binary')
    expect(() => modelToOnnx({ ...trained, signature: { ...signature, inputs: [] } })).toThrow('without any input column')
  })
})

/** Says the same numbers for every row. */
function constantModel(numbers: readonly number[]): FittedModel {
  return {
    learner: 'constant',
    predict: () => Float64Array.from(numbers),
    toJSON: () => null,
    toOnnx: (graph, features) => {
      const rows = graph.add('Shape', [features], { start: { int: 0 }, end: { int: 1 } })
      const one = graph.constant({ type: 'int64', dims: [1], data: [1] })
      const dims = graph.add('Concat', [rows, one], { axis: { int: 0 } })
      return graph.add('Expand', [graph.constant({ type: 'double', dims: [1, numbers.length], data: numbers }), dims])
    },
  }
}

describe('tableToTensors', () => {
  it('types cells as the ONNX interface says, the missing and the unseen too', () => {
    const { table, schema } = exampleTable()
    const level = columnOf(table, 'probability_yes')
    const flag = columnOf(table, 'v1')
    const date = columnOf(table, 'when?')
    if (level.kind !== 'category' || flag.kind !== 'boolean' || date.kind !== 'datetime') throw new Error('the example has changed')
    level.codes.set([-1, -2, 0])
    flag.values.set([-1, 0, 1])
    date.values.set([Number.NaN, -1, 5])
    const tensors = tableToTensors(table, signatureOf('binary', schema), 0, 3)
    expect(tensors.get('probability_yes')).toEqual({ type: 'string', dims: [3], data: ['', '(unseen)', 'high'] })
    expect(tensors.get('v1')!.data).toEqual(Float64Array.from([Number.NaN, 0, 1]))
    expect(tensors.get('when?')!.data).toEqual(BigInt64Array.from([-(2n ** 63n), -1n, 5n]))
    expect(tensors.get('prediction')!.dims).toEqual([3])
    expect(tableToTensors(table, signatureOf('binary', schema), 10).get(' a text\n')!.dims).toEqual([rowCount - 10])
  })
})
