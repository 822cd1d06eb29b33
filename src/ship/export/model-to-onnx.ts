// The whole model as one ONNX graph: typed columns in, predictions out.
import { MlwrightError } from '../../base/core/index.js'
import { createGraph } from '../../base/onnx/index.js'
import type { ElementType, GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import type { FittedPipeline } from '../../learn/features/index.js'
import type { FittedModel } from '../../learn/learners/index.js'
import { outputNamesOf } from '../bundle/index.js'

export interface ExportInput {
  readonly pipeline: FittedPipeline
  readonly model: FittedModel
  readonly signature: Signature
  /** Of mlwright, written into the file as the producer's. */
  readonly version?: string
}

/** As the ONNX interface has them. */
export const inputTypes: Readonly<Record<SignatureInput['kind'], ElementType>> = {
  number: 'double',
  boolean: 'double',
  category: 'string',
  text: 'string',
  datetime: 'int64',
}

/**
 * Writes pipeline and model into one graph: an input `[N]` for each input of the signature, under its own name, and the outputs `[N]`
 * `prediction` and `probability_<class>` (see `outputNamesOf` for names that a column has taken).
 * A text of the signature's missing markers counts as missing in the graph too. A graph with one input also takes it as `[N, 1]`, as
 * MLflow gives it. Throws NO_FEATURES when the signature has no inputs. The same input gives the same bytes.
 */
export function modelToOnnx(input: ExportInput): Uint8Array {
  const { pipeline, model, signature, version } = input
  if (signature.inputs.length === 0) {
    throw new MlwrightError('NO_FEATURES', 'A model without any input column cannot become a graph, which counts its rows by its inputs.')
  }
  const graph = createGraph(version === undefined ? {} : { producerVersion: version })
  const isOnly = signature.inputs.length === 1
  const inputs = new Map(signature.inputs.map((column) => [column.name, writeInput(graph, column, isOnly)]))
  const results = model.toOnnx(graph, pipeline.toOnnx(graph, inputs))
  if (signature.task === 'regression') writeValue(graph, signature, results)
  else writeClasses(graph, signature, results)
  return graph.toBytes()
}

function writeInput(graph: GraphBuilder, column: SignatureInput, isOnly: boolean): Value {
  const type = inputTypes[column.kind]
  const value = isOnly ? flatten(graph, graph.input(column.name, type)) : graph.input(column.name, type, ['N'])
  const markers = column.missing.filter((text) => text !== '')
  if (type !== 'string' || markers.length === 0) return value
  const codes = graph.add(
    'LabelEncoder',
    [value],
    { keys_strings: { strings: markers }, values_int64s: { ints: markers.map(() => 1) }, default_int64: { int: 0 } },
    'ai.onnx.ml',
  )
  const isMarker = graph.add('Equal', [codes, graph.constant({ type: 'int64', dims: [], data: [1] })])
  return graph.add('Where', [isMarker, graph.constant({ type: 'string', dims: [], data: [''] }), value])
}

function writeValue(graph: GraphBuilder, signature: Signature, results: Value): void {
  graph.output(flatten(graph, results), outputNamesOf(signature).prediction, 'double', ['N'])
}

function writeClasses(graph: GraphBuilder, signature: Signature, results: Value): void {
  const { prediction, probabilities } = outputNamesOf(signature)
  const { label, shares } = signature.task === 'binary' ? twoClasses(graph, signature, results) : manyClasses(graph, signature, results)
  graph.output(label, prediction, 'string', ['N'])
  shares.forEach((share, index) => graph.output(share, probabilities[index], 'double', ['N']))
}

interface Classes {
  readonly label: Value
  readonly shares: readonly Value[]
}

/** The one output is the share of class 1, which is said only when it is more than half. */
function twoClasses(graph: GraphBuilder, signature: Signature, results: Value): Classes {
  const [negative, positive] = signature.classes!.map((text) => graph.constant({ type: 'string', dims: [], data: [text] }))
  const share = flatten(graph, results)
  const isPositive = graph.add('Greater', [share, graph.constant({ type: 'double', dims: [], data: [0.5] })])
  const other = graph.add('Sub', [graph.constant({ type: 'double', dims: [], data: [1] }), share])
  return { label: graph.add('Where', [isPositive, positive, negative]), shares: [other, share] }
}

/** The greatest share wins, the first of equals. */
function manyClasses(graph: GraphBuilder, signature: Signature, results: Value): Classes {
  const classes = signature.classes!
  const labels = graph.constant({ type: 'string', dims: [classes.length], data: classes })
  const best = graph.add('ArgMax', [results], { axis: { int: 1 }, keepdims: { int: 0 }, select_last_index: { int: 0 } })
  const shares = classes.map((_, index) =>
    graph.add('Gather', [results, graph.constant({ type: 'int64', dims: [], data: [index] })], { axis: { int: 1 } }),
  )
  return { label: graph.add('Gather', [labels, best]), shares }
}

function flatten(graph: GraphBuilder, value: Value): Value {
  return graph.add('Reshape', [value, graph.constant({ type: 'int64', dims: [1], data: [-1] })])
}
