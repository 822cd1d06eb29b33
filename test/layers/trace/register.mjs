// Preloaded with --import: appends every module that the process loads, ESM and CommonJS, to the file in MLWRIGHT_TRACE.
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'

register('./hooks.mjs', import.meta.url)
const { cache } = createRequire(import.meta.url)
process.on('exit', () =>
  appendFileSync(
    process.env.MLWRIGHT_TRACE,
    Object.keys(cache)
      .map((path) => `${path}\n`)
      .join(''),
  ),
)
