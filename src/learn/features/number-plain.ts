// Numbers for trees: as they are, missing values left to the learner.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, NumberColumn } from '../../data/table/index.js'
import { booleanField, textField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const numberPlainType = 'number.plain'

/** Only finds out whether the training rows hold more than one value, missing counted as one. */
export function fitNumberPlain(column: NumberColumn, { rows }: TrainingRows): FittedTransformer {
  let varies = false
  for (let i = 1; i < rows.length && !varies; i++) varies = !Object.is(column.values[rows[i]] + 0, column.values[rows[0]] + 0)
  return build(column.name, varies)
}

export function loadNumberPlain(fields: Fields): FittedTransformer {
  return build(textField(fields, 'column'), booleanField(fields, 'varies'))
}

function build(name: string, varies: boolean): FittedTransformer {
  return {
    type: numberPlainType,
    kind: 'number',
    column: name,
    featureNames: varies ? [name] : [],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      if (!varies) return []
      const source = (column as NumberColumn).values
      const values = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) values[i] = source[rows[i]]!
      return [{ layout: 'dense', values }]
    },
    toJSON: (): JsonObject => ({ column: name, varies }),
    toOnnx: (_: GraphBuilder, input: Value): GraphPart[] => [{ form: 'plain', input }],
  }
}
