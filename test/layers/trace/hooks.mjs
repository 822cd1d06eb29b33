// Runs on the loader's thread: notes the address of each module before it is loaded.
import { appendFileSync } from 'node:fs'

export async function load(url, context, nextLoad) {
  appendFileSync(process.env.MLWRIGHT_TRACE, `${url}\n`)
  return nextLoad(url, context)
}
