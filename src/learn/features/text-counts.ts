// Text for trees: how often the most widespread terms stand in it, and how many words it has.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, TextColumn } from '../../data/table/index.js'
import { booleanField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { featuresOf } from './sparse.js'
import { termsOf } from './terms.js'
import { tokenizeText } from './text-graph.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'
import { countTerms, pickTerms } from './vocabulary.js'

export const textCountsType = 'text.counts'

const maxTerms = 300

interface Recipe {
  readonly column: string
  readonly terms: readonly string[]
  /** The number of words varies over the training rows. */
  readonly words: boolean
}

/** Picks the 300 terms that stand in the most training rows. A missing text has no words. */
export function fitTextCounts(column: TextColumn, training: TrainingRows): FittedTransformer {
  const { rows } = training
  const { lengths } = termsOf(column)
  let words = false
  for (let i = 1; i < rows.length && !words; i++) words = lengths[rows[i]] !== lengths[rows[0]]
  return build({ column: column.name, terms: pickTerms(column, training, maxTerms).terms, words })
}

export function loadTextCounts(fields: Fields): FittedTransformer {
  return build({ column: textField(fields, 'column'), terms: textsField(fields, 'terms'), words: booleanField(fields, 'words') })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, terms, words } = recipe
  return {
    type: textCountsType,
    kind: 'text',
    column: name,
    featureNames: [...(words ? [`${name}.words`] : []), ...terms.map((term) => `${name}:${term}`)],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const text = column as TextColumn
      const { lengths } = termsOf(text)
      const counted = countTerms(text, rows, terms)
      return [
        ...(words ? [{ layout: 'dense', values: Float64Array.from(rows, (row) => lengths[row]) } as const] : []),
        ...featuresOf(counted.starts, counted.terms, counted.counts, terms.length),
      ]
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const text = tokenizeText(graph, input)
      return [
        ...(words ? [{ form: 'block', values: text.lengths(), width: 1 } as const] : []),
        ...(terms.length > 0 ? [{ form: 'block', values: text.counts(terms), width: terms.length } as const] : []),
      ]
    },
  }
}
