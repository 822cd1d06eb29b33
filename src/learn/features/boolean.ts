// Booleans: 0 or 1; missing imputed with an indicator for linear models, left as NaN for trees.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { BooleanColumn, Column } from '../../data/table/index.js'
import { booleanField, textField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { indicatorOf } from './sparse.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const booleanImputedType = 'boolean.imputed'
export const booleanPlainType = 'boolean.plain'

interface Counts {
  readonly trues: number
  readonly falses: number
  readonly missing: number
}

function countBooleans(column: BooleanColumn, { rows, weights }: TrainingRows): Counts {
  let trues = 0
  let falses = 0
  let missing = 0
  for (let i = 0; i < rows.length; i++) {
    const value = column.values[rows[i]]
    const weight = weights === undefined ? 1 : weights[i]
    if (value === 1) trues += weight
    else if (value === 0) falses += weight
    else missing += weight
  }
  return { trues, falses, missing }
}

/** Missing becomes the more frequent of the two, with an indicator when the training rows had missing values. */
export function fitBooleanImputed(column: BooleanColumn, training: TrainingRows): FittedTransformer {
  const { trues, falses, missing } = countBooleans(column, training)
  const varies = trues > 0 && falses > 0
  const indicator = missing > 0 && trues + falses > 0
  return buildImputed({ column: column.name, varies, fill: trues > falses, indicator })
}

export function loadBooleanImputed(fields: Fields): FittedTransformer {
  return buildImputed({
    column: textField(fields, 'column'),
    varies: booleanField(fields, 'varies'),
    fill: booleanField(fields, 'fill'),
    indicator: booleanField(fields, 'indicator'),
  })
}

interface ImputedRecipe {
  readonly column: string
  readonly varies: boolean
  readonly fill: boolean
  readonly indicator: boolean
}

function buildImputed(recipe: ImputedRecipe): FittedTransformer {
  const { column: name, varies, fill, indicator } = recipe
  return {
    type: booleanImputedType,
    kind: 'boolean',
    column: name,
    featureNames: [...(varies ? [name] : []), ...(indicator ? [`${name}=(missing)`] : [])],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const { values } = column as BooleanColumn
      const isTrue = new Uint8Array(rows.length)
      const isMissing = new Uint8Array(rows.length)
      for (let i = 0; i < rows.length; i++) {
        const value = values[rows[i]]
        if (value === 1 || (value === -1 && fill)) isTrue[i] = 1
        if (value === -1) isMissing[i] = 1
      }
      return [...(varies ? [indicatorOf(isTrue)] : []), ...(indicator ? [indicatorOf(isMissing)] : [])]
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (_: GraphBuilder, input: Value): GraphPart[] => [
      ...(varies ? [{ form: 'scaled', input, fill: fill ? 1 : 0, mean: 0, deviation: 1 } as const] : []),
      ...(indicator ? [{ form: 'missing', input } as const] : []),
    ],
  }
}

/** 0, 1 or NaN; nothing when the training rows hold only one of the three. */
export function fitBooleanPlain(column: BooleanColumn, training: TrainingRows): FittedTransformer {
  const { trues, falses, missing } = countBooleans(column, training)
  return buildPlain(column.name, [trues, falses, missing].filter((count) => count > 0).length > 1)
}

export function loadBooleanPlain(fields: Fields): FittedTransformer {
  return buildPlain(textField(fields, 'column'), booleanField(fields, 'varies'))
}

function buildPlain(name: string, varies: boolean): FittedTransformer {
  return {
    type: booleanPlainType,
    kind: 'boolean',
    column: name,
    featureNames: varies ? [name] : [],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      if (!varies) return []
      const source = (column as BooleanColumn).values
      const values = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) values[i] = source[rows[i]] === -1 ? NaN : source[rows[i]]
      return [{ layout: 'dense', values }]
    },
    toJSON: (): JsonObject => ({ column: name, varies }),
    toOnnx: (_: GraphBuilder, input: Value): GraphPart[] => [{ form: 'plain', input }],
  }
}
