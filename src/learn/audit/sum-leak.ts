// A numeric answer that other columns make up exactly.

export interface SumLeak {
  /** Columns that count, with their multiples. */
  readonly parts: readonly { readonly name: string; readonly factor: number }[]
  readonly explained: number
}

/** What the columns may leave unexplained of the answer's variance, at most. */
const leastLeft = 1e-6
const mostColumns = 60
const mostRows = 4000

/**
 * The answer as a sum of multiples of columns, found by adding the column that explains most of what is left until nothing is; the columns are then weighed together.
 * Undefined where a rest is left. `columns`: no missing values in `rows`. O(columns² × rows).
 */
export function findSum(
  target: Float64Array,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
): SumLeak | undefined {
  const step = Math.max(1, Math.floor(target.length / mostRows))
  const rows = Int32Array.from({ length: Math.floor(target.length / step) }, (_, k) => k * step).filter((row) =>
    columns.every(({ values }) => !Number.isNaN(values[row])),
  )
  const usable = columns.slice(0, mostColumns)
  if (rows.length < 5 * usable.length + 20) return undefined
  const y = centred(Float64Array.from(rows, (row) => target[row]))
  const all = dot(y, y)
  if (!(all > 0)) return undefined
  let left = usable.map(({ name, values }) => ({
    name,
    rest: centred(Float64Array.from(rows, (row) => values[row])),
    made: new Map([[name, 1]]),
  }))
  const sizes = new Map(left.map(({ name, rest }) => [name, dot(rest, rest)]))
  const rest = y
  const made = new Map<string, number>()
  while (left.length > 0 && dot(rest, rest) > leastLeft * all) {
    const found = left
      .filter(({ name, rest: own }) => dot(own, own) > 1e-9 * sizes.get(name)!)
      .map((one) => ({ one, gain: dot(rest, one.rest) ** 2 / dot(one.rest, one.rest) }))
      .sort((a, b) => b.gain - a.gain)[0]
    if (found === undefined || found.gain <= 1e-9 * all) return undefined
    const { one } = found
    const square = dot(one.rest, one.rest)
    const factor = dot(rest, one.rest) / square
    subtract(rest, one.rest, factor)
    for (const [name, share] of one.made) made.set(name, (made.get(name) ?? 0) + factor * share)
    left = left.filter((other) => other !== one)
    for (const other of left) {
      const along = dot(other.rest, one.rest) / square
      subtract(other.rest, one.rest, along)
      for (const [name, share] of one.made) other.made.set(name, (other.made.get(name) ?? 0) - along * share)
    }
  }
  const unexplained = dot(rest, rest) / all
  if (unexplained > leastLeft) return undefined
  const parts = [...made]
    .map(([name, factor]) => ({ name, factor, weight: factor ** 2 * sizes.get(name)! }))
    .filter(({ weight }) => weight > 1e-6 * all)
    .sort((a, b) => b.weight - a.weight)
    .map(({ name, factor }) => ({ name, factor }))
  return parts.length === 0 ? undefined : { parts, explained: 1 - unexplained }
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  return values.map((value) => value - mean)
}

function subtract(from: Float64Array, what: Float64Array, factor: number): void {
  for (let k = 0; k < from.length; k++) from[k] -= factor * what[k]
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
