// How training time grows with rows, columns, bins, leaves and threads, beside LightGBM, and the chart of it in docs/images/gbdt-scaling.svg.
//   node bench/gbdt/scaling.mjs [--runs 3] [--only rows,columns] [--threads-most 2] [--chart] [--fresh]
// Around 100,000 × 28 rows of the Higgs table, 255 bins, 31 leaves, one thread; one of them changes at a time. `--chart`: draws the last result again.
// About 15 minutes on two quiet cores; goes on where it was stopped.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawSvg } from '../../dist/tell/charts/index.js'
import { median, readResult, root, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { engineVersion, fitOnce, lightgbm, own } from './contestants.mjs'
import { chartOf } from './scaling-chart.mjs'
import { prepareSet } from './sets.mjs'
import { printTable } from './table.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    'threads-most': { type: 'string', default: '2' },
    chart: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const middle = { rows: 100_000, columns: 28, bins: 255, leaves: 31, threads: 1 }
const threadCounts = [1, 2, 4, 8].filter((count) => count <= Number(values['threads-most']))
const steps = {
  rows: [10_000, 30_000, 100_000, 300_000, 1_000_000],
  columns: [7, 14, 28, 56, 112],
  bins: [15, 31, 63, 127, 255],
  leaves: [7, 15, 31, 63, 127, 255],
  threads: threadCounts,
}

if (!values.chart) measure()
await draw()

function measure() {
  const runs = Number(values.runs)
  const names = values.only?.split(',') ?? Object.keys(steps)
  const log = openLog(join(workFolder('gbdt'), `scaling-${engineVersion}.jsonl`), { fresh: values.fresh })
  const once = (contestant, setting, run) => {
    const { rows, columns, ...others } = setting
    const key = `${Object.values(setting).join('/')}/${contestant.name}/${run}`
    return log.get(key) ?? log.keep(key, fitOnce(contestant, { folder: prepareSet('higgs_150k', { rows, columns }), ...others }))
  }
  const rows = []
  for (const name of names) {
    for (const value of steps[name]) {
      const setting = { ...middle, [name]: value }
      const found = { own: [], peer: [] }
      for (let run = 0; run < runs; run++) {
        found.own.push(once(own, setting, run))
        found.peer.push(once(lightgbm, setting, run))
      }
      const seconds = (side) => median(found[side].map((one) => one.seconds))
      const peak = (side) => Math.max(...found[side].map((one) => one.peakMemoryBytes)) / 1e6
      rows.push({
        changed: name,
        value,
        ...setting,
        mlwright: { seconds: seconds('own'), peakMemoryMegabytes: peak('own') },
        lightgbm: { seconds: seconds('peer'), peakMemoryMegabytes: peak('peer') },
      })
      console.error(`${name} ${value}: ${seconds('own').toFixed(3)} s, LightGBM ${seconds('peer').toFixed(3)} s`)
    }
  }
  const isWhole = values.only === undefined && runs >= 3 && threadCounts.length >= 2
  writeResult(isWhole ? 'gbdt-scaling' : 'gbdt-scaling-partial', { runs, middle, rows })
  printTable(
    ['changed', 'to', 'mlwright s', 'LightGBM s', 'ratio', 'MB', 'LightGBM MB'],
    rows.map(({ changed, value, mlwright, lightgbm: peer }) => [
      changed,
      value,
      mlwright.seconds.toFixed(3),
      peer.seconds.toFixed(3),
      (mlwright.seconds / peer.seconds).toFixed(3),
      mlwright.peakMemoryMegabytes.toFixed(0),
      peer.peakMemoryMegabytes.toFixed(0),
    ]),
  )
}

/** The whole result if there is one, else what there is, beside the partial results. */
async function draw() {
  const whole = readResult('gbdt-scaling')
  const result = whole ?? readResult('gbdt-scaling-partial')
  if (result === undefined) throw new Error('bench/results/ has no gbdt-scaling.json yet: run without --chart')
  const folder = join(root, whole === undefined ? 'bench/results' : 'docs/images')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, whole === undefined ? 'gbdt-scaling-partial.svg' : 'gbdt-scaling.svg')
  writeFileSync(path, `${await drawSvg(chartOf(result.rows))}\n`)
  console.error(`wrote ${path}`)
}
