// Categories for trees that divide levels into sets: one code per level, the most frequent first.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { CategoryColumn, Column } from '../../data/table/index.js'
import { codeRows, writeCodes } from './category-coding.js'
import { booleanField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { countLevels, frequentLevels, placesOf } from './levels.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const categoryCodesType = 'category.codes'

/** Levels with fewer training rows share one code. */
const limits = { minRows: 3, maxLevels: 20_000 }

interface Recipe {
  readonly column: string
  /** The level of code 0, 1, 2 … */
  readonly levels: readonly string[]
  /** Whether the code after them is that of all other levels, unseen ones too; else these are missing. */
  readonly rare: boolean
  /** False where the training rows are all alike: no feature. */
  readonly varies: boolean
}

/**
 * Learns which levels are frequent in the training rows; never looks at the target. Levels of fewer than 3 rows share one code, which unseen
 * levels take too; without such levels an unseen one is NaN, as missing is.
 */
export function fitCategoryCodes(column: CategoryColumn, training: TrainingRows): FittedTransformer {
  const { counts, missing } = countLevels(column, training)
  const { codes, hasOthers } = frequentLevels(column, counts, limits)
  return build({
    column: column.name,
    levels: codes.map((code) => column.levels[code]),
    rare: hasOthers,
    varies: codes.length + (hasOthers ? 1 : 0) + (missing > 0 ? 1 : 0) > 1,
  })
}

export function loadCategoryCodes(fields: Fields): FittedTransformer {
  return build({
    column: textField(fields, 'column'),
    levels: textsField(fields, 'levels'),
    rare: booleanField(fields, 'rare'),
    varies: booleanField(fields, 'varies'),
  })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, levels, rare, varies } = recipe
  const places = placesOf(levels)
  const otherCode = rare ? levels.length : -1
  return {
    type: categoryCodesType,
    kind: 'category',
    column: name,
    featureNames: varies ? [name] : [],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      if (!varies) return []
      const values = codeRows(column as CategoryColumn, rows, places, otherCode)
      return [{ layout: 'dense', values, levelCount: levels.length + (rare ? 1 : 0) }]
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => writeCodes(graph, input, places, otherCode),
  }
}
