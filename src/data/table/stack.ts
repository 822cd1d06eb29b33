// The rows of one column under those of another.
import type { CategoryColumn, Column } from './column.js'

/** The cells of both, for comparing rows: of the same kind, their levels in any order. Undefined where the kinds differ. */
export function stackColumns(upper: Column, lower: Column): Column | undefined {
  if (upper.kind === 'category' && lower.kind === 'category') return stackCategories(upper, lower)
  if (upper.kind === 'boolean' && lower.kind === 'boolean') return { ...upper, values: Int8Array.from([...upper.values, ...lower.values]) }
  if ((upper.kind === 'number' && lower.kind === 'number') || (upper.kind === 'datetime' && lower.kind === 'datetime')) {
    const values = new Float64Array(upper.values.length + lower.values.length)
    values.set(upper.values)
    values.set(lower.values, upper.values.length)
    return { ...upper, values }
  }
  if (upper.kind !== 'text' || lower.kind !== 'text') return undefined
  const end = upper.offsets[upper.offsets.length - 1]
  const start = lower.offsets[0]
  const bytes = new Uint8Array(end + lower.offsets[lower.offsets.length - 1] - start)
  bytes.set(upper.bytes.subarray(0, end))
  bytes.set(lower.bytes.subarray(start, lower.offsets[lower.offsets.length - 1]), end)
  const offsets = new Uint32Array(upper.offsets.length + lower.offsets.length - 1)
  offsets.set(upper.offsets)
  for (let i = 1; i < lower.offsets.length; i++) offsets[upper.offsets.length - 1 + i] = end + lower.offsets[i] - start
  return { ...upper, bytes, offsets }
}

function stackCategories(upper: CategoryColumn, lower: CategoryColumn): CategoryColumn {
  const known = new Map(upper.levels.map((level, code) => [level, code]))
  // A level that the upper one does not have is like none of its rows.
  const codeOf = lower.levels.map((level) => known.get(level) ?? -2)
  const codes = new Int32Array(upper.codes.length + lower.codes.length)
  codes.set(upper.codes)
  for (let i = 0; i < lower.codes.length; i++) {
    const code = lower.codes[i]
    codes[upper.codes.length + i] = code < 0 ? code : codeOf[code]
  }
  return { ...upper, codes }
}
