// Which byte parts the cells of a delimited text.
import { countFields } from './tokenise.js'

/** Rarest in ordinary text first: where several fit, that one is meant. */
const candidates = [9, 59, 124, 44]
/** No byte: every record is one cell. */
const noDelimiter = -1
const sampleBytes = 1 << 18
const wideSampleBytes = 1 << 22
const sampleRecords = 200

/**
 * The delimiter among tab, `;`, `|` and `,`: the one that cuts most of the first records into as many cells as the first record.
 * A text whose first record none of them cuts has one column, unless one cuts all records but the first alike: then that one, and the first is at fault.
 */
export function detectDelimiter(bytes: Uint8Array, start: number): number {
  const first = sampleOf(bytes, start, sampleBytes)
  const sample = first.indexOf(10) >= 0 || first.indexOf(13) >= 0 ? first : sampleOf(bytes, start, wideSampleBytes)
  const isComplete = start + sample.length >= bytes.length
  const newline = sample.includes(10) ? 10 : 13
  let best: number | undefined
  let bestShare = 0
  let belowTitle: number | undefined
  for (const delimiter of candidates) {
    const counts = countFields(sample, { delimiter, hasQuotes: true }, sampleRecords, newline, isComplete)
    if (counts.length > 2 && counts[0] === 1 && counts[1] > 1 && counts.every((count, i) => i === 0 || count === counts[1]))
      belowTitle ??= delimiter
    if (counts.length === 0 || counts[0] < 2) continue
    // One cell more in every row but the header: a delimiter ends each row, or the first column has no name.
    const isOneMore = counts.length > 1 && counts.every((count, i) => count === counts[0] + (i === 0 ? 0 : 1))
    const same = isOneMore ? 1 : counts.filter((count) => count === counts[0]).length / counts.length
    if (same > bestShare + 0.05) {
      best = delimiter
      bestShare = same
    }
  }
  return best ?? belowTitle ?? noDelimiter
}

function sampleOf(bytes: Uint8Array, start: number, length: number): Uint8Array {
  return bytes.subarray(start, Math.min(bytes.length, start + length))
}

/** For messages. */
export function delimiterName(delimiter: number): string {
  return delimiter === 9 ? 'tab' : `'${String.fromCharCode(delimiter)}'`
}
