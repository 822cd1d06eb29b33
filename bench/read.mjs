// Measures reading: 1,000,000 × 20 and 1,000 × 10,000 CSV, made from a seed outside the repository. Prints one line of JSON and writes bench/results/read.json.
// node bench/read.mjs [--rows 1000000] [--duckdb]
import { fork } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { createRandom } from '../dist/base/core/index.js'
import { writeResult } from './bench.mjs'

const folder = join(tmpdir(), 'mlwright-bench')

if (process.argv[2] === 'measure') await measure(process.argv[3], process.argv[4])
else await main()

async function main() {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, duckdb: { type: 'boolean', default: false } } })
  const rows = Number(values.rows)
  mkdirSync(folder, { recursive: true })
  const long = join(folder, `long-${rows}.csv`)
  const wide = join(folder, 'wide.csv')
  if (!existsSync(long)) await writeLong(long, rows)
  if (!existsSync(wide)) await writeWide(wide, 1000, 10_000)
  const result = {
    rows,
    columns: 20,
    bytes: statSync(long).size,
    long: await inChild('mlwright', long),
    wide: await inChild('mlwright', wide),
  }
  if (values.duckdb) result.duckdb = await inChild('duckdb', long)
  console.log(JSON.stringify(result))
  if (rows === 1_000_000) writeResult('read', result)
}

/** In a process of its own, so that memory and compilation count. */
async function inChild(reader, path) {
  const started = performance.now()
  const child = fork(new URL(import.meta.url), ['measure', reader, path])
  const [message] = await once(child, 'message')
  await once(child, 'exit')
  return { ...message, wallSeconds: round((performance.now() - started) / 1000) }
}

async function measure(reader, path) {
  const started = performance.now()
  const counts = reader === 'duckdb' ? await readAllText(path) : await readTyped(path)
  const { user, system } = process.cpuUsage()
  process.send({
    ...counts,
    seconds: round((performance.now() - started) / 1000),
    cpuSeconds: round((user + system) / 1e6),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  })
}

async function readTyped(path) {
  const { readTable } = await import('../dist/data/sources/index.js')
  const { table } = await readTable(path)
  return { rows: table.rowCount, columns: table.columns.length }
}

/** The least that judging our own way would need of DuckDB: every cell as text in JavaScript. */
async function readAllText(path) {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: '1',
  })
  const connection = await instance.connect()
  const result = await connection.stream(
    `SELECT * FROM read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', auto_detect = false, columns = {${Array.from({ length: 20 }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')}})`,
  )
  let rows = 0
  let columns = 0
  let length = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const texts = chunk.getColumns()
    columns = texts.length
    for (const column of texts) for (const text of column) length += text === null ? 0 : text.length
    rows += chunk.rowCount
  }
  return { rows, columns, length }
}

async function writeLong(path, rows) {
  const random = createRandom('bench/read')
  const cities = Array.from({ length: 500 }, (_, i) => `city of ${(i * 7919) % 500}`)
  const plans = ['basic', 'plus', 'premium', 'none']
  const header = [
    'id',
    'x1',
    'x2',
    'x3',
    'x4',
    'x5',
    'x6',
    'price',
    'share',
    'exact',
    'age',
    'visits',
    'score',
    'year',
    'plan',
    'city',
    'active',
    'joined',
    'seen',
    'code',
  ]
  const out = createWriteStream(path)
  out.write(`${header.join(',')}\n`)
  let block = []
  for (let row = 0; row < rows; row++) {
    const gap = random.next() < 0.05
    block.push(
      [
        row + 1,
        ...Array.from({ length: 6 }, () => random.normal().toFixed(4)),
        (random.next() * 1000).toFixed(2),
        gap ? '' : random.next().toFixed(6),
        random.next(),
        18 + random.integer(70),
        random.integer(1000),
        gap ? 'NA' : random.integer(100),
        1990 + random.integer(35),
        plans[random.integer(4)],
        `"${cities[random.integer(500)]}, north"`,
        random.next() < 0.5 ? 'yes' : 'no',
        new Date(random.integer(2 ** 31 - 1) * 800).toISOString().slice(0, 10),
        new Date(random.integer(2 ** 31 - 1) * 800).toISOString().slice(0, 19).replace('T', ' '),
        `K${random.integer(90000) + 10000}`,
      ].join(','),
    )
    if (block.length === 10_000) {
      if (!out.write(`${block.join('\n')}\n`)) await once(out, 'drain')
      block = []
    }
  }
  if (block.length > 0) out.write(`${block.join('\n')}\n`)
  out.end()
  await once(out, 'finish')
}

async function writeWide(path, rows, columns) {
  const random = createRandom('bench/wide')
  const out = createWriteStream(path)
  out.write(`${Array.from({ length: columns }, (_, i) => `f${i}`).join(',')}\n`)
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns }, (_, i) =>
      i % 10 === 0 ? 'abcd'[random.integer(4)] : i % 3 === 0 ? random.integer(50) : random.next().toFixed(3),
    )
    if (!out.write(`${cells.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function round(value) {
  return Math.round(value * 1000) / 1000
}
