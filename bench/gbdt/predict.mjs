// Prediction with one and the same model, trained by LightGBM: rows per second of large batches at equal threads, and one row at a time.
//   node bench/gbdt/predict.mjs [--sets a,b] [--threads 1,2] [--runs 5] [--seconds 3]
// Both sides in processes of their own, in turn; medians. One row runs through 500 trees of 31 leaves. About 8 minutes on two quiet cores.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { lastJson, measure, median, python, writeResult } from '../bench.mjs'
import { metaOf, prepareSet } from './sets.mjs'
import { printTable } from './table.mjs'

const usual = ['adult', 'diamonds', 'covertype', 'higgs_150k']
const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: usual.join(',') },
    threads: { type: 'string', default: '1,2' },
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
  },
})
const sets = values.sets.split(',')
const threadCounts = values.threads.split(',').map(Number)
const runs = Number(values.runs)
const peerScript = fileURLToPath(new URL('predict_peer.py', import.meta.url))
const ownScript = fileURLToPath(new URL('predict-own.mjs', import.meta.url))

function trained(folder, rounds) {
  const path = join(folder, `lightgbm-${rounds}.txt`)
  execFileSync(python, [peerScript, 'train', folder, path, String(rounds)], { stdio: ['ignore', 'inherit', 'inherit'] })
  return path
}

/** Medians over the runs of both sides, taken in turn. Throws where the two do not predict the same. */
function compare(folder, model, threads, seconds) {
  const found = { own: [], peer: [] }
  for (let run = 0; run < runs; run++) {
    found.own.push(lastJson(measure([process.execPath, ownScript, folder, model, String(threads), String(seconds)]).output))
    found.peer.push(lastJson(measure([python, peerScript, 'predict', folder, model, String(threads), String(seconds)]).output))
  }
  const [ours, theirs] = [found.own[0].sum, found.peer[0].sum]
  if (!(Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs))) throw new Error(`predictions add up to ${ours} and to LightGBM's ${theirs}`)
  const of = (side, field) => median(found[side].map((one) => one[field]))
  return { of, version: found.peer[0].version }
}

const rows = []
for (const set of sets) {
  const folder = prepareSet(set)
  const model = trained(folder, 100)
  for (const threads of threadCounts) {
    const { of } = compare(folder, model, threads, Number(values.seconds))
    const [mlwright, lightgbm] = [of('own', 'rowsPerSecond'), of('peer', 'rowsPerSecond')]
    const { rows: rowCount, columns } = metaOf(folder)
    rows.push({ set, rows: rowCount, columns, threads, mlwright, lightgbm, ratio: mlwright / lightgbm })
    console.error(`${set}, ${threads} threads: ${(mlwright / lightgbm).toFixed(3)} × LightGBM's rows per second`)
  }
}
const folder = prepareSet('adult')
const single = compare(folder, trained(folder, 500), 1, 0)
const oneRow = {
  trees: 500,
  leaves: 31,
  microseconds: single.of('own', 'oneRowMicroseconds'),
  lightgbmInPythonMicroseconds: single.of('peer', 'oneRowMicroseconds'),
}
const isWhole = sets.length >= usual.length && threadCounts.length >= 2 && runs >= 3
writeResult(isWhole ? 'gbdt-predict' : 'gbdt-predict-partial', {
  runs,
  lightgbm: single.version,
  medianRatio: median(rows.map((row) => row.ratio)),
  worstRatio: Math.min(...rows.map((row) => row.ratio)),
  oneRow,
  rows,
})
printTable(
  ['set', 'rows × columns', 'threads', 'mlwright rows/s', 'LightGBM rows/s', 'ratio'],
  rows.map((row) => [
    row.set,
    `${row.rows} × ${row.columns}`,
    row.threads,
    row.mlwright.toFixed(0),
    row.lightgbm.toFixed(0),
    row.ratio.toFixed(3),
  ]),
)
console.log(
  `one row through 500 trees of 31 leaves: ${oneRow.microseconds.toFixed(2)} µs (LightGBM from Python: ${oneRow.lightgbmInPythonMicroseconds.toFixed(0)} µs)`,
)
