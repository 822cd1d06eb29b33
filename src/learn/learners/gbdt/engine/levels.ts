// Categorical columns: which of their levels have a bin of their own, and the bins of their rows.
import type { Pointer } from '../../../../base/kernels/index.js'
import { inParts } from './data.js'
import type { DenseColumn, Session } from './data.js'

/** The share of the rows whose levels get bins even beyond the bins allowed, as far as a byte goes: LightGBM's. */
const coveredShare = Math.fround(0.99)
const mostBinsOfByte = 256

/** Rows between two checkpoints. */
const partRows = 65_536

/** The levels that have bins. */
export interface LevelBins {
  /** The code of each bin. */
  readonly levels: Int32Array
  /** Whether some rows are missing or of other levels. */
  readonly hasMissing: boolean
  /** The share of the rows in the most frequent bin. */
  readonly commonShare: number
}

/**
 * The levels, the most frequent first, that have a bin: LightGBM's choice. The others, with fewer than `rowsPerBin` rows or beyond `maxBins`,
 * share the bin of missing rows, where unseen levels go too. Undefined where there is nothing to tell apart. O(rows + greatest code).
 */
export function findLevels(values: DenseColumn, maxBins: number, rowsPerBin: number, session: Session): LevelBins | undefined {
  const rowCount = values.length
  const counts = countLevels(values, session)
  const codes = Array.from(counts.keys()).filter((code) => counts[code] > 0)
  codes.sort((a, b) => counts[b] - counts[a] || a - b)
  const present = codes.reduce((sum, code) => sum + counts[code], 0)
  const toCover = Math.floor(Math.fround(present * coveredShare) + 0.5)
  const most = Math.min(codes.length + (present < rowCount ? 1 : 0), maxBins)
  let covered = 0
  let kept = 0
  while (kept < codes.length && kept < mostBinsOfByte - 1 && (covered < toCover || kept + 1 < most)) {
    if (counts[codes[kept]] < rowsPerBin && kept > 1) break
    covered += counts[codes[kept++]]
  }
  const hasMissing = covered < rowCount
  if (kept + (hasMissing ? 1 : 0) < 2) return undefined
  const levels = Int32Array.from(codes.slice(0, kept))
  return { levels, hasMissing, commonShare: Math.max(counts[codes[0]], rowCount - covered) / rowCount }
}

/** Rows per code. */
function countLevels(values: DenseColumn, session: Session): Int32Array {
  let greatest = -1
  inParts(session, 0, values.length, partRows, (from, to) => {
    for (let row = from; row < to; row++) if (values[row] > greatest) greatest = values[row]
  })
  const counts = new Int32Array(Math.floor(greatest) + 1)
  inParts(session, 0, values.length, partRows, (from, to) => {
    // A cast cuts off the fraction, as prediction does.
    for (let row = from; row < to; row++) if (values[row] > -1) counts[Math.trunc(values[row])]++
  })
  return counts
}

/** Writes the bin of each row. */
export function binLevels(values: DenseColumn, levels: Int32Array, out: Pointer, session: Session): void {
  const bins = session.memory.uint8(out, values.length)
  const binOf = new Uint8Array(levels.reduce((most, code) => Math.max(most, code), 0) + 1).fill(levels.length)
  levels.forEach((code, bin) => (binOf[code] = bin))
  inParts(session, 0, values.length, partRows, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = values[row]
      bins[row] = value > -1 && value < binOf.length ? binOf[Math.trunc(value)] : levels.length
    }
  })
}
