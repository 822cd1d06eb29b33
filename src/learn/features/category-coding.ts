// Levels as numbers: what transformers that give each level a code have in common.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { CategoryColumn } from '../../data/table/index.js'
import type { GraphPart } from './graph-parts.js'
import { placeLevels } from './levels.js'

/** The code of each row; missing is NaN, and so are levels without a code where `otherCode` is −1. */
export function codeRows(column: CategoryColumn, rows: Int32Array, codes: ReadonlyMap<string, number>, otherCode: number): Float64Array {
  const placed = placeLevels(column, rows, codes, { missing: -1, other: otherCode })
  const values = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) values[i] = placed[i] < 0 ? NaN : placed[i]
  return values
}

/** The same in a graph. */
export function writeCodes(graph: GraphBuilder, input: Value, codes: ReadonlyMap<string, number>, otherCode: number): GraphPart[] {
  const known = [...codes, ['', NaN] as const]
  const coded = graph.add(
    'LabelEncoder',
    [input],
    {
      keys_tensor: { tensor: { type: 'string', dims: [known.length], data: known.map(([level]) => level) } },
      values_tensor: { tensor: { type: 'double', dims: [known.length], data: known.map(([, code]) => code) } },
      default_tensor: { tensor: { type: 'double', dims: [1], data: [otherCode < 0 ? NaN : otherCode] } },
    },
    'ai.onnx.ml',
  )
  return [{ form: 'plain', input: coded }]
}
