// Categories for linear models: one indicator per frequent level, one for all others, one for missing.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { CategoryColumn, Column } from '../../data/table/index.js'
import { booleanField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { countLevels, frequentLevels, placeLevels, placesOf } from './levels.js'
import { indicatorsOf } from './sparse.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const categoryOneHotType = 'category.oneHot'

/** A level needs this share of the training rows, within these bounds, to have an indicator of its own. */
const rareShare = 0.0005
const rareRows = { least: 2, most: 20 }
const maxLevels = 300

interface Recipe {
  readonly column: string
  /** Those with an indicator, in the order of the features. */
  readonly levels: readonly string[]
  /** An indicator for every level that is not in `levels` nor the `reference`, unseen ones too. */
  readonly rare: boolean
  readonly missing: boolean
  /** The level without an indicator: of two levels one is enough. `''`: none. */
  readonly reference: string
}

/**
 * Learns which levels are frequent in the training rows.
 * Rare levels share the indicator `(rare)`, which unseen levels fall under too; without rare levels an unseen level is all zeros.
 * Where nothing but two levels occurs, only the less frequent one has an indicator.
 */
export function fitCategoryOneHot(column: CategoryColumn, training: TrainingRows): FittedTransformer {
  const { counts, missing } = countLevels(column, training)
  const minRows = Math.min(rareRows.most, Math.max(rareRows.least, training.total * rareShare))
  const { codes, hasOthers } = frequentLevels(column, counts, { minRows, maxLevels })
  const levels = codes.map((code) => column.levels[code])
  const groups = levels.length + (hasOthers ? 1 : 0) + (missing > 0 ? 1 : 0)
  if (groups <= 1) return build({ column: column.name, levels: [], rare: false, missing: false, reference: '' })
  const reference = groups === 2 && levels.length > 0 ? levels[0] : ''
  return build({
    column: column.name,
    levels: reference === '' ? levels : levels.slice(1),
    rare: hasOthers,
    missing: missing > 0,
    reference,
  })
}

export function loadCategoryOneHot(fields: Fields): FittedTransformer {
  return build({
    column: textField(fields, 'column'),
    levels: textsField(fields, 'levels'),
    rare: booleanField(fields, 'rare'),
    missing: booleanField(fields, 'missing'),
    reference: textField(fields, 'reference'),
  })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, levels, rare, missing, reference } = recipe
  const rareAt = rare ? levels.length : -1
  const missingAt = missing ? levels.length + (rare ? 1 : 0) : -1
  const featureNames = [
    ...levels.map((level) => `${name}=${level}`),
    ...(rare ? [`${name}=(rare)`] : []),
    ...(missing ? [`${name}=(missing)`] : []),
  ]
  const places = new Map(placesOf(levels))
  if (reference !== '') places.set(reference, -1)
  return {
    type: categoryOneHotType,
    kind: 'category',
    column: name,
    featureNames,
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      if (featureNames.length === 0) return []
      const placed = placeLevels(column as CategoryColumn, rows, places, { missing: missingAt, other: rareAt })
      return indicatorsOf(placed, featureNames.length)
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const known = [...places, ['', missingAt] as const]
      const placed = graph.add(
        'LabelEncoder',
        [input],
        {
          keys_strings: { strings: known.map(([level]) => level) },
          values_int64s: { ints: known.map(([, place]) => place) },
          default_int64: { int: rareAt },
        },
        'ai.onnx.ml',
      )
      return featureNames.map((_, code) => ({ form: 'code', input: placed, code }))
    },
  }
}
