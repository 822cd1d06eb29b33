// Contracts leave room for sampling, and find faults: how often rows of the same table keep a contract of its other rows, and how often planted faults break it.
//   node bench/contract/run.mjs [--seeds 5] [--tables adult,titanic]
// All tables of MLWRIGHT_DATA. Per seed a contract is learned from a random half and held against the other half, as it is and with one fault of each
// kind; and 200 and 50 random rows are held against the contract of the rest. A quarter of an hour.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { tablePath, writeResult } from '../bench.mjs'
import { readRecords, shuffle } from '../honesty/split.mjs'
import { createRandom } from '../random.mjs'
import { plants } from './plants.mjs'

const { check, contract } = await import('../../dist/index.js')
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5' }, tables: { type: 'string' } } })
const seeds = Number(values.seeds)
const folder = mkdtempSync(join(tmpdir(), 'mlwright-contract-bench-'))
const samples = [200, 50]

const kept = { half: tally(), ...Object.fromEntries(samples.map((size) => [`sample${size}`, tally()])) }
const found = Object.fromEntries(Object.keys(plants).map((name) => [name, tally()]))
const broken = []
const overlooked = []
const tables =
  values.tables?.split(',') ??
  readdirSync(join(tablePath('adult'), '..'))
    .filter((file) => file.endsWith('.csv'))
    .map((file) => basename(file, '.csv'))
try {
  for (const table of tables) {
    const [header, ...records] = readRecords(readFileSync(tablePath(table), 'utf8'))
    for (let seed = 0; seed < seeds; seed++)
      await measureTable(
        table,
        header.cells,
        records.map(({ cells }) => cells),
        seed,
      )
    console.error(
      `${table}: ${broken.filter((one) => one.table === table).length} broken, ${overlooked.filter((one) => one.table === table).length} overlooked`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
const all = Object.values(found).reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), { count: 0, of: 0 })
writeResult('contract', {
  tables: tables.length,
  seeds,
  kept: rates(kept),
  found: { ...rates(found), all: all.count / all.of },
  leastFound: Math.min(
    ...Object.values(found)
      .filter(({ of }) => of > 0)
      .map(({ count, of }) => count / of),
  ),
  broken,
  overlooked,
})

async function measureTable(table, names, rows, seed) {
  const random = createRandom(seed)
  const mixed = shuffle([...rows], random)
  const half = mixed.length >> 1
  const learned = await learn(names, mixed.slice(0, half))
  await holdAgainst(kept.half, { table, seed, share: 'half' }, learned, names, mixed.slice(half))
  for (const size of samples) {
    if (mixed.length < 2 * size) continue
    const others = await learn(names, mixed.slice(size))
    await holdAgainst(kept[`sample${size}`], { table, seed, share: size }, others, names, mixed.slice(0, size))
  }
  for (const [name, plant] of Object.entries(plants)) {
    const faulty = { contract: learned, names: [...names], rows: mixed.slice(half).map((row) => [...row]) }
    const columns = plant(faulty, random)
    if (columns === undefined) continue
    const { violations } = await held(learned, faulty.names, faulty.rows)
    const isFound = violations.some((violation) => violation.columns.some((column) => columns.includes(column)))
    found[name].of++
    if (isFound) found[name].count++
    else overlooked.push({ table, seed, fault: name, columns: columns.slice(0, 3), rows: faulty.rows.length })
  }
}

async function holdAgainst(counts, what, learned, names, rows) {
  const { ok, violations } = await held(learned, names, rows)
  counts.of++
  if (ok) counts.count++
  else
    broken.push({
      ...what,
      violations: violations.slice(0, 3).map(({ code, columns, expected, found: seen }) => ({ code, columns, expected, found: seen })),
    })
}

async function learn(names, rows) {
  return (await contract(write(names, rows))).contract
}

function held(learned, names, rows) {
  return check(write(names, rows), { contract: learned })
}

function write(names, rows) {
  const path = join(folder, 'rows.csv')
  const cell = (text) => (/[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  writeFileSync(path, `${[names, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`)
  return path
}

function tally() {
  return { count: 0, of: 0 }
}

function rates(tallies) {
  return Object.fromEntries(
    Object.entries(tallies).map(([name, { count, of }]) => [name, { count, of, rate: of === 0 ? null : count / of }]),
  )
}
