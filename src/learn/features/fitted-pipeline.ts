// Fits, loads and applies pipelines: one transformer per column, side by side.
import { MlwrightError, type Json } from '../../base/core/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { allRows, columnOf, type Column, type Table } from '../../data/table/index.js'
import { fieldsOf, invalid, listField, textField } from './fields.js'
import { writeParts } from './graph-parts.js'
import { int64s } from './graph-steps.js'
import type { Encoding, FittedPipeline } from './pipeline.js'
import { fitTransformer, loadTransformer } from './registry.js'
import { screenColumns } from './screen.js'
import { trainingRowsOf } from './training-rows.js'
import type { FeatureTarget, FittedTransformer } from './transformer.js'
import type { Feature, FeatureInfo, View } from '../view/index.js'

/**
 * Fits the features of some rows, of very many columns only the telling ones (see `screenColumns`): what is learned (means, levels, vocabularies) depends on nothing but those rows.
 * `rows`: the training rows of `table`. `columns`: the feature columns of the schema. `target`: one value per row of the table, read on the
 * training rows alone, and how much each row counts: one of weight 0 teaches nothing. `checkpoint`: called between columns, throws to stop.
 * Returns an immutable pipeline. Throws COLUMN_NOT_FOUND when the table lacks a column. O(rows × columns), text apart.
 */
export function fitPipeline(
  table: Table,
  rows: Int32Array,
  columns: readonly ColumnSchema[],
  encoding: Encoding,
  target: FeatureTarget,
  checkpoint?: () => void,
): FittedPipeline {
  if (encoding === 'none') return build(encoding, [])
  const find = columnFinder(table)
  const training = trainingRowsOf(rows, target.weights)
  const screened = screenColumns(
    columns.map((schema) => find(schema.name)),
    training,
    target,
  )
  const transformers = screened.map((column) => {
    checkpoint?.()
    return fitTransformer(column, training, encoding)
  })
  return build(encoding, transformers)
}

const encodings: readonly string[] = ['standardized', 'ordinal', 'none'] satisfies Encoding[]

/** The pipeline that `toJSON` stored. Throws BUNDLE_INVALID, naming the field, when the data is not what a pipeline stores. */
export function loadPipeline(json: Json): FittedPipeline {
  const fields = fieldsOf(json, 'features')
  const encoding = textField(fields, 'encoding')
  if (!encodings.includes(encoding)) throw invalid('encoding', `one of ${encodings.join(', ')}`, encoding)
  const transformers = listField(fields, 'transformers').map((entry) => loadTransformer(fieldsOf(entry, 'transformers')))
  return build(encoding as Encoding, transformers)
}

function build(encoding: Encoding, transformers: readonly FittedTransformer[]): FittedPipeline {
  const features = nameFeatures(transformers)
  return {
    encoding,
    columns: transformers.map((transformer) => transformer.column),
    features,
    transform: (table: Table, rows: Int32Array = allRows(table.rowCount)): View => {
      const find = columnFinder(table)
      const made: Feature[] = []
      for (const transformer of transformers) {
        const column = find(transformer.column)
        requireKind(column, transformer)
        for (const data of transformer.transform(column, rows)) made.push({ ...features[made.length], ...data })
      }
      return { rowCount: rows.length, features: made }
    },
    toJSON: (): Json => ({
      encoding,
      transformers: transformers.map((transformer) => ({ type: transformer.type, ...transformer.toJSON() })),
    }),
    toOnnx: (graph: GraphBuilder, inputs: ReadonlyMap<string, Value>): Value => writeGraph(graph, inputs, transformers),
  }
}

/** Names are unique in the view: one that is taken gets a number. */
function nameFeatures(transformers: readonly FittedTransformer[]): FeatureInfo[] {
  const taken = new Set<string>()
  return transformers.flatMap(({ column, featureNames }) =>
    featureNames.map((wanted) => {
      let name = wanted
      for (let copy = 2; taken.has(name); copy++) name = `${wanted} (${copy})`
      taken.add(name)
      return { name, column }
    }),
  )
}

function columnFinder(table: Table): (name: string) => Column {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  // columnOf explains what is missing.
  return (name) => byName.get(name) ?? columnOf(table, name)
}

function requireKind(column: Column, expected: FittedTransformer): void {
  if (column.kind === expected.kind) return
  throw new MlwrightError(
    'CELL_INVALID',
    `Column '${column.name}' holds ${column.kind} values; the model expects ${expected.kind} values.`,
    {
      hint: `Give '${column.name}' as ${expected.kind}.`,
      details: { column: column.name, expected: expected.kind, received: column.kind },
    },
  )
}

function writeGraph(graph: GraphBuilder, inputs: ReadonlyMap<string, Value>, transformers: readonly FittedTransformer[]): Value {
  const parts = transformers
    .filter((transformer) => transformer.featureNames.length > 0)
    .flatMap((transformer) => transformer.toOnnx(graph, inputOf(inputs, transformer.column)))
  if (parts.length > 0) return writeParts(graph, parts)
  // Without features any input tells how many rows there are.
  const [anyInput] = inputs.values()
  if (anyInput === undefined) throw new MlwrightError('INTERNAL', 'A graph without inputs cannot tell how many rows it is given.')
  const dims = graph.add('Concat', [graph.add('Shape', [anyInput]), int64s(graph, [0])], { axis: { int: 0 } })
  return graph.add('ConstantOfShape', [dims], { value: { tensor: { type: 'double', dims: [1], data: [0] } } })
}

function inputOf(inputs: ReadonlyMap<string, Value>, column: string): Value {
  const input = inputs.get(column)
  if (input === undefined) throw new MlwrightError('INTERNAL', `The graph has no input for column '${column}'.`)
  return input
}
