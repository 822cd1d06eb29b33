// `mlwright train` on adult.csv, start-up included, beside a plain Python script that does the same job; `--help` and `predict` besides.
// Interleaved after one warm-up of each, medians and their ratio. `node bench/adult/run.mjs [--runs 5]`
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cli, lastJson, measure, median, python, root, tablePath, writeResult } from '../bench.mjs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } })
const runs = Number(values.runs)
const source = tablePath('adult')
const folder = mkdtempSync(join(tmpdir(), 'mlwright-adult-'))

// As many held-out rows per fold as `train` looks at for the importance of columns (src/verbs/training/judge.ts).
const importanceRows = 1500

let trainings = 0
const train = () => {
  const out = join(folder, `run-${++trainings}`)
  const measured = measure([process.execPath, cli, 'train', source, '--target', 'income', '--out', out, '--json'])
  return { ...measured, out, result: lastJson(measured.output) }
}

// The first run says how many candidates of each sort there are to beat; the peer gets as many.
const warm = train()
const countOf = (learner) => warm.result.leaderboard.filter((trial) => trial.learner === learner).length
const candidates = { baseline: countOf('baseline'), linear: countOf('linear'), trees: countOf('gbdt') }
const peerCommand = [
  python,
  join(root, 'bench/adult/peer.py'),
  source,
  '--target',
  'income',
  '--linear',
  String(candidates.linear),
  '--trees',
  String(candidates.trees),
  '--importance-rows',
  String(importanceRows),
]
const peer = () => {
  const measured = measure(peerCommand)
  return { ...measured, result: lastJson(measured.output) }
}
const warmPeer = peer()
if (warmPeer.result.candidates !== warm.result.leaderboard.length) {
  throw new Error(
    `the peer tried ${warmPeer.result.candidates} candidates, mlwright ${warm.result.leaderboard.length}: give peer.py more settings`,
  )
}

const series = { mlwright: [], peer: [], help: [], node: [], predict: [] }
const predictions = join(folder, 'predictions.csv')
for (let run = 0; run < runs; run++) {
  const own = train()
  rmSync(own.out, { recursive: true })
  series.mlwright.push(own)
  series.peer.push(peer())
  series.help.push(measure([process.execPath, cli, '--help']))
  series.node.push(measure([process.execPath, '--eval', '']))
  series.predict.push(measure([process.execPath, cli, 'predict', warm.result.bundle, source, '--out', predictions]))
  console.error(`run ${run + 1}: mlwright ${own.wallSeconds} s, peer ${series.peer.at(-1).wallSeconds} s`)
}
const predictedRows = readFileSync(predictions, 'utf8').trimEnd().split('\n').length - 1
if (predictedRows !== 48_842) throw new Error(`predict wrote ${predictedRows} rows, expected 48842`)

const of = (name, field) => series[name].map((measured) => measured[field])
const summary = (name) => ({
  wallSeconds: { median: median(of(name, 'wallSeconds')), all: of(name, 'wallSeconds') },
  cpuSeconds: median(of(name, 'cpuSeconds')),
  peakMemoryBytes: Math.max(...of(name, 'peakMemoryBytes')),
})
const mlwright = summary('mlwright')
const peerSummary = summary('peer')
// A median of fewer is nothing to record.
writeResult(runs >= 3 ? 'adult' : 'adult-partial', {
  runs,
  candidates,
  train: {
    mlwright,
    peer: peerSummary,
    ratio: mlwright.wallSeconds.median / peerSummary.wallSeconds.median,
    peakMemoryMegabytes: mlwright.peakMemoryBytes / 1e6,
  },
  score: { mlwright: warm.result.metric, peer: warmPeer.result.metrics },
  help: {
    ...summary('help'),
    milliseconds: median(of('help', 'wallSeconds')) * 1000,
    nodeMilliseconds: median(of('node', 'wallSeconds')) * 1000,
  },
  predict: { ...summary('predict'), rows: predictedRows },
})
rmSync(folder, { recursive: true })
