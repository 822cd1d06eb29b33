// Sessions run models on their own thread, in both runtimes, and stop between calls.
import { describe, expect, it } from 'vitest'
import { sharedFloat64 } from '../store/index.js'
import { createGraph } from '../onnx/index.js'
import type { RunTensor, Runtime } from './messages.js'
import { openSession } from './session.js'

const rowCount = 1000

/** y = 2x + 1, `t` repeats `s`, `d` = day + 1; the number's column has the worst of names. */
function exampleModel(): Uint8Array {
  const graph = createGraph()
  const x = graph.input('__proto__', 'double', ['N'])
  const s = graph.input('s', 'string', ['N'])
  const day = graph.input('day', 'int64', ['N'])
  const doubled = graph.add('Mul', [x, graph.constant({ type: 'double', dims: [], data: [2] })])
  graph.output(graph.add('Add', [doubled, graph.constant({ type: 'double', dims: [], data: [1] })]), 'y', 'double', ['N'])
  graph.output(s, 't', 'string', ['N'])
  graph.output(graph.add('Add', [day, graph.constant({ type: 'int64', dims: [], data: [1] })]), 'd', 'int64', ['N'])
  return graph.toBytes()
}

function exampleInputs(): ReadonlyMap<string, RunTensor> {
  const values = sharedFloat64(rowCount)
  for (let i = 0; i < rowCount; i++) values[i] = i
  return new Map<string, RunTensor>([
    ['__proto__', { type: 'double', dims: [rowCount], data: values }],
    ['s', { type: 'string', dims: [rowCount], data: Array.from({ length: rowCount }, (_, i) => `é${i}`) }],
    ['day', { type: 'int64', dims: [rowCount], data: BigInt64Array.from({ length: rowCount }, (_, i) => BigInt(i)) }],
  ])
}

describe.each<Runtime>(['onnxruntime-node', 'onnxruntime-web'])('openSession with %s', (runtime) => {
  it('gives the same in one call and row by row, from shared memory', async () => {
    const session = await openSession(exampleModel(), { runtime })
    expect(session.runtime).toBe(runtime)
    expect(session.inputNames).toEqual(['__proto__', 's', 'day'])
    expect(session.outputNames).toEqual(['y', 't', 'd'])
    const whole = await session.run(exampleInputs())
    const parts = await session.run(exampleInputs(), { rowsPerCall: 7 })
    expect(parts).toEqual(whole)
    expect(whole.get('y')!.data).toEqual(Float64Array.from({ length: rowCount }, (_, i) => 2 * i + 1))
    expect(whole.get('t')!.data[999]).toBe('é999')
    expect(whole.get('d')!.data[999]).toBe(1000n)
    await session.close()
  })

  it('runs no rows', async () => {
    const session = await openSession(exampleModel(), { runtime })
    const empty = new Map(
      [...exampleInputs()].map(([name, tensor]): [string, RunTensor] => [name, { ...tensor, dims: [0], data: tensor.data.slice(0, 0) }]),
    )
    expect((await session.run(empty, { rowsPerCall: 100 })).get('y')!.dims).toEqual([0])
    await session.close()
  })

  it('stops between two calls, when aborted and when closed', async () => {
    const session = await openSession(exampleModel(), { runtime })
    const controller = new AbortController()
    const aborted = session.run(exampleInputs(), { rowsPerCall: 1, signal: controller.signal })
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
    const closed = session.run(exampleInputs(), { rowsPerCall: 1 }).catch((error: unknown) => error)
    await session.close()
    expect(await closed).toMatchObject({ code: 'ABORTED' })
    await expect(session.run(exampleInputs())).rejects.toThrow('The model is closed')
  })

  it('says what is wrong with inputs and models', async () => {
    const session = await openSession(exampleModel(), { runtime })
    await expect(session.run(new Map())).rejects.toMatchObject({ code: 'INTERNAL' })
    await session.close()
    await expect(openSession(new Uint8Array([1, 2, 3]), { runtime })).rejects.toMatchObject({ code: 'BUNDLE_INVALID' })
    await expect(openSession('no/such/model.onnx', { runtime })).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' })
  })
})
