// What a run promises: the same seed the same bundle, a budget kept, events, ending early, going on after a kill.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { load, train } from '../../dist/index.js'
import type { TrainEvent } from '../../dist/index.js'
import { errorOf, examples, jsonOf, main, mlwright, useFolder } from './mlwright.js'

const folder = useFolder()
const credit = join(examples, 'credit', 'credit_g.csv')

async function hashesOf(bundle: string): Promise<Record<string, string>> {
  const files = (await readdir(bundle, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const hashes: Record<string, string> = {}
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name)
    hashes[path.slice(bundle.length)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return hashes
}

test('the same seed gives the same bundle, byte for byte, on any number of threads', async () => {
  const bundles: Record<string, string>[] = []
  for (const threads of [1, 2, 2]) {
    const result = await train(credit, { target: 'class', seed: 7, trials: 6, threads, out: join(folder.path, `same-${bundles.length}`) })
    bundles.push(await hashesOf(result.bundle))
  }
  expect(Object.keys(bundles[0]).length).toBeGreaterThan(6)
  expect(bundles[1]).toEqual(bundles[0])
  expect(bundles[2]).toEqual(bundles[0])
}, 180_000)

test.each([2, 4])('a time budget of %i s is kept', async (seconds) => {
  const started = performance.now()
  const outcome = await mlwright([
    'train',
    credit,
    '--target',
    'class',
    '--time-budget',
    `${seconds}s`,
    '--out',
    join(folder.path, `budget-${seconds}`),
    '--json',
  ])
  const elapsed = (performance.now() - started) / 1000
  expect(outcome.exitCode, outcome.stderr).toBe(0)
  expect(elapsed).toBeLessThanOrEqual(seconds + 2)
  expect(jsonOf(outcome).stoppedBy).toBe('time')
})

test('a short budget on many rows learns from a sample, and what it prints repeats it', async () => {
  const random = (i: number): number => ((i * 2654435761) % 4294967296) / 4294967296
  const makeRows = (rowCount: number): Record<string, number | string>[] =>
    Array.from({ length: rowCount }, (_, i) => {
      const cells = Array.from({ length: 12 }, (_, k) => random(i * 12 + k))
      return { ...Object.fromEntries(cells.map((cell, k) => [`x${k}`, cell])), y: cells[0] + cells[1] > 1 ? 'yes' : 'no' }
    })
  // More rows until this machine has no time for all of them.
  let rowCount = 60_000
  let rows = makeRows(rowCount)
  let runs = 0
  const hurry = async () => train(rows, { target: 'y', timeBudget: '2s', out: join(folder.path, `hasty-${++runs}`) })
  // On a busy machine the time may end in the last fit: then that of a fold serves, which a finding says, and which nothing repeats.
  const isUnfinished = (one: typeof hasty): boolean => one.findings.some(({ message }) => message.startsWith('The time ended before'))
  let hasty = await hurry()
  for (let turn = 0; turn < 8 && (hasty.sampledFrom === undefined || isUnfinished(hasty)); turn++) {
    if (hasty.sampledFrom === undefined) rowCount *= 2
    rows = makeRows(rowCount)
    hasty = await hurry()
  }
  expect(hasty.sampledFrom).toBe(rowCount)
  expect(hasty.rows.train).toBeLessThan(rowCount)
  expect(hasty.findings.find((one) => one.code === 'MEND_APPLIED')!.message).toMatch(
    new RegExp(`^A sample of \\d+ of the ${rowCount} rows`),
  )
  const { preset, trials, seed } = hasty
  const again = await train(rows, { target: 'y', sample: hasty.rows.train, preset, trials, seed, out: join(folder.path, 'again') })
  const [one, other] = await Promise.all([hashesOf(hasty.bundle), hashesOf(again.bundle)])
  // Not metrics.json: permutation importance repeats less often where time is short.
  for (const file of ['/model.onnx', '/native/model.json', '/signature.json']) expect(other[file], file).toBe(one[file])
}, 120_000)

test('events tell the way, finish ends it with the best so far', async () => {
  const training = train(credit, { target: 'class', timeBudget: '10m', out: join(folder.path, 'finish') })
  const seen: TrainEvent[] = []
  for await (const event of training) {
    seen.push(event)
    if (event.type === 'trial' && event.learner !== 'baseline') training.finish()
  }
  const result = await training
  expect(result.stoppedBy).toBe('interrupt')
  expect(result.leaderboard.length).toBeGreaterThanOrEqual(2)
  expect(seen.map((event) => event.type)).toEqual(
    expect.arrayContaining(['stage', 'read', 'searchStarted', 'trialStarted', 'trial', 'searchEnded']),
  )
}, 120_000)

test('a signal rejects with ABORTED', async () => {
  const abort = new AbortController()
  const training = train(credit, { target: 'class', timeBudget: '10m', out: join(folder.path, 'abort'), signal: abort.signal })
  setTimeout(() => abort.abort(), 500)
  await expect(training).rejects.toMatchObject({ code: 'ABORTED' })
})

test('Ctrl-C once ends with the best model so far and exit 0', async () => {
  const child = spawn(process.execPath, [
    main,
    'train',
    credit,
    '--target',
    'class',
    '--time-budget',
    '10m',
    '--out',
    join(folder.path, 'ctrl-c'),
    '--json',
  ])
  let stderr = ''
  let stdout = ''
  child.stdout.on('data', (data) => (stdout += data))
  child.stderr.on('data', (data) => {
    stderr += data
    if (/linear\s/.test(stderr) && !child.killed) child.kill('SIGINT')
  })
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  expect(exitCode, stderr).toBe(0)
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ stoppedBy: 'interrupt' })
}, 60_000)

