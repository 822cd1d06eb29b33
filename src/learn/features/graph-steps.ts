// Small steps that transformers write into a graph.
import type { ElementType, GraphBuilder, Value } from '../../base/onnx/index.js'

/** `[N]` to `[N, 1]`. */
export function asColumn(graph: GraphBuilder, input: Value): Value {
  return graph.add('Unsqueeze', [input, int64s(graph, [1])])
}

/** A double scalar. */
export function double(graph: GraphBuilder, value: number): Value {
  return graph.constant({ type: 'double', dims: [], data: [value] })
}

/** An int64 scalar. */
export function int64(graph: GraphBuilder, value: number | bigint): Value {
  return graph.constant({ type: 'int64', dims: [], data: [BigInt(value)] })
}

/** An int64 vector. */
export function int64s(graph: GraphBuilder, values: readonly number[]): Value {
  return graph.constant({ type: 'int64', dims: [values.length], data: values.map(BigInt) })
}

const elementTypes = { float: 1, int64: 7, bool: 9, double: 11 } as const satisfies Partial<Record<ElementType, number>>

export function cast(graph: GraphBuilder, value: Value, to: keyof typeof elementTypes): Value {
  return graph.add('Cast', [value], { to: { int: elementTypes[to] } })
}

/** Side by side: `[N, a]`, `[N, b]` … to `[N, a + b + …]`. */
export function sideBySide(graph: GraphBuilder, parts: readonly Value[]): Value {
  return parts.length === 1 ? parts[0] : graph.add('Concat', parts, { axis: { int: 1 } })
}
