// Personal data planted in real tables, beside what only looks like it: precision, recall and false alarms. The threshold is chosen on half of the
// tables (by a hash of their names) and reported on the other half; each half has planted columns of its own.
//   MLWRIGHT_DATA=… node bench/privacy/run.mjs [--locales sv,cs_CZ,tr] [--seed other]       half a minute
// Other languages or another seed are printed, not written.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../../dist/base/core/index.js'
import { createGuard } from '../../dist/data/privacy/index.js'
import { readTable } from '../../dist/data/sources/index.js'
import { tablePath, writeResult } from '../bench.mjs'
import { plantersOf } from './planted.mjs'

const { values } = parseArgs({
  options: { locales: { type: 'string', default: 'en,en_GB,de,fr,es,it,nl,pl,pt_BR' }, seed: { type: 'string', default: 'bench' } },
})
const locales = values.locales.split(',')
const rowsUsed = 500
/** Shares of the cells that hold the planted kind; a column with fewer is not said to be of the kind. */
const shares = [1, 0.95, 0.8, 0.6]
/** Texts that hold something inside, of all. */
const insideShares = [0.3, 0.05, 0.02]
const thresholds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]

const labels = JSON.parse(readFileSync(new URL('labels.json', import.meta.url), 'utf8'))
const folder = dirname(tablePath('adult'))
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => basename(file, '.csv'))
  .toSorted()
const halfOf = (name) => (createHash('sha256').update(name).digest()[0] % 2 === 0 ? 'chosen' : 'reported')

const columns = []
const sensitive = []
for (const name of names) {
  const { clean, planted, attributes } = await judge(name)
  columns.push(...clean, ...planted)
  sensitive.push(...attributes)
  process.stderr.write(`${name} `)
}
process.stderr.write('\n')

const of = (half) => columns.filter((column) => halfOf(column.table) === half)
const tried = thresholds.map((threshold) => ({ threshold, ...score(of('chosen'), threshold) }))
const most = Math.max(...tried.map(({ f1 }) => f1))
// Of nearly equals the strictest: what is left out by mistake costs more than what is said as unsure.
const { threshold } = tried.filter(({ f1 }) => f1 >= most - 0.01).at(-1)
const reported = score(of('reported'), threshold)
const kinds = [...new Set(columns.map(({ kind }) => kind).filter(Boolean))]
const byKind = Object.fromEntries(
  kinds
    .map((kind) => [
      kind,
      score(
        of('reported').filter((column) => column.kind === kind),
        threshold,
      ),
    ])
    .map(([kind, { recall, positives, rightKind }]) => [kind, { recall, positives, rightKind }]),
)
const alarms = of('reported')
  .filter((column) => column.kind === undefined && isAlarm(column, threshold))
  .map(({ table, column, title, said }) => ({ table, column, title, said }))
const misses = of('reported')
  .filter((column) => column.kind !== undefined && !isAlarm(column, threshold))
  .map(({ table, column, kind, share, locale, confidence }) => ({ table, column, kind, share, locale, confidence }))
const attributesOf = (half) => sensitive.filter(({ table }) => halfOf(table) === half)
const result = {
  tables: {
    chosen: names.filter((name) => halfOf(name) === 'chosen').length,
    reported: names.filter((name) => halfOf(name) === 'reported').length,
  },
  tried,
  threshold,
  reported,
  byKind,
  sensitive: { chosen: rates(attributesOf('chosen')), reported: rates(attributesOf('reported')) },
  alarms,
  misses,
}
console.log(JSON.stringify({ ...result, misses: misses.length, alarms }, undefined, 1))
if (process.argv.length === 2) writeResult('privacy', result)

function isAlarm({ confidence }, least) {
  return confidence !== undefined && confidence >= least
}

function score(list, least) {
  const positives = list.filter(({ kind }) => kind !== undefined)
  const found = positives.filter((column) => isAlarm(column, least))
  const wrong = list.filter((column) => column.kind === undefined && isAlarm(column, least))
  const clean = list.filter(({ isPlanted }) => !isPlanted)
  const tables = new Set(clean.map(({ table }) => table)).size
  const precision = found.length / Math.max(1, found.length + wrong.length)
  const recall = found.length / Math.max(1, positives.length)
  return {
    positives: positives.length,
    others: list.length - positives.length,
    precision: round(precision),
    recall: round(recall),
    f1: round((2 * precision * recall) / Math.max(1e-9, precision + recall)),
    falseAlarmsPerCleanTable: round(wrong.filter(({ isPlanted }) => !isPlanted).length / Math.max(1, tables)),
    /** Of those found, said to be of the kind that they are. */
    rightKind: round(found.filter(({ kind, said }) => kind === said).length / Math.max(1, found.length)),
  }
}

