// The same table from every kind of source gives the same model.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { train } from '../../dist/index.js'
import { examples, jsonOf, mlwright, python, useFolder } from './mlwright.js'

const folder = useFolder()
const text = readFileSync(join(examples, 'penguins', 'penguins.csv'), 'utf8')
const [header, ...lines] = text.trim().split('\n')
const names = header.split(',')
const objects = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])))
const typed = objects.map((row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell)]),
  ),
)

async function score(source: string, stdin?: string): Promise<{ value: number; rows: number }> {
  const args = ['train', source, '--target', 'species', '--preset', 'fast', '--out', join(folder.path, `run-${++runCount}`), '--json']
  const outcome = await mlwright(args, stdin === undefined ? {} : { stdin })
  expect(outcome.exitCode, outcome.stderr).toBe(0)
  const { metric, rows } = jsonOf(outcome)
  return { value: metric.value, rows: rows.train }
}

let runCount = 0

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(path, content)
  return path
}

test('CSV, TSV, gzip, JSON, JSON lines, a glob and standard input agree', async () => {
  const csv = await score(await file('plain.csv', text))
  expect(csv.rows).toBe(344)
  const others = [
    await score(await file('tabs.tsv', text.replaceAll(',', '\t'))),
    await score(await file('zipped.csv.gz', gzipSync(text))),
    await score(await file('rows.json', JSON.stringify(typed))),
    await score(await file('rows.jsonl', typed.map((row) => JSON.stringify(row)).join('\n'))),
    await score('-', text),
  ]
  const half = Math.floor(lines.length / 2)
  await file('part-1.csv', [header, ...lines.slice(0, half)].join('\n'))
  await file('part-2.csv', [header, ...lines.slice(half)].join('\n'))
  others.push(await score(join(folder.path, 'part-*.csv')))
  for (const other of others) expect(other).toEqual(csv)
}, 180_000)

test.skipIf(python === undefined)(
  'Parquet and Zstandard, written by Python (MLWRIGHT_PYTHON), agree too',
  async () => {
    const path = await file('for-python.csv', text)
    const parquet = join(folder.path, 'rows.parquet')
    const zst = join(folder.path, 'rows.csv.zst')
    execFileSync(python!, [
      '-c',
      `import pandas as p, zstandard as z
p.read_csv(${JSON.stringify(path)}, keep_default_na=False, na_values=['']).to_parquet(${JSON.stringify(parquet)})
open(${JSON.stringify(zst)}, 'wb').write(z.ZstdCompressor().compress(open(${JSON.stringify(path)}, 'rb').read()))`,
    ])
    const csv = await score(path)
    expect(await score(zst)).toEqual(csv)
    expect(await score(parquet)).toEqual(csv)
  },
  120_000,
)

test('a stream that fails is told by a code, with the row that was to come', async () => {
  const cause = new Error('connection lost')
  const failing = async function* (): AsyncGenerator<Record<string, string>> {
    yield* objects.slice(0, 30)
    await Promise.resolve()
    throw cause
  }
  await expect(train(failing(), { target: names[0] })).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message: 'The stream of rows failed at row 31: connection lost',
    hint: expect.stringMatching('.') as string,
    cause,
  })
})

test('rows in memory and a stream of rows', async () => {
  async function* stream() {
    for (const row of typed) yield row
  }
  const fromRows = await train(typed, { target: 'species', preset: 'fast', out: join(folder.path, 'rows') })
  const fromStream = await train(stream(), { target: 'species', preset: 'fast', out: join(folder.path, 'stream') })
  expect(fromStream.metric).toEqual(fromRows.metric)
  expect(fromRows.metric.value).toBeLessThan(0.1)
  const [first] = await fromRows.model.predict([typed[0]])
  expect(first).toMatchObject({ label: 'Adelie' })
  expect(await readFile(join(fromRows.bundle, 'report.html'), 'utf8')).toContain('species')
}, 120_000)
