// SHAP values of one and the same model, trained by LightGBM (100 rounds, 31 leaves): rows per second beside LightGBM's pred_contrib and shap.
//   node bench/gbdt/shap.mjs [--sets a,b] [--threads 1,2] [--runs 3] [--rows 10000] [--seconds 1]
// All sides in processes of their own, in turn; medians. shap has one thread, and is the peer at more threads too. Interventional: 1,000 rows against
// 100, beside shap alone. Fails where the values differ by more than 1e-9 of the greatest (1e-6 for shap, which computes some in single precision).
// About 10 minutes on two quiet cores.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { lastJson, measure, median, python, writeResult } from '../bench.mjs'
import { metaOf, prepareSet } from './sets.mjs'
import { printTable } from './table.mjs'

const usual = ['adult', 'diamonds', 'higgs_150k']
const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: usual.join(',') },
    threads: { type: 'string', default: '1,2' },
    runs: { type: 'string', default: '3' },
    rows: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '1' },
  },
})
const sets = values.sets.split(',')
const threadCounts = values.threads.split(',').map(Number)
const runs = Number(values.runs)
const scriptOf = (file) => fileURLToPath(new URL(file, import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'mlwright-shap-'))

/** Medians of all sides, taken in turn. `peers`: kind and the greatest difference that is borne. */
function compare(kind, peers, { folder, model, rows, threads }) {
  const found = { own: [], ...Object.fromEntries(Object.keys(peers).map((peer) => [peer, []])) }
  const run = (side, command) => {
    const out = join(work, `${side}.bin`)
    const rest = [folder, model, String(rows), String(threads), values.seconds, out]
    found[side].push({ ...lastJson(measure([...command, ...rest]).output), out })
  }
  for (let at = 0; at < runs; at++) {
    run('own', [process.execPath, scriptOf('shap-own.mjs'), kind])
    for (const peer of Object.keys(peers)) run(peer, [python, scriptOf('shap_peer.py'), peer])
  }
  const ours = readDoubles(found.own[0].out)
  for (const [peer, borne] of Object.entries(peers)) {
    const theirs = readDoubles(found[peer][0].out)
    const difference = differenceOf(ours, theirs)
    if (!(difference <= borne)) throw new Error(`${kind}: values differ from ${peer} by ${difference} of the greatest`)
  }
  const rate = (side) => median(found[side].map((one) => one.rowsPerSecond))
  return {
    rate,
    oneRowMicroseconds: median(found.own.map((one) => one.oneRowMicroseconds)),
    version: found[Object.keys(peers)[0]][0].version,
  }
}

function readDoubles(path) {
  const bytes = Uint8Array.from(readFileSync(path))
  return new Float64Array(bytes.buffer)
}

function differenceOf(ours, theirs) {
  if (ours.length !== theirs.length) return NaN
  let most = 0
  let greatest = 1
  for (const [at, value] of theirs.entries()) {
    most = Math.max(most, Math.abs(value - ours[at]))
    greatest = Math.max(greatest, Math.abs(value))
  }
  return most / greatest
}

const rows = []
const interventional = []
let version
try {
  for (const set of sets) {
    const folder = prepareSet(set)
    const model = join(work, `${set}.txt`)
    execFileSync(python, [scriptOf('predict_peer.py'), 'train', folder, model, '100'], { stdio: ['ignore', 'inherit', 'inherit'] })
    const { rows: all, columns } = metaOf(folder)
    const rowCount = Math.min(all, Number(values.rows))
    for (const threads of threadCounts) {
      const measured = compare('path', { lightgbm: 1e-9, shap: 1e-9 }, { folder, model, rows: rowCount, threads })
      version = measured.version
      const [mlwright, lightgbm, shap] = ['own', 'lightgbm', 'shap'].map(measured.rate)
      const ratio = mlwright / Math.max(lightgbm, shap)
      rows.push({ set, rows: rowCount, columns, threads, mlwright, lightgbm, shap, ratio, oneRowMicroseconds: measured.oneRowMicroseconds })
      console.error(`${set}, ${threads} threads: ${ratio.toFixed(1)} × the faster of LightGBM and shap`)
    }
    const against = compare('interventional', { interventional: 1e-6 }, { folder, model, rows: Math.min(rowCount, 1000), threads: 1 })
    const [mlwright, shap] = ['own', 'interventional'].map(against.rate)
    interventional.push({ set, rows: Math.min(rowCount, 1000), background: 100, mlwright, shap, ratio: mlwright / shap })
    console.error(`${set}, interventional: ${(mlwright / shap).toFixed(1)} × shap`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
const isWhole = sets.length >= usual.length && threadCounts.length >= 2 && runs >= 3
writeResult(isWhole ? 'gbdt-shap' : 'gbdt-shap-partial', {
  runs,
  version,
  medianRatio: median(rows.map((row) => row.ratio)),
  worstRatio: Math.min(...rows.map((row) => row.ratio)),
  rows,
  interventional,
})
printTable(
  ['set', 'rows × columns', 'threads', 'mlwright rows/s', 'LightGBM rows/s', 'shap rows/s', 'ratio'],
  rows.map((row) => [
    row.set,
    `${row.rows} × ${row.columns}`,
    row.threads,
    ...[row.mlwright, row.lightgbm, row.shap].map((rate) => rate.toFixed(0)),
    row.ratio.toFixed(1),
  ]),
)
printTable(
  ['set, interventional', 'rows', 'background', 'mlwright rows/s', 'shap rows/s', 'ratio'],
  interventional.map((row) => [row.set, row.rows, row.background, row.mlwright.toFixed(0), row.shap.toFixed(0), row.ratio.toFixed(1)]),
)
