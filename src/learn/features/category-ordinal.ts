// Categories as stored models have them: one code per level, in an order that was learned from the target. New models get codes without order.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { CategoryColumn, Column } from '../../data/table/index.js'
import { codeRows, writeCodes } from './category-coding.js'
import { booleanField, invalid, numberField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const categoryOrdinalType = 'category.ordinal'

interface Recipe {
  readonly column: string
  /** The level of code 0, 1, 2 … without the code of the rare ones. */
  readonly levels: readonly string[]
  /** The code that rare and unseen levels share; -1 where there are none: an unseen level is NaN then. */
  readonly rareCode: number
  /** False where the training rows are all alike: no feature. */
  readonly varies: boolean
}

export function loadCategoryOrdinal(fields: Fields): FittedTransformer {
  const levels = textsField(fields, 'levels')
  const rareCode = numberField(fields, 'rareCode')
  if (!Number.isInteger(rareCode) || rareCode < -1 || rareCode > levels.length) throw invalid('rareCode', 'a code of a level', rareCode)
  return build({ column: textField(fields, 'column'), levels, rareCode, varies: booleanField(fields, 'varies') })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, levels, rareCode, varies } = recipe
  const codes = new Map(levels.map((level, place) => [level, rareCode >= 0 && place >= rareCode ? place + 1 : place]))
  return {
    type: categoryOrdinalType,
    kind: 'category',
    column: name,
    featureNames: varies ? [name] : [],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      if (!varies) return []
      const values = codeRows(column as CategoryColumn, rows, codes, rareCode)
      return [{ layout: 'dense', values }]
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => writeCodes(graph, input, codes, rareCode),
  }
}
