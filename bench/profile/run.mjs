// `mlwright profile` beside ydata-profiling with its defaults, whole processes, page included: adult.csv, and the 1,000,000 × 20 table of bench/read.mjs.
//   node bench/profile/run.mjs [--runs 3] [--only adult,million]
// MLWRIGHT_YDATA: a Python with bench/peers/requirements-profile.txt. `million` once each, in turn; run bench/read.mjs first, which makes its table. A quarter of an hour.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { cli, measure, median, readResult, tablePath, writeResult } from '../bench.mjs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' }, only: { type: 'string', default: 'adult,million' } } })
const only = values.only.split(',')
const ydata = process.env.MLWRIGHT_YDATA
if (ydata === undefined) throw new Error('Set MLWRIGHT_YDATA to a Python with bench/peers/requirements-profile.txt.')
const folder = mkdtempSync(join(tmpdir(), 'mlwright-profile-bench-'))
const peer = fileURLToPath(new URL('peer.py', import.meta.url))
const commands = {
  mlwright: (path) => [process.execPath, cli, 'profile', path, '--out', join(folder, 'ours.html'), '--json'],
  ydata: (path) => ['env', 'MPLBACKEND=agg', ydata, peer, path, join(folder, 'theirs.html')],
}

const result = { ...readResult('profile') }
try {
  if (only.includes('adult')) result.adult = compare(tablePath('adult'), Number(values.runs))
  if (only.includes('million')) result.million = compare(join(tmpdir(), 'mlwright-bench', 'long-1000000.csv'), 1)
} finally {
  rmSync(folder, { recursive: true })
}
const { command: _, commit: __, machine: ___, ...kept } = result
writeResult('profile', kept)

function compare(path, runs) {
  const found = { mlwright: [], ydata: [] }
  for (let run = 0; run < runs; run++) {
    for (const [name, commandOf] of Object.entries(commands)) {
      const { wallSeconds, peakMemoryBytes, output } = measure(commandOf(path))
      found[name].push({ wallSeconds, peakMegabytes: peakMemoryBytes / 1e6 })
      if (name === 'ydata') found.version = output.trim().split('\n').at(-1)
      console.error(`${path} ${name}: ${wallSeconds.toFixed(2)} s, ${(peakMemoryBytes / 1e6).toFixed(0)} MB`)
    }
  }
  const of = (name, field) => median(found[name].map((one) => one[field]))
  return {
    runs,
    version: found.version,
    seconds: of('mlwright', 'wallSeconds'),
    peerSeconds: of('ydata', 'wallSeconds'),
    megabytes: of('mlwright', 'peakMegabytes'),
    peerMegabytes: of('ydata', 'peakMegabytes'),
    timesFaster: of('ydata', 'wallSeconds') / of('mlwright', 'wallSeconds'),
    memoryShare: of('mlwright', 'peakMegabytes') / of('ydata', 'peakMegabytes'),
  }
}
