// For the tests of this room: schemas, views laid out flat, pipelines run as graphs.
import { createGraph, type Value } from '../../base/onnx/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { textAt, type Column, type Kind, type Table } from '../../data/table/index.js'
import type { Tensor } from 'onnxruntime-node'
import type { FittedPipeline } from './pipeline.js'
import type { View } from '../view/index.js'

export function schemaOf(name: string, kind: Kind): ColumnSchema {
  return { name, kind, role: 'feature', why: '', missing: [], missingCount: 0, distinctCount: 0 }
}

export function schemasOf(table: Table): ColumnSchema[] {
  return table.columns.map((column) => schemaOf(column.name, column.kind))
}

/** Rows × features, row by row. */
export function flatten(view: View): Float64Array {
  const width = view.features.length
  const flat = new Float64Array(view.rowCount * width)
  view.features.forEach((feature, f) => {
    if (feature.layout === 'dense') feature.values.forEach((value, row) => (flat[row * width + f] = value))
    else feature.rows.forEach((row, k) => (flat[row * width + f] = feature.values[k]!))
  })
  return flat
}

const elementTypes = { number: 'double', boolean: 'double', category: 'string', text: 'string', datetime: 'int64' } as const

/** The pipeline as the bytes of a model with one output, `features`. */
function modelOf(pipeline: FittedPipeline, table: Table): Uint8Array {
  const graph = createGraph()
  const inputs = new Map<string, Value>()
  for (const { name, kind } of table.columns) {
    if (pipeline.columns.length === 0 || pipeline.columns.includes(name)) inputs.set(name, graph.input(name, elementTypes[kind], ['N']))
  }
  graph.output(pipeline.toOnnx(graph, inputs), 'features', 'double', ['N', pipeline.features.length])
  return graph.toBytes()
}

/** A column as the ONNX interface takes it. */
function tensorOf(runtime: Runtime, column: Column, rowCount: number): Tensor {
  switch (column.kind) {
    case 'number':
      return new runtime.Tensor('float64', Float64Array.from(column.values), [rowCount])
    case 'boolean': {
      const values = Float64Array.from(column.values, (value) => (value === -1 ? NaN : value))
      return new runtime.Tensor('float64', values, [rowCount])
    }
    case 'datetime': {
      const values = Array.from(column.values, (value) => (Number.isNaN(value) ? -(2n ** 63n) : BigInt(value)))
      return new runtime.Tensor('int64', BigInt64Array.from(values), [rowCount])
    }
    case 'category': {
      const levels = Array.from(column.codes, (code) => (code === -1 ? '' : (column.levels[code] ?? 'never seen')))
      return new runtime.Tensor('string', levels, [rowCount])
    }
    case 'text': {
      const cells = Array.from({ length: rowCount }, (_, row) => textAt(column, row))
      return new runtime.Tensor('string', cells, [rowCount])
    }
  }
}

type Runtime = typeof import('onnxruntime-node')

/** The pipeline's graph run on a whole table. */
export async function runGraph(
  runtime: Runtime,
  pipeline: FittedPipeline,
  table: Table,
): Promise<{ dims: readonly number[]; data: Float64Array }> {
  const session = await runtime.InferenceSession.create(modelOf(pipeline, table), { executionProviders: ['cpu'], logSeverityLevel: 3 })
  const feeds = Object.fromEntries(
    table.columns
      .filter((column) => session.inputNames.includes(column.name))
      .map((column) => [column.name, tensorOf(runtime, column, table.rowCount)]),
  )
  const { features } = await session.run(feeds)
  return { dims: features.dims, data: features.data as Float64Array }
}

/** The largest difference, relative to values beyond 1; infinite where one is NaN and the other is not. */
export function differenceOf(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) && Number.isNaN(b[i])) continue
    const difference = Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(a[i]))
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference)
  }
  return largest
}