function rates(list) {
  const right = list.filter(({ isTrue, isSaid }) => isTrue && isSaid).length
  return {
    precision: round(right / list.filter(({ isSaid }) => isSaid).length),
    recall: round(right / list.filter(({ isTrue }) => isTrue).length),
    columns: list.filter(({ isTrue }) => isTrue).length,
  }
}

function round(value) {
  return Math.round(value * 1000) / 1000
}

/** What is said of every column of a table, as it is and with planted columns beside its own. */
async function judge(name) {
  const path = join(folder, `${name}.csv`)
  const reading = await readTable(path, { guard: createGuard('keep') })
  const own = verdictsOf(reading.findings)
  const clean = reading.schema.columns.map(({ name: column }) => ({
    table: name,
    column,
    isPlanted: false,
    kind: labels.personal[name]?.[column],
    ...own.get(column),
  }))
  const attributes = reading.schema.columns.map(({ name: column }) => ({
    table: name,
    isTrue: labels.sensitive[name]?.includes(column) ?? false,
    isSaid: reading.findings.some(({ code, columns: about }) => code === 'SENSITIVE_ATTRIBUTE' && about.includes(column)),
  }))
  const random = createRandom(`${values.seed}/privacy/${name}`)
  const planters = plantersOf(random.integer(2 ** 30), random, locales)
  const sources = texts(readFileSync(path, 'utf8'))
  const plans = [
    ...planters.personal.flatMap(({ kind, named, make, needsName }) =>
      [true, ...(needsName === true ? [] : [false])].map((isNamed) => {
        const share = shares[random.integer(shares.length)]
        return { kind, share, isNamed, named, cell: () => (random.next() < share ? make() : at(sources, random)) }
      }),
    ),
    ...insideShares.map((share) => ({
      kind: 'inText',
      share,
      isNamed: true,
      named: planters.inside.named,
      cell: () => planters.inside.make(random.next() < share),
    })),
    ...planters.others.map(({ title, named, make }) => ({ title, isNamed: random.next() < 0.7, named, cell: make })),
  ]
  const header = plans.map(({ named, isNamed }, i) => (isNamed ? `${named}${ending(plans, named, i)}` : `field ${i}`))
  const rows = Array.from({ length: rowsUsed }, () => Object.fromEntries(plans.map(({ cell }, i) => [header[i], cell()])))
  const said = verdictsOf((await readTable(rows, { guard: createGuard('keep') })).findings)
  const planted = plans.map(({ kind, title, share }, i) => ({
    table: name,
    column: header[i],
    isPlanted: true,
    kind,
    title,
    share,
    locale: planters.locale,
    ...said.get(header[i]),
  }))
  return { clean, planted, attributes }
}

/** The same name twice gets a number. */
function ending(plans, named, i) {
  const before = plans.slice(0, i).filter((plan) => plan.isNamed && plan.named === named).length
  return before === 0 ? '' : `_${before + 1}`
}

/** Confidence and kind of what would be a warning, by column. */
function verdictsOf(findings) {
  return new Map(
    findings
      .filter(({ code, evidence }) => code === 'PERSONAL_DATA' && evidence.fate !== 'public')
      .flatMap(({ columns: about, evidence }) =>
        about.map((column) => [
          column,
          evidence.inText === true ? { confidence: 1, said: 'inText' } : { confidence: evidence.confidence, said: evidence.kind },
        ]),
      ),
  )
}

/** Cells of the table to stand between planted ones. */
function texts(content) {
  const cells = content
    .split('\n')
    .slice(1, 400)
    .flatMap((line) => line.split(','))
    .map((cell) => cell.replaceAll('"', '').trim())
    .filter((cell) => cell !== '' && cell.length < 40)
  return cells.length === 0 ? ['x'] : cells
}

function at(list, random) {
  return list[random.integer(list.length)]
}
