// A log of what a long benchmark has done, one line of JSON each, so that a stopped run goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where the logs and tables of a benchmark lie between runs; outside the repository. */
export const workFolder = (name) => join(tmpdir(), `mlwright-${name}`)

/**
 * The entries of a log by key. `keep(key, entry)` adds one, in memory and in the file.
 * `fresh`: begin anew. A line that a killed process left half written is passed over.
 */
export function openLog(path, { fresh = false } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  if (fresh) rmSync(path, { force: true })
  const entries = new Map()
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  for (const line of text.split('\n')) {
    try {
      const [key, entry] = JSON.parse(line)
      entries.set(key, entry)
    } catch {
      // An empty or a half written line.
    }
  }
  const keep = (key, entry) => {
    entries.set(key, entry)
    appendFileSync(path, `${JSON.stringify([key, entry])}\n`)
    return entry
  }
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n')
  return { has: (key) => entries.has(key), get: (key) => entries.get(key), keys: () => [...entries.keys()], keep }
}