// Later than this a fast machine has a first model.
test.each([30, 60, 120])(
  'Ctrl-C after %i ms, while the program still loads or reads, is told by a line of JSON and exit 130',
  async (ms) => {
    const early = `data:text/javascript,setTimeout(()=>process.kill(process.pid,'SIGINT'),${ms}).unref()`
    const outcome = await mlwright(['train', credit, '--target', 'class', '--json', '--out', join(folder.path, `early-${ms}`)], {
      env: { NODE_OPTIONS: `--import ${early}` },
    })
    expect(outcome.exitCode, outcome.stderr).toBe(130)
    expect(errorOf(outcome)).toMatchObject({ code: 'ABORTED' })
  },
)

test('a killed run goes on where it was', async () => {
  const out = join(folder.path, 'killed')
  const child = spawn(process.execPath, [main, 'train', credit, '--target', 'class', '--trials', '8', '--out', out, '--json'])
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += data
    if (/linear\s/.test(stderr)) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.on('close', resolve))
  const before = (await readdir(join(out, 'trials'))).filter((name) => name.endsWith('.json')).length
  expect(before).toBeGreaterThanOrEqual(1)
  // What was kept of a candidate may be damaged: it is tried again, and nothing else changes.
  const kept = join(out, 'trials', 'baseline.f64')
  await writeFile(kept, (await readFile(kept)).subarray(8))
  const resumed = await mlwright(['train', '--resume', out, '--json'])
  expect(resumed.exitCode, resumed.stderr).toBe(0)
  expect(jsonOf(resumed).findings.map((one: { message: string }) => one.message)).toContainEqual(
    expect.stringMatching("'baseline' is damaged"),
  )
  const whole = await mlwright(['train', credit, '--target', 'class', '--trials', '8', '--out', join(folder.path, 'whole'), '--json'])
  expect(await hashesOf(jsonOf(resumed).bundle)).toEqual(await hashesOf(jsonOf(whole).bundle))
}, 180_000)

test('a bundle is read back with the same predictions, a damaged or newer one is refused', async () => {
  const result = await train(credit, { target: 'class', preset: 'fast', out: join(folder.path, 'load') })
  const rows = [{ checking_status: '<0', duration: 48, age: 22 }]
  const full = Object.fromEntries(
    result.model.signature.inputs.map((input) => [input.name, (rows[0] as Record<string, unknown>)[input.name] ?? null]),
  )
  const loaded = await load(result.bundle)
  expect(await loaded.predict([full])).toEqual(await result.model.predict([full]))
  const copy = join(folder.path, 'copy')
  await result.model.save(copy)
  expect(await hashesOf(copy)).toEqual(await hashesOf(result.bundle))
  const signature = JSON.parse(await readFile(join(copy, 'signature.json'), 'utf8'))
  await writeFile(join(copy, 'signature.json'), JSON.stringify({ ...signature, format: 99 }))
  await expect(load(copy)).rejects.toMatchObject({ code: 'BUNDLE_NEWER' })
  await writeFile(join(copy, 'signature.json'), '{"format": 1')
  await expect(load(copy)).rejects.toMatchObject({ code: 'BUNDLE_INVALID' })
  await expect(load(join(folder.path, 'nowhere'))).rejects.toMatchObject({ code: 'BUNDLE_NOT_FOUND' })
}, 60_000)

test('a run goes on only with its own question, and only where there is more to do', async () => {
  const out = join(folder.path, 'done')
  const first = await mlwright(['train', credit, '--target', 'class', '--preset', 'fast', '--out', out, '--json'])
  expect(first.exitCode, first.stderr).toBe(0)
  const before = await hashesOf(out)
  const again = await mlwright(['train', '--resume', out, '--json'])
  expect(again.exitCode).toBe(2)
  expect(errorOf(again).message).toContain('report.html')
  const other = await mlwright(['train', credit, '--target', 'housing', '--resume', out, '--json'])
  expect(other.exitCode).toBe(2)
  expect(errorOf(other).message).toContain('another target')
  expect(await hashesOf(out)).toEqual(before)
  const further = await mlwright(['train', '--resume', out, '--trials', '4', '--json'])
  expect(further.exitCode, further.stderr).toBe(0)
  expect(jsonOf(further).leaderboard).toHaveLength(4)
  expect(further.stderr).toContain('taken over')
  const shown = await mlwright(['train', '--resume', out, '--trials', '5'])
  expect(shown.stdout).toMatch(/repeat .* train \S*credit_g\.csv --target class .*--trials 5 --seed 0/)
}, 120_000)

test('predictions never replace their own source, nor a device', async () => {
  const { bundle } = jsonOf(
    await mlwright(['train', credit, '--target', 'class', '--trials', '2', '--out', join(folder.path, 'careful'), '--json']),
  )
  const rows = join(folder.path, 'rows.csv')
  await copyFile(credit, rows)
  const outcome = await mlwright(['predict', bundle, rows, '--out', rows, '--json'])
  expect(outcome.exitCode).toBe(2)
  expect(errorOf(outcome).code).toBe('OUTPUT_EXISTS')
  expect(await readFile(rows, 'utf8')).toBe(await readFile(credit, 'utf8'))
  const toDevice = await mlwright(['predict', bundle, rows, '--out', '/dev/null', '--json'])
  expect(toDevice.exitCode, toDevice.stderr).toBe(0)
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
  const judged = jsonOf(await mlwright(['evaluate', bundle, rows, '--json']))
  expect(judged.findings.map((finding: { code: string }) => finding.code)).toContain('DUPLICATES_ACROSS_SPLIT')
}, 60_000)

test('mlwright alone prints the help', async () => {
  const outcome = await mlwright([])
  expect(outcome.exitCode).toBe(2)
  expect(outcome.stderr).toContain('train a model on a table')
})
