// How right findings are: real tables as they are and with planted faults, through the public `profile`.
// node bench/findings/run.mjs [--data folder] [--only table] [--faults a,b] [--out results.json]
// Warnings and errors count. Thresholds were set on half A of the tables (by name); half B is what is reported. With --data, tables of which nothing was known.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeResult } from '../bench.mjs'
import { profile } from '../../dist/index.js'
import { faults } from './faults.mjs'
import { halfOf, readCsv, seeded, writeCsv } from './tables.mjs'

const { values: asked } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.MLWRIGHT_DATA ?? '../shared/data' },
    only: { type: 'string' },
    faults: { type: 'string' },
    name: { type: 'string', default: 'findings' },
    log: { type: 'string' },
  },
})

/** Rows of a table that faults are planted into. */
const mostRows = 3000
/** Codes that are no claim that something is wrong with the data, or are judged by another benchmark. */
const notJudged = new Set([
  'PERSONAL_DATA',
  'SENSITIVE_ATTRIBUTE',
  'PROXY_ATTRIBUTE',
  'FEW_ROWS',
  'CLASS_IMBALANCE',
  'MEND_APPLIED',
  'ROWS_DROPPED',
])

const index = readFileSync(join(asked.data, 'index.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
const labels = JSON.parse(readFileSync(new URL('labels.json', import.meta.url), 'utf8')).tables
const folder = mkdtempSync(join(tmpdir(), 'mlwright-findings-'))
const runs = []
/** What is found in the rows of the table at hand before a fault is planted. */
let knownBefore
try {
  for (const [name, , , target] of index) {
    if (asked.only !== undefined && !asked.only.split(',').includes(name)) continue
    const whole = readCsv(join(asked.data, 'csv', `${name}.csv`))
    const table = { names: whole.names, rows: sampled(whole.rows, seeded(name)) }
    knownBefore = undefined
    if (asked.faults === undefined) await judgeClean(name, target)
    for (const [fault, plant] of Object.entries(faults)) {
      if (asked.faults !== undefined && !asked.faults.split(',').includes(fault)) continue
      await judgePlanted({ name, target, table, fault, plant })
    }
    console.error(name)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const result = {
  runs: runs.length,
  ...Object.fromEntries(['A', 'B', 'all'].map((half) => [half, summaryOf(runs.filter((run) => half === 'all' || run.half === half))])),
}
console.log(JSON.stringify(result, undefined, 2))
if (asked.log !== undefined) writeFileSync(asked.log, runs.map((run) => JSON.stringify(run)).join('\n'))
if (asked.only === undefined && asked.faults === undefined) writeResult(asked.name, result)

async function findingsOf(path, target) {
  const { findings } = await profile(path, target === '' ? {} : { target })
  return findings
    .filter(({ code, severity }) => severity !== 'info' && !notJudged.has(code))
    .map(({ code, columns, message }) => ({ code, columns, message }))
}

async function judgeClean(name, target) {
  const found = await findingsOf(join(asked.data, 'csv', `${name}.csv`), target)
  record({ name, fault: 'none', found, ...labelled(name) })
}

function labelled(name) {
  const known = labels[name] ?? {}
  const of = (list) => (list ?? []).map(([codes, column]) => ({ codes: codes.split(','), column }))
  return { expected: of(known.true), open: of(known.open) }
}

/** A leak by time is a leak, and rows of a group that leak depend. */
function alike(code) {
  if (code === 'TARGET_LEAK' || code === 'LEAK_BY_TIME') return ['TARGET_LEAK', 'LEAK_BY_TIME']
  return code === 'DEPENDENT_ROWS' || code === 'LEAK_BY_GROUP' ? ['DEPENDENT_ROWS', 'LEAK_BY_GROUP'] : [code]
}

async function judgePlanted({ name, target, table, fault, plant }) {
  const random = seeded(`${name}/${fault}`)
  const isRegression = isQuantity(table, target)
  const planted = target === '' ? undefined : plant({ table, target, random, isRegression })
  if (planted === undefined) return
  const paths = ['before.csv', 'after.csv'].map((file) => join(folder, file))
  writeCsv(paths[0], table)
  writeCsv(paths[1], planted.table)
  try {
    // What is said of the table without the fault is not the fault's.
    const known = (knownBefore ??= await findingsOf(paths[0], target))
    const found = await findingsOf(paths[1], target)
    record({
      name,
      fault,
      found,
      expected: planted.expected,
      open: [
        ...known.map(({ code, columns }) => ({ codes: alike(code), column: columns[0] })),
        ...labelled(name).expected,
        ...labelled(name).open,
        // Of two copies one is changed by most faults.
        ...(known.some(({ code }) => code === 'DUPLICATE_ROWS') ? [{ codes: ['NEAR_DUPLICATE_ROWS'] }] : []),
      ],
    })
  } catch (error) {
    console.error(`${name}/${fault}: ${error.message}`)
  }
}

function record({ name, fault, found, expected, open }) {
  const hits = expected.map((one) => found.some((finding) => matches(finding, one)))
  const alarms = found.filter((finding) => ![...expected, ...open].some((one) => matches(finding, one)))
  runs.push({
    name,
    fault,
    half: halfOf(name),
    expected: expected.length,
    hit: hits.filter(Boolean).length,
    missed: expected.filter((_, k) => !hits[k]),
    told: found.filter((finding) => expected.some((one) => matches(finding, one))).length,
    alarms: alarms.map(({ code, columns, message }) => ({ code, columns: columns.slice(0, 3), message: message.slice(0, 200) })),
  })
}

function matches({ code, columns }, one) {
  return one.codes.includes(code) && (one.column === undefined || columns.includes(one.column))
}

function summaryOf(list) {
  const sum = (value, of = list) => of.reduce((total, run) => total + value(run), 0)
  const clean = list.filter(({ fault }) => fault === 'none')
  const right = sum((run) => run.told)
  const wrong = sum((run) => run.alarms.length)
  const byFault = Object.fromEntries(
    ['none', ...Object.keys(faults)].map((fault) => {
      const of = list.filter((run) => run.fault === fault)
      return [
        fault,
        { planted: sum(({ expected }) => expected, of), found: sum(({ hit }) => hit, of), alarms: sum((run) => run.alarms.length, of) },
      ]
    }),
  )
  return {
    tables: new Set(list.map(({ name }) => name)).size,
    precision: round(right / Math.max(1, right + wrong)),
    recall: round(
      sum(({ hit }) => hit) /
        Math.max(
          1,
          sum(({ expected }) => expected),
        ),
    ),
    falseAlarmsPerCleanTable: round(sum((run) => run.alarms.length, clean) / Math.max(1, clean.length)),
    byFault,
  }
}

function sampled(rows, random) {
  if (rows.length <= mostRows) return rows
  const from = random.below(rows.length - mostRows)
  // Neighbours stay neighbours, as in the table.
  return rows.slice(from, from + mostRows)
}

function isQuantity({ names, rows }, target) {
  const cells = rows.map((row) => row[names.indexOf(target)]).filter((cell) => cell !== '' && cell !== undefined)
  const numbers = cells.map(Number)
  return numbers.every((value) => !Number.isNaN(value)) && (new Set(numbers).size > 20 || numbers.some((value) => !Number.isInteger(value)))
}

function round(value) {
  return Math.round(1000 * value) / 1000
}
