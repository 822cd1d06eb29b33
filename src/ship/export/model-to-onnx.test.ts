// The graph says what the model says: every learner, every task, every kind of column, in both runtimes.
import { describe, expect, it } from 'vitest'
import type { Task } from '../../base/core/index.js'
import { openSession } from '../../base/runtime/index.js'
import type { Runtime } from '../../base/runtime/index.js'
import { columnOf } from '../../data/table/index.js'
import type { FittedPipeline } from '../../learn/features/index.js'
import { learners } from '../../learn/learners/index.js'
import type { FittedModel, Learner } from '../../learn/learners/index.js'
import { outputNamesOf } from '../bundle/index.js'
import { exampleTable, rowCount, signatureOf, trainExample } from './example.test.data.js'
import type { Example } from './example.test.data.js'
import { modelToOnnx } from './model-to-onnx.js'
import { checkParity } from './parity.js'
import type { Parity } from './parity.js'
import { tableToTensors } from './table-to-tensors.js'

const exportOf = ({ trained, signature }: Example): Uint8Array =>
  modelToOnnx({ pipeline: trained.pipeline, model: trained.model, signature })

const parityOf = async (learner: Learner, task: Task, runtime: Runtime): Promise<Parity> => {
  const example = trainExample(learner, task)
  return checkParity({ ...example, bytes: exportOf(example), runtime })
}

describe('modelToOnnx, within 1e-9 of the model', () => {
  const cases = learners.flatMap((learner) => learner.tasks.map((task): [string, Task, Learner] => [learner.id, task, learner]))
  // The WASM build takes seconds to start on a busy machine: there each learner and each task once.
  const runs: readonly (readonly [Runtime, (typeof cases)[number]])[] = [
    ...cases.map((one) => ['onnxruntime-node', one] as const),
    ...cases.filter((_, index) => index % 4 === 0).map((one) => ['onnxruntime-web', one] as const),
  ]
  it.each(runs.map(([runtime, [id, task, learner]]) => ({ runtime, id, task, learner })))(
    'in $runtime: $id, $task',
    async ({ runtime, task, learner }) => {
      const parity = await parityOf(learner, task, runtime)
      expect(parity).toMatchObject({ runtime, labelsEqual: true })
      expect(parity.realRowCount).toBe(rowCount)
      expect(parity.madeRowCount).toBeGreaterThan(0)
      expect(parity.rowCount).toBe(parity.realRowCount + parity.madeRowCount)
      expect(parity.largestDifference).toBeLessThan(1e-9)
    },
  )
})

describe('modelToOnnx', () => {
  const linear = learners.find((learner) => learner.id === 'linear')!

  it('gives the same bytes for the same model', () => {
    expect(exportOf(trainExample(linear, 'binary'))).toEqual(exportOf(trainExample(linear, 'binary')))
  })

  it('keeps the names of columns and moves outputs out of their way', async () => {
    const example = trainExample(linear, 'binary')
    const session = await openSession(exportOf(example))
    expect(session.inputNames).toEqual(['prediction', 'when?', 'v1', 'probability_yes', ' a text\n'])
    expect(session.outputNames).toEqual(['prediction_', 'probability_no', 'probability_yes_'])
    await session.close()
  })

  it('counts a marker of the signature as missing, and takes a single input as [N] and as [N, 1]', async () => {
    const example = trainExample(linear, 'binary', ['probability_yes'])
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
    const pipeline = trainExample(linear, 'binary', ['prediction']).trained.pipeline
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
    const { trained, signature } = trainExample(linear, 'binary')
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
