// `mlwright profile` beside ydata-profiling with its defaults, whole processes, page included: adult.csv, and the 1,000,000 × 20 table of bench/read.mjs.
// And alone on a CSV of 5 GB, which is made first and removed afterwards.
//   node bench/profile/run.mjs [--runs 3] [--only adult,million,large] [--large <file that is there already>]
// MLWRIGHT_YDATA: a Python with bench/peers/requirements-profile.txt. Run bench/read.mjs first, which makes the table of `million`; the peer profiles that once.
// A quarter of an hour. The clock means little on a busy machine: seconds of CPU stand beside it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { cli, lastJson, measure, median, readResult, tablePath, writeResult } from '../bench.mjs'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, only: { type: 'string', default: 'adult,million,large' }, large: { type: 'string' } },
})
const only = values.only.split(',')
const ydata = process.env.MLWRIGHT_YDATA
if (ydata === undefined && values.only !== 'large')
  throw new Error('Set MLWRIGHT_YDATA to a Python with bench/peers/requirements-profile.txt.')
const folder = mkdtempSync(join(tmpdir(), 'mlwright-profile-bench-'))
const peer = fileURLToPath(new URL('peer.py', import.meta.url))
const commands = {
  mlwright: (path) => [process.execPath, cli, 'profile', path, '--out', join(folder, 'ours.html'), '--json'],
  ydata: (path) => ['env', 'MPLBACKEND=agg', ydata, peer, path, join(folder, 'theirs.html')],
}

const result = { ...readResult('profile') }
try {
  const runs = Number(values.runs)
  if (only.includes('adult')) result.adult = compare(tablePath('adult'), { runs, peerRuns: runs })
  if (only.includes('million')) result.million = compare(join(tmpdir(), 'mlwright-bench', 'long-1000000.csv'), { runs, peerRuns: 1 })
  if (only.includes('large')) writeResult('profile-large', profileOf(values.large ?? makeLarge(), runs))
} finally {
  rmSync(folder, { recursive: true })
}
if (only.some((one) => one !== 'large')) {
  const { command: _, commit: __, machine: ___, ...kept } = result
  writeResult('profile', kept)
}

function run(path, name) {
  const { wallSeconds, cpuSeconds, peakMemoryBytes, output } = measure(commands[name](path))
  console.error(
    `${path} ${name}: ${wallSeconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), ${(peakMemoryBytes / 1e6).toFixed(0)} MB`,
  )
  return { wallSeconds, cpuSeconds, peakMegabytes: peakMemoryBytes / 1e6, output }
}

function makeLarge() {
  const path = join(folder, 'large.csv')
  execFileSync(process.execPath, [fileURLToPath(new URL('make-large.mjs', import.meta.url)), path], { stdio: 'inherit' })
  return path
}

function profileOf(path, runs) {
  const found = Array.from({ length: runs }, () => run(path, 'mlwright'))
  const { rows, columns, approximate } = lastJson(found[0].output)
  const of = (field) => median(found.map((one) => one[field]))
  return {
    runs,
    bytes: statSync(path).size,
    rows,
    columns: columns.length,
    seconds: of('wallSeconds'),
    cpuSeconds: of('cpuSeconds'),
    gigabytes: of('peakMegabytes') / 1000,
    approximate,
  }
}

function compare(path, { runs, peerRuns }) {
  const found = { mlwright: [], ydata: [] }
  for (let turn = 0; turn < runs; turn++) {
    found.mlwright.push(run(path, 'mlwright'))
    if (turn < peerRuns) found.ydata.push(run(path, 'ydata'))
  }
  found.version = found.ydata[0].output.trim().split('\n').at(-1)
  const of = (name, field) => median(found[name].map((one) => one[field]))
  return {
    runs,
    version: found.version,
    seconds: of('mlwright', 'wallSeconds'),
    peerSeconds: of('ydata', 'wallSeconds'),
    cpuSeconds: of('mlwright', 'cpuSeconds'),
    peerCpuSeconds: of('ydata', 'cpuSeconds'),
    megabytes: of('mlwright', 'peakMegabytes'),
    peerMegabytes: of('ydata', 'peakMegabytes'),
    timesFaster: of('ydata', 'wallSeconds') / of('mlwright', 'wallSeconds'),
    memoryShare: of('mlwright', 'peakMegabytes') / of('ydata', 'peakMegabytes'),
  }
}
