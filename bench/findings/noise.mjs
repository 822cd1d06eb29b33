// Labels exchanged at random in real tables: who finds them, by the same out-of-fold probabilities? mlwright beside cleanlab.
//   node bench/findings/noise.mjs
// MLWRIGHT_DATA: the folder of tables; MLWRIGHT_CLEANLAB: a Python with bench/peers/requirements-noise.txt. Ten minutes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readTable } from '../../dist/data/sources/index.js'
import { sampleRows } from '../../dist/data/table/index.js'
import { findLabelNoise } from '../../dist/learn/audit/label-noise.js'
import { predictOutOfFold } from '../../dist/learn/audit/out-of-fold.js'
import { createRandom } from '../../dist/base/core/index.js'
import { mean, tablePath, writeResult } from '../bench.mjs'
import { halfOf, seeded } from './tables.mjs'

const rates = [0.05, 0.1, 0.2]
const mostRows = 4000
/** Hundreds of sparse columns, and 86 of levels: minutes each. */
const left = new Set(['cnae9', 'coil2000_caravan', 'optdigits'])
const python = process.env.MLWRIGHT_CLEANLAB
if (python === undefined) throw new Error('Set MLWRIGHT_CLEANLAB to a Python with bench/peers/requirements-noise.txt.')
const peer = fileURLToPath(new URL('noise_peer.py', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'mlwright-noise-'))
const index = readFileSync(join(process.env.MLWRIGHT_DATA, 'index.tsv'), 'utf8').trim().split('\n').slice(1)

const cases = []
let version
try {
  for (const [name, , , target] of index.map((line) => line.split('\t'))) {
    if (target === '' || left.has(name)) continue
    const reading = await readTable(tablePath(name), { target })
    if (reading.target.task === 'regression') continue
    for (const rate of [0, ...rates]) cases.push(judge(name, reading, rate))
    console.error(name)
  }
} finally {
  rmSync(folder, { recursive: true })
}

const noisy = cases.filter(({ rate }) => rate > 0)
const byRate = Object.fromEntries(
  rates.map((rate) => {
    const of = noisy.filter((one) => one.rate === rate)
    const f1 = (list) => mean(list.map((one) => one.f1))
    const peerF1 = (list) => mean(list.map((one) => one.peerF1))
    const halves = Object.fromEntries(['A', 'B'].map((half) => [half, of.filter((one) => one.half === half)]))
    return [
      `at${rate * 100}`,
      {
        tables: of.length,
        f1: f1(of),
        peerF1: peerF1(of),
        ratio: f1(of) / peerF1(of),
        ratioA: f1(halves.A) / peerF1(halves.A),
        ratioB: f1(halves.B) / peerF1(halves.B),
        asGoodOrBetter: of.filter((one) => one.f1 >= one.peerF1).length,
        told: of.filter((one) => one.isTold).length,
      },
    ]
  }),
)
const clean = cases.filter(({ rate }) => rate === 0)
writeResult('findings-noise', {
  peerVersion: version,
  ...byRate,
  clean: { tables: clean.length, told: clean.filter((one) => one.isTold).length },
  cases,
})

function judge(name, { table, schema, target }, rate) {
  const random = seeded(`${name}/${rate}`)
  const rows = sampleRows(table.rowCount, mostRows, createRandom(name))
  const classCount = target.classes.length
  const wrong = new Uint8Array(rows.length)
  const labels = Float64Array.from(rows, (row, k) => {
    if (random.next() >= rate) return target.values[row]
    wrong[k] = 1
    return (target.values[row] + 1 + random.below(classCount - 1)) % classCount
  })
  const columns = schema.columns.filter(({ role }) => role === 'feature')
  const audited = { table, task: target.task, classCount }
  const probabilities = predictOutOfFold(audited, { columns, rows, target: labels }, { seed: 1, folds: 5, rounds: 200 })
  const { suspects, isLikely } = findLabelNoise(labels, probabilities, classCount)
  const file = join(folder, 'case.json')
  writeFileSync(file, JSON.stringify({ classCount, labels: [...labels], probabilities: [...probabilities] }))
  const theirs = JSON.parse(execFileSync(python, [peer, file], { encoding: 'utf8' }))
  version = theirs.version
  const common = { name, half: halfOf(name), rate, rows: rows.length, isTold: isLikely }
  return rate === 0 ? common : { ...common, f1: f1Of(suspects, wrong), peerF1: f1Of(theirs.suspects, wrong) }
}

function f1Of(suspects, wrong) {
  const hits = suspects.reduce((sum, row) => sum + wrong[row], 0)
  return (2 * hits) / Math.max(1, suspects.length + wrong.reduce((sum, one) => sum + one, 0))
}
