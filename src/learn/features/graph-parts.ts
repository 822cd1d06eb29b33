// Puts the features of all columns into a graph together: a few wide steps instead of several for each column.
// ONNX Runtime takes seconds to prepare a graph of thousands of small nodes.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import { cast, double, int64s, sideBySide } from './graph-steps.js'

/** u = (sign x - low) / scale, then sign(u) ln(1 + |u|). */
export type SignedLog = {
  readonly sign: 1 | -1
  readonly low: number
  readonly scale: number
}

/** What a transformer adds to a graph: one feature, but for `block`. Inputs are `[N]`. */
export type GraphPart =
  /** A double as it is. */
  | { readonly form: 'plain'; readonly input: Value }
  /** A double with NaN filled, then the logarithm if there is one, then less `mean` over `deviation`. */
  | {
      readonly form: 'scaled'
      readonly input: Value
      readonly fill: number
      readonly log?: SignedLog
      readonly mean: number
      readonly deviation: number
    }
  /** 1 where a double is NaN, else 0. */
  | { readonly form: 'missing'; readonly input: Value }
  /** 1 where an int64 is `code`, else 0. */
  | { readonly form: 'code'; readonly input: Value; readonly code: number }
  /** `width` features in a double `[N, width]`. */
  | { readonly form: 'block'; readonly values: Value; readonly width: number }

type Part<F extends GraphPart['form']> = Extract<GraphPart, { form: F }>

/** The parts side by side in their order: a double `[N, features]`. At least one part. */
export function writeParts(graph: GraphBuilder, parts: readonly GraphPart[]): Value {
  const ofForm = <F extends GraphPart['form']>(form: F): Part<F>[] => parts.filter((part): part is Part<F> => part.form === form)
  const plain = ofForm('plain')
  const scaled = ofForm('scaled').filter((part) => part.log === undefined)
  const logs = ofForm('scaled').filter((part) => part.log !== undefined)
  const missing = ofForm('missing')
  const codes = ofForm('code')
  const blocks = ofForm('block')
  const numbers = picker(graph, [...plain, ...scaled, ...logs, ...missing])
  const written: Value[] = []
  if (plain.length > 0) written.push(numbers(plain))
  if (scaled.length > 0) written.push(scale(graph, numbers(scaled), scaled))
  if (logs.length > 0) written.push(scale(graph, numbers(logs), logs))
  if (missing.length > 0) written.push(cast(graph, graph.add('IsNaN', [numbers(missing)]), 'double'))
  if (codes.length > 0) written.push(compare(graph, picker(graph, codes)(codes), codes))
  written.push(...blocks.map((part) => part.values))
  return inOrder(graph, sideBySide(graph, written), [...plain, ...scaled, ...logs, ...missing, ...codes, ...blocks], parts)
}

/** Lays the distinct inputs of `parts` out as `[N, inputs]` once, and picks `[N, chosen]` from them. */
function picker(graph: GraphBuilder, parts: readonly { readonly input: Value }[]): (chosen: readonly { readonly input: Value }[]) => Value {
  const columns = new Map<Value, number>()
  for (const { input } of parts) if (!columns.has(input)) columns.set(input, columns.size)
  let together: Value | undefined
  return (chosen) => {
    together ??= columnsTogether(graph, [...columns.keys()])
    const picked = chosen.map(({ input }) => columns.get(input)!)
    const isWhole = picked.length === columns.size && picked.every((column, at) => column === at)
    return isWhole ? together : graph.add('Gather', [together, int64s(graph, picked)], { axis: { int: 1 } })
  }
}

/** Many `[N]` to `[N, inputs]`: end to end, cut, turned. */
function columnsTogether(graph: GraphBuilder, inputs: readonly Value[]): Value {
  if (inputs.length === 1) return graph.add('Unsqueeze', [inputs[0], int64s(graph, [1])])
  const flat = graph.add('Concat', inputs, { axis: { int: 0 } })
  return graph.add('Transpose', [graph.add('Reshape', [flat, int64s(graph, [inputs.length, -1])])], { perm: { ints: [1, 0] } })
}

function scale(graph: GraphBuilder, values: Value, parts: readonly Part<'scaled'>[]): Value {
  const row = (read: (part: Part<'scaled'>) => number): Value =>
    graph.constant({ type: 'double', dims: [1, parts.length], data: parts.map(read) })
  let at = graph.add('Where', [graph.add('IsNaN', [values]), row((part) => part.fill), values])
  if (parts[0].log !== undefined) {
    const signed = graph.add('Mul', [at, row((part) => part.log!.sign)])
    const distance = graph.add('Div', [graph.add('Sub', [signed, row((part) => part.log!.low)]), row((part) => part.log!.scale)])
    const log = graph.add('Log', [graph.add('Add', [graph.add('Abs', [distance]), double(graph, 1)])])
    at = graph.add('Mul', [graph.add('Sign', [distance]), log])
  }
  return graph.add('Div', [graph.add('Sub', [at, row((part) => part.mean)]), row((part) => part.deviation)])
}

/** Which rows hold which code. */
function compare(graph: GraphBuilder, values: Value, parts: readonly Part<'code'>[]): Value {
  const wanted = graph.constant({ type: 'int64', dims: [1, parts.length], data: parts.map((part) => BigInt(part.code)) })
  return cast(graph, graph.add('Equal', [values, wanted]), 'double')
}

/** From the order in which the parts were written to the one in which they are wanted. */
function inOrder(graph: GraphBuilder, values: Value, written: readonly GraphPart[], wanted: readonly GraphPart[]): Value {
  const starts = new Map<GraphPart, number>()
  let at = 0
  for (const part of written) {
    starts.set(part, at)
    at += widthOf(part)
  }
  const sources = wanted.flatMap((part) => Array.from({ length: widthOf(part) }, (_, k) => starts.get(part)! + k))
  if (sources.every((source, place) => source === place)) return values
  return graph.add('Gather', [values, int64s(graph, sources)], { axis: { int: 1 } })
}

function widthOf(part: GraphPart): number {
  return part.form === 'block' ? part.width : 1
}
