// Text for linear models: weighted terms of unit length, the number of words, and where it is missing.
import { mean as weightedMean } from '../../base/stats/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, TextColumn } from '../../data/table/index.js'
import { booleanField, invalid, listField, numberField, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { cast, double, int64s } from './graph-steps.js'
import { featuresOf, indicatorOf } from './sparse.js'
import { termsOf } from './terms.js'
import { tokenizeText } from './text-graph.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'
import { countTerms, pickTerms, type TermCounts } from './vocabulary.js'

export const textTfidfType = 'text.tfidf'

const maxTerms = 3000

interface Recipe {
  readonly column: string
  readonly terms: readonly string[]
  /** One weight per term: ln((1 + rows) / (1 + rows with the term)) + 1. */
  readonly weights: readonly number[]
  /** Of ln(1 + words). */
  readonly mean: number
  /** 0 where the number of words does not vary: it is left out then. */
  readonly deviation: number
  /** The training rows had missing texts. */
  readonly indicator: boolean
}

/**
 * Picks the 3000 terms (one or two words) that stand in the most training rows.
 * The value of a term that stands c > 0 times is (1 + ln c) × weight, and each row's values are scaled to Euclidean length 1
 * (Salton and Buckley 1988; the weight as scikit-learn smooths it).
 */
export function fitTextTfidf(column: TextColumn, training: TrainingRows): FittedTransformer {
  const { rows, total } = training
  const { terms, rowCounts } = pickTerms(column, training, maxTerms)
  const weights = Array.from(rowCounts, (count) => Math.log((1 + total) / (1 + count)) + 1)
  const { lengths } = termsOf(column)
  const missing = rows.reduce((count, row) => count + Number(isEmpty(column, row)), 0)
  const logLengths = Float64Array.from(rows, (row) => Math.log(lengths[row] + 1))
  const meanOf = (values: Float64Array): number => (values.length === 0 ? 0 : weightedMean(values, training.weights))
  const mean = meanOf(logLengths)
  const deviation = Math.sqrt(meanOf(logLengths.map((value) => (value - mean) ** 2)))
  return build({
    column: column.name,
    terms,
    weights,
    mean,
    deviation: deviation > 1e-9 ? deviation : 0,
    indicator: missing > 0 && missing < rows.length,
  })
}

export function loadTextTfidf(fields: Fields): FittedTransformer {
  const terms = textsField(fields, 'terms')
  const weights = listField(fields, 'weights')
  if (weights.length !== terms.length || !weights.every((weight) => typeof weight === 'number' && weight >= 1)) {
    throw invalid('weights', `${terms.length} numbers of at least 1`, weights)
  }
  const deviation = numberField(fields, 'deviation')
  if (deviation < 0) throw invalid('deviation', 'a number that is not negative', deviation)
  return build({
    column: textField(fields, 'column'),
    terms,
    weights: weights as readonly number[],
    mean: numberField(fields, 'mean'),
    deviation,
    indicator: booleanField(fields, 'indicator'),
  })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, terms, weights, mean, deviation, indicator } = recipe
  return {
    type: textTfidfType,
    kind: 'text',
    column: name,
    featureNames: [
      ...(deviation > 0 ? [`${name}.words`] : []),
      ...(indicator ? [`${name}=(missing)`] : []),
      ...terms.map((term) => `${name}:${term}`),
    ],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const text = column as TextColumn
      const features: FeatureData[] = []
      if (deviation > 0) {
        const { lengths } = termsOf(text)
        features.push({ layout: 'dense', values: Float64Array.from(rows, (row) => (Math.log(lengths[row] + 1) - mean) / deviation) })
      }
      if (indicator) features.push(indicatorOf(Uint8Array.from(rows, (row) => (isEmpty(text, row) ? 1 : 0))))
      const counted = countTerms(text, rows, terms)
      return features.concat(featuresOf(counted.starts, counted.terms, weigh(counted, weights), terms.length))
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const text = tokenizeText(graph, input)
      const parts: GraphPart[] = []
      if (deviation > 0) {
        const logLength = graph.add('Log', [graph.add('Add', [text.lengths(), double(graph, 1)])])
        const scaled = graph.add('Div', [graph.add('Sub', [logLength, double(graph, mean)]), double(graph, deviation)])
        parts.push({ form: 'block', values: scaled, width: 1 })
      }
      if (indicator) {
        const empty = graph.constant({ type: 'string', dims: [], data: [''] })
        const isMissing = cast(graph, graph.add('Equal', [input, empty]), 'int64')
        parts.push({ form: 'code', input: isMissing, code: 1 })
      }
      if (terms.length > 0) parts.push({ form: 'block', values: writeWeights(graph, text.counts(terms), weights), width: terms.length })
      return parts
    },
  }
}

/** The value of each entry. */
function weigh({ starts, terms, counts }: TermCounts, weights: readonly number[]): Float64Array {
  const values = new Float64Array(terms.length)
  for (let row = 0; row + 1 < starts.length; row++) {
    let squares = 0
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
      values[entry] = (Math.log(counts[entry]) + 1) * weights[terms[entry]]
      squares += values[entry] ** 2
    }
    const length = Math.sqrt(squares)
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) values[entry] /= length
  }
  return values
}

function writeWeights(graph: GraphBuilder, counts: Value, weights: readonly number[]): Value {
  const one = double(graph, 1)
  // min(c, 1) is 0 where the term is absent, and 1 + ln max(c, 1) is right everywhere else.
  const frequency = graph.add('Add', [graph.add('Log', [graph.add('Max', [counts, one])]), one])
  const scaled = graph.add('Mul', [
    graph.add('Mul', [frequency, graph.add('Min', [counts, one])]),
    graph.constant({ type: 'double', dims: [1, weights.length], data: weights }),
  ])
  const length = graph.add('Sqrt', [graph.add('ReduceSumSquare', [scaled, int64s(graph, [1])], { keepdims: { int: 1 } })])
  // A row without any term stays 0: its length is replaced by 1, which is less than no row's own (all weights are at least 1).
  return graph.add('Div', [scaled, graph.add('Max', [length, one])])
}

function isEmpty(column: TextColumn, row: number): boolean {
  return column.offsets[row] === column.offsets[row + 1]
}
