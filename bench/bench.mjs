// What every benchmark needs: where things are, running a command under the clock, medians, and writing results beside how they came about.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const cli = join(root, 'dist/shell/cli/main.js')
/** How busy the machine was before anything was measured. OpenMP threads of the peers wait by spinning: on a busy machine they are slow beyond measure. */
const loadAtStart = loadavg()[0]

export const python = process.env.MLWRIGHT_PYTHON ?? 'python3'

/** The path of a shared table; throws where the folder of tables is not named. */
export function tablePath(name) {
  if (process.env.MLWRIGHT_DATA === undefined) throw new Error('Set MLWRIGHT_DATA to the folder of tables (with csv/ in it).')
  return join(process.env.MLWRIGHT_DATA, 'csv', `${name}.csv`)
}

/** Runs a command to its end: `{exitCode, wallSeconds, cpuSeconds, peakMemoryBytes, output}`; throws where it fails. */
export function measure(command, { mayFail = false } = {}) {
  const line = execFileSync(python, [join(root, 'bench/measure.py'), '--', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', mayFail ? 'ignore' : 'inherit'],
  })
  const measured = JSON.parse(line)
  if (measured.exitCode !== 0 && !mayFail) throw new Error(`${command.join(' ')} ended with ${measured.exitCode}`)
  return measured
}

/** The last line of standard output, which is JSON. */
export const lastJson = (output) => JSON.parse(output.trimEnd().split('\n').at(-1))

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Writes bench/results/NAME.json with the commit, the machine and the command that made it. */
export function writeResult(name, result) {
  mkdirSync(join(root, 'bench/results'), { recursive: true })
  const path = join(root, 'bench/results', `${name}.json`)
  writeFileSync(path, `${JSON.stringify({ ...provenance(), ...result }, undefined, 2)}\n`)
  if (loadAtStart > 0.5) console.error(`The machine was busy (load ${loadAtStart.toFixed(1)}): these figures do not mean much.`)
  console.error(`wrote ${relative(process.cwd(), path)}`)
}

export function readResult(name) {
  try {
    return JSON.parse(readFileSync(join(root, 'bench/results', `${name}.json`), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The last commit that changed these files: what was measured on it still holds. */
export function versionOf(...paths) {
  const isClean = git('status', '--porcelain', '--', ...paths) === ''
  return git('log', '-1', '--format=%h', '--abbrev=12', '--', ...paths) + (isClean ? '' : '-changed')
}

export function provenance() {
  const isClean = git('status', '--porcelain', '--', 'src', 'package.json', 'package-lock.json') === ''
  return {
    command: ['node', relative(root, process.argv[1]), ...process.argv.slice(2)].join(' '),
    commit: git('rev-parse', '--short=12', 'HEAD') + (isClean ? '' : '-changed'),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      node: process.version,
      loadAtStart: Number(loadAtStart.toFixed(2)),
    },
  }
}
