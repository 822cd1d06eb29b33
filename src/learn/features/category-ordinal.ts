// Categories for trees: one code per level, in the order of what the levels say about the target.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { CategoryColumn, Column } from '../../data/table/index.js'
import { booleanField, invalid, numberField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { scoreGroups } from './level-order.js'
import { compareTexts, countLevels, frequentLevels, placeLevels, placesOf } from './levels.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FeatureTarget, FittedTransformer, JsonObject } from './transformer.js'

export const categoryOrdinalType = 'category.ordinal'

/** Levels with fewer training rows share one code. */
const limits = { minRows: 5, maxLevels: 2000 }
/** With fewer rows a level, on average, the target's order is mostly chance, and a tree that is stopped early on some of these rows would believe it. */
const rowsPerLevel = 30

interface Recipe {
  readonly column: string
  /** The level of code 0, 1, 2 … without the code of the rare ones. */
  readonly levels: readonly string[]
  /** The code that rare and unseen levels share; -1 where there are none: an unseen level is NaN then. */
  readonly rareCode: number
  /** False where the training rows are all alike: no feature. */
  readonly varies: boolean
}

/**
 * Learns the order of the levels from the target in the training rows (see `scoreGroups`), or from how frequent they are where
 * there are fewer than 30 rows a level.
 * Levels of fewer than 5 rows form one group with one code of its own, which unseen levels take too. Missing is NaN.
 */
export function fitCategoryOrdinal(column: CategoryColumn, training: TrainingRows, target: FeatureTarget): FittedTransformer {
  const { counts, missing } = countLevels(column, training)
  const { codes, hasOthers } = frequentLevels(column, counts, limits)
  const names = codes.map((code) => column.levels[code])
  const groupCount = names.length + (hasOthers ? 1 : 0)
  const groups = placeLevels(column, training.rows, placesOf(names), { missing: -1, other: names.length })
  const isTelling = training.total - missing >= rowsPerLevel * groupCount
  const scores = isTelling ? scoreGroups({ groups, groupCount, training, target }) : sizesOf(groups, groupCount, training)
  const order = Array.from({ length: groupCount }, (_, group) => group)
  order.sort((a, b) => scores[a] - scores[b] || compareTexts(names[a] ?? '', names[b] ?? ''))
  return build({
    column: column.name,
    levels: order.filter((group) => group < names.length).map((group) => names[group]),
    rareCode: hasOthers ? order.indexOf(names.length) : -1,
    varies: groupCount + (missing > 0 ? 1 : 0) > 1,
  })
}

function sizesOf(groups: Int32Array, groupCount: number, { weights }: TrainingRows): Float64Array {
  const sizes = new Float64Array(groupCount)
  for (let i = 0; i < groups.length; i++) if (groups[i] >= 0) sizes[groups[i]] += weights === undefined ? 1 : weights[i]
  return sizes
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
      const placed = placeLevels(column as CategoryColumn, rows, codes, { missing: -1, other: rareCode })
      const values = new Float64Array(rows.length)
      for (let i = 0; i < rows.length; i++) values[i] = placed[i] < 0 ? NaN : placed[i]
      return [{ layout: 'dense', values }]
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const known = [...codes, ['', NaN] as const]
      const coded = graph.add(
        'LabelEncoder',
        [input],
        {
          keys_tensor: { tensor: { type: 'string', dims: [known.length], data: known.map(([level]) => level) } },
          values_tensor: { tensor: { type: 'double', dims: [known.length], data: known.map(([, code]) => code) } },
          default_tensor: { tensor: { type: 'double', dims: [1], data: [rareCode < 0 ? NaN : rareCode] } },
        },
        'ai.onnx.ml',
      )
      return [{ form: 'plain', input: coded }]
    },
  }
}
