// What must start fast loads no heavy module: proved by a trace of everything that the process loaded.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { heavyPackages } from './layers.js'

const folder = mkdtempSync(join(tmpdir(), 'mlwright-trace-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cli = resolve('dist/shell/cli/main.js')
const entry = pathToFileURL(resolve('dist/index.js')).href

describe('no heavy module is loaded by', () => {
  test.each([
    ['mlwright --help', [cli, '--help']],
    ['mlwright train --help', [cli, 'train', '--help']],
    ['mlwright --version', [cli, '--version']],
    ['import of mlwright', ['--input-type=module', '--eval', `await import('${entry}')`]],
  ])('%s', (_, args) => {
    const loaded = traceOf(args)
    expect(loaded.some((path) => path.includes('/dist/'))).toBe(true)
    expect(heavyOf(loaded)).toEqual([])
  })
})

test.each(['@duckdb/node-api', 'onnxruntime-node', 'vega', 'vega-lite', 'pg', 'libsql'])('the trace sees %s where it is loaded', (name) => {
  expect(heavyOf(traceOf(['--input-type=module', '--eval', `await import('${name}')`]))).not.toEqual([])
})

let runs = 0

/** The files that a run of Node loads. */
function traceOf(args: readonly string[]): string[] {
  const trace = join(folder, `${++runs}.txt`)
  execFileSync(process.execPath, ['--import', pathToFileURL(resolve('test/layers/trace/register.mjs')).href, ...args], {
    env: { ...process.env, MLWRIGHT_TRACE: trace },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return readFileSync(trace, 'utf8').split('\n').filter(Boolean)
}

function heavyOf(paths: readonly string[]): string[] {
  const packages = paths.map((path) => path.split('/node_modules/').at(-1)!.split('/'))
  const names = packages.map(([scope, name]) => (scope.startsWith('@') ? `${scope}/${name}` : scope))
  return [
    ...new Set(names.filter((name) => heavyPackages.some((heavy) => (heavy.endsWith('/') ? name.startsWith(heavy) : name === heavy)))),
  ]
}
