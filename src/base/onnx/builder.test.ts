// Graphs that the builder writes are valid for Python's onnx.checker and mean what they say.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createGraph } from './builder.js'
import type { GraphBuilder } from './graph.js'

const python = process.env['MLWRIGHT_PYTHON']

interface Checked {
  readonly producer: string
  readonly opsets: Readonly<Record<string, number>>
  readonly initializers: number
  readonly nodes: readonly string[]
  readonly outputs: Readonly<Record<string, readonly (number | string | null)[]>>
}

function checkInPython(graph: GraphBuilder, feeds: object): Checked {
  const folder = mkdtempSync(join(tmpdir(), 'mlwright-onnx-'))
  try {
    writeFileSync(join(folder, 'model.onnx'), graph.toBytes())
    writeFileSync(join(folder, 'feeds.json'), JSON.stringify(feeds))
    const script = join('test', 'parity', 'check_graph.py')
    const printed = execFileSync(python!, [script, join(folder, 'model.onnx'), join(folder, 'feeds.json')], { encoding: 'utf8' })
    return JSON.parse(printed) as Checked
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('createGraph', () => {
  it('gives the same bytes for the same calls', () => {
    const build = (): Uint8Array => {
      const graph = createGraph()
      const x = graph.input('x', 'double', ['N'])
      const y = graph.add('Add', [x, graph.constant({ type: 'double', dims: [1], data: [2] })])
      graph.output(y, 'y', 'double', ['N'])
      return graph.toBytes()
    }
    expect(build()).toEqual(build())
  })

  it('stores equal constants once, and nothing that no output needs', () => {
    const graph = createGraph()
    const x = graph.input('x', 'double', ['N'])
    const one = graph.constant({ type: 'double', dims: [1], data: [1] })
    expect(graph.constant({ type: 'double', dims: [1], data: [1] })).toBe(one)
    expect(graph.constant({ type: 'float', dims: [1], data: [1] })).not.toBe(one)
    expect(graph.constant({ type: 'double', dims: [], data: [1] })).not.toBe(one)
    const before = graph.toBytes().length
    graph.output(graph.add('Add', [x, one]), 'y', 'double', ['N'])
    const used = graph.toBytes().length
    graph.add('Mul', [x, graph.constant({ type: 'double', dims: [1000], data: new Float64Array(1000) })])
    expect(graph.toBytes().length).toBe(used)
    expect(before).toBeLessThan(used)
  })

  it('refuses a tensor whose size is not its shape, a value of another graph, and a port name used twice', () => {
    const graph = createGraph()
    expect(() => graph.constant({ type: 'double', dims: [2], data: [1] })).toThrow('needs 2 elements, received 1')
    expect(() => graph.add('Neg', [createGraph().input('x', 'double', ['N'])])).toThrow('not of this graph')
    const x = graph.input('x', 'double', ['N'])
    graph.output(graph.add('Neg', [x]), 'x', 'double', ['N'])
    expect(() => graph.toBytes()).toThrow("received 'x' twice")
  })

  it.skipIf(python === undefined)('is valid and right in Python: every element type and attribute form', () => {
    const graph = createGraph({ producerVersion: '0.1.0' })
    const number = graph.input('a number', 'double', ['N'])
    const text = graph.input('v1', 'string', ['N'])
    const date = graph.input('日付', 'int64', ['N'])
    const sum = graph.add('Sum', [number, graph.constant({ type: 'double', dims: [], data: [0.1] })])
    const encoded = graph.add(
      'LabelEncoder',
      [text],
      { keys_strings: { strings: ['a', 'ü'] }, values_int64s: { ints: [-1, 2 ** 53] }, default_int64: { int: -7 } },
      'ai.onnx.ml',
    )
    const missing = graph.add('Equal', [date, graph.constant({ type: 'int64', dims: [], data: [-(2n ** 63n)] })])
    const codes = graph.add('Add', [encoded, graph.add('Cast', [missing], { to: { int: 7 } })])
    const [values, places] = graph.addMany('TopK', [number, graph.constant({ type: 'int64', dims: [1], data: [2] })], 2, {
      axis: { int: 0 },
    })
    const greetings = graph.constant({ type: 'string', dims: [2], data: ['no', 'ja é'] })
    const greeting = graph.add('Gather', [greetings, graph.add('Cast', [missing], { to: { int: 7 } })])
    graph.output(sum, 'sum', 'double', ['N'])
    graph.output(sum, 'sum again', 'double', ['N'])
    graph.output(codes, 'codes', 'int64', ['N'])
    graph.output(values, 'top', 'double', [2])
    graph.output(places, 'top places', 'int64', [2])
    graph.output(greeting, 'greeting', 'string', ['N'])
    graph.output(greetings, 'greetings', 'string', [2])
    const checked = checkInPython(graph, {
      'a number': { type: 'double', data: [1, null, -1e300] },
      v1: { type: 'string', data: ['ü', 'a', ''] },
      日付: { type: 'int64', data: [0, 5, 7] },
    })
    expect(checked.producer).toBe('mlwright')
    expect(checked.opsets).toEqual({ '': 21, 'ai.onnx.ml': 5 })
    expect(checked.outputs).toEqual({
      sum: [1.1, null, -1e300 + 0.1],
      'sum again': [1.1, null, -1e300 + 0.1],
      codes: [2 ** 53, -1, -7],
      top: expect.anything(),
      'top places': expect.anything(),
      greeting: ['no', 'no', 'no'],
      greetings: ['no', 'ja é'],
    })
  })
})
