// Do aborted fits give their memory back? Twenty fits of 150,000 × 28, each aborted in its third round; resident memory before and after.
//   node bench/gbdt/aborts.mjs [--fits 20] [--threads 2]        (half a minute)
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { lastJson, writeResult } from '../bench.mjs'
import { objectiveOf, trainGbdt } from './engine.mjs'
import { metaOf, prepareSet, readPart } from './sets.mjs'
import { printTable } from './table.mjs'

const { values } = parseArgs({
  options: {
    fits: { type: 'string', default: '20' },
    threads: { type: 'string', default: '2' },
    measure: { type: 'boolean', default: false },
  },
})
if (values.measure) await measureAborts()
else main()

function main() {
  const script = fileURLToPath(import.meta.url)
  const args = ['--expose-gc', script, '--measure', '--fits', values.fits, '--threads', values.threads]
  prepareSet('higgs_150k')
  const found = lastJson(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
  writeResult(Number(values.fits) >= 20 ? 'gbdt-aborts' : 'gbdt-aborts-partial', found)
  printTable(
    ['after aborted fits', 'resident MB', 'above the start'],
    found.after.map((megabytes, at) => [at + 1, megabytes.toFixed(1), (megabytes - found.startMegabytes).toFixed(1)]),
  )
}

async function measureAborts() {
  const folder = prepareSet('higgs_150k')
  const data = readPart(folder, 'train')
  const parameters = { ...objectiveOf(metaOf(folder)), rounds: 1000 }
  const startMegabytes = await resident()
  const after = []
  for (let fit = 0; fit < Number(values.fits); fit++) {
    const controller = new AbortController()
    const onRound = ({ round }) => round >= 3 && controller.abort()
    const code = await trainGbdt(data, parameters, { threads: Number(values.threads), seed: fit, signal: controller.signal, onRound }).then(
      () => 'it finished',
      (error) => error.code,
    )
    if (code !== 'ABORTED') throw new Error(`an aborted fit ended with ${code}, expected ABORTED`)
    after.push(await resident())
  }
  console.log(JSON.stringify({ fits: after.length, startMegabytes, after, aboveStartMegabytes: after.at(-1) - startMegabytes }))
  process.exit(0)
}

/** Resident megabytes once what can be collected is collected and threads have had a moment to end. */
async function resident() {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return process.memoryUsage().rss / 1e6
}
