// Text in a graph: tokens, how many there are, how often the terms of a vocabulary stand in each row.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import { tokenExpression } from './characters.js'
import { cast, int64s } from './graph-steps.js'
import { tokenCount } from './vocabulary.js'

/** Fills rows up to the longest; no token holds it. */
const padding = '\u0001'

export interface TokenizedText {
  /** Double `[N, 1]`: tokens per row. */
  lengths(): Value
  /** Double `[N, terms]`. At least one term; single tokens before pairs. */
  counts(vocabulary: readonly string[]): Value
}

/**
 * Splits text `[N]` by `com.microsoft.Tokenizer`, a contrib operator of the ordinary CPU and web builds.
 * A row with one token is put below the others and taken off again at the end: without any token the operators have nothing to shape.
 */
export function tokenizeText(graph: GraphBuilder, input: Value): TokenizedText {
  const anchor = graph.constant({ type: 'string', dims: [1], data: ['a'] })
  const anchored = graph.add('Concat', [input, anchor], { axis: { int: 0 } })
  const tokens = graph.add(
    'Tokenizer',
    [anchored],
    { mark: { int: 0 }, mincharnum: { int: 1 }, pad_value: { string: padding }, tokenexp: { string: tokenExpression } },
    'com.microsoft',
  )
  const withoutAnchor = (value: Value): Value => graph.add('Slice', [value, int64s(graph, [0]), int64s(graph, [-1]), int64s(graph, [0])])
  return {
    lengths: () => {
      const isPadding = graph.add('Equal', [tokens, graph.constant({ type: 'string', dims: [], data: [padding] })])
      const ones = cast(graph, graph.add('Not', [isPadding]), 'double')
      return withoutAnchor(graph.add('ReduceSum', [ones, int64s(graph, [1])], { keepdims: { int: 1 } }))
    },
    counts: (vocabulary) => {
      const singles = vocabulary.filter((term) => tokenCount(term) === 1).length
      const hasPairs = singles < vocabulary.length
      const counted = graph.add('TfIdfVectorizer', [tokens], {
        mode: { string: 'TF' },
        min_gram_length: { int: singles > 0 ? 1 : 2 },
        max_gram_length: { int: hasPairs ? 2 : 1 },
        max_skip_count: { int: 0 },
        ngram_counts: { ints: hasPairs ? [0, singles] : [0] },
        ngram_indexes: { ints: vocabulary.map((_, index) => index) },
        pool_strings: { strings: vocabulary.flatMap((term) => term.split(' ')) },
      })
      return cast(graph, withoutAnchor(counted), 'double')
    },
  }
}
