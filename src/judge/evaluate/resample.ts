// The bootstrap of rows: the same draws again for the same number, whether they were kept or not.
import type { Random } from '../../base/core/index.js'
import { drawGroups, drawRows } from '../../base/stats/index.js'

export interface Resampler {
  /** Fills `into` with how often each row comes up in resample `b`. */
  draw(b: number, into: Float64Array): void
  /** How many equal units (rows, or groups) carry as much information as these with their weights (Kish 1965). */
  effectiveUnits(weights?: Float64Array): number
}

/** Draws are kept up to so many bytes, one per row: who asks again gets them sooner. */
const keptBytes = 32 * 2 ** 20

/** Draws rows, or whole groups where there are at least two. */
export function createResampler(random: Random, rowCount: number, groups?: Int32Array): Resampler {
  const codes = groups === undefined ? undefined : numberGroups(groups)
  const groupCount = codes?.reduce((most, code) => Math.max(most, code + 1), 0) ?? 0
  const grouped = codes !== undefined && groupCount > 1
  const scratch = new Float64Array(grouped ? groupCount : 0)
  const kept = new Map<number, Uint8Array>()
  const keep = (b: number, drawn: Float64Array): void => {
    const counts = new Uint8Array(rowCount)
    for (let row = 0; row < rowCount; row++) {
      if (drawn[row] > 255) return
      counts[row] = drawn[row]
    }
    kept.set(b, counts)
  }
  return {
    draw: (b, into) => {
      const known = kept.get(b)
      if (known !== undefined) {
        for (let row = 0; row < rowCount; row++) into[row] = known[row]
        return
      }
      const stream = random.fork(`resample ${b}`)
      if (grouped) drawGroups(stream, codes, scratch, into)
      else drawRows(stream, into)
      if ((kept.size + 1) * rowCount <= keptBytes) keep(b, into)
    },
    effectiveUnits: (weights) => {
      const sums = new Float64Array(grouped ? groupCount : rowCount)
      for (let row = 0; row < rowCount; row++) sums[grouped ? codes[row] : row] += weights === undefined ? 1 : weights[row]
      let total = 0
      let squares = 0
      for (const sum of sums) {
        total += sum
        squares += sum ** 2
      }
      return total ** 2 / squares
    },
  }
}

/** Codes from 0 in the order in which they come up. */
function numberGroups(groups: Int32Array): Int32Array {
  const codes = new Map<number, number>()
  return groups.map((group) => {
    const code = codes.get(group) ?? codes.size
    codes.set(group, code)
    return code
  })
}
