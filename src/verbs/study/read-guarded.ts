// Reads a table and looks after the persons in it: what training and profiling read.
import { createGuard, proxyFindings } from '../../data/privacy/index.js'
import type { PrivacyMode } from '../../data/privacy/index.js'
import { readTable } from '../../data/sources/index.js'
import type { Reading, ReadOptions, Source } from '../../data/sources/index.js'

/** `readTable` with personal data treated as `mode` says (default `drop`), and with findings about it, about sensitive attributes and their proxies. */
export async function readGuarded(source: Source<object>, options: ReadOptions, mode: PrivacyMode = 'drop'): Promise<Reading> {
  const reading = await readTable(source, { ...options, guard: createGuard(mode) })
  options.checkpoint?.()
  return { ...reading, findings: [...reading.findings, ...proxyFindings(reading.table, reading.schema, reading.findings)] }
}
