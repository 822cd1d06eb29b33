// A source that can be read more than once.
import { holdStandardInput } from './open.js'
import type { Source } from './reading.js'
import { readStream } from './rows-table.js'

/** Streams are collected and standard input is kept; all else is as it was. */
export async function reusable(source: Source<object>): Promise<Source<object>> {
  if (source === '-') holdStandardInput()
  if (typeof source === 'string' || source instanceof URL || Array.isArray(source)) return source
  // From JavaScript anything may come; reading says what is wrong with it.
  if (typeof source !== 'object' || source === null || !(Symbol.asyncIterator in source)) return source
  const rows: object[] = []
  await readStream(
    source,
    (row) => rows.push(row as object),
    () => rows.length,
  )
  return rows
}
