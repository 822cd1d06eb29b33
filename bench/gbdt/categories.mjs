// What becomes of categorical columns: losses over five folds with and without statistics of levels, beside LightGBM and CatBoost.
//   node bench/gbdt/categories.mjs [--tables a,b] [--most-rows 8000]
// Ours: the first setting that `train` tries. The others: their defaults, stopped early on a seventh of the training rows. Writes gbdt-categories.json.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRandom, resolveParameters } from '../../dist/base/core/index.js'
import { readTable } from '../../dist/data/sources/index.js'
import { fitPipeline } from '../../dist/learn/features/index.js'
import { learnerOf } from '../../dist/learn/learners/index.js'
import { logLoss, rmse } from '../../dist/learn/metrics/index.js'
import { lastJson, mean, measure, python, tablePath, writeResult } from '../bench.mjs'
import { tables } from './rank-tables.mjs'

const { values } = parseArgs({
  options: {
    tables: { type: 'string', default: 'tate_artworks,imdb_movies_1000,movies_vega,adult,telco_churn,credit_g,diamonds,nursery' },
    'most-rows': { type: 'string', default: '8000' },
  },
})
const folds = 5
const learner = learnerOf('gbdt')
const variants = { auto: {}, on: { catStatistics: 'on' }, off: { catStatistics: 'off' } }
const results = values.tables.split(',').map((name) => tables.find((table) => table.name === name))
const measured = []
for (const table of results) {
  measured.push(await measureTable(table))
  console.error(JSON.stringify(measured.at(-1)))
}
writeResult('gbdt-categories', { folds, mostRows: Number(values['most-rows']), tables: measured })

async function measureTable({ name, target: column, task, drop }) {
  const { table, schema, target } = await readTable(tablePath(name), { target: column, task, ignore: drop })
  // Free text is for none of them.
  const columns = schema.columns.filter(({ role, kind }) => role === 'feature' && kind !== 'text')
  const classCount = target.classes.length
  const order = createRandom(1).shuffle(Array.from({ length: table.rowCount }, (_, row) => row))
  const rows = order.slice(0, Number(values['most-rows']))
  if (task !== 'regression') rows.sort((a, b) => target.values[a] - target.values[b])
  const foldOf = rows.map((_, at) => at % folds)
  const losses = {}
  for (let fold = 0; fold < folds; fold++) {
    const [train, test] = [false, true].map((isTest) => Int32Array.from(rows.filter((_, at) => (foldOf[at] === fold) === isTest)).sort())
    const pipeline = fitPipeline(table, train, columns, learner.encoding, { values: target.values, task, classCount })
    const part = (some) => ({ view: pipeline.transform(table, some), target: Float64Array.from(some, (row) => target.values[row]) })
    const shape = { task, rowCount: train.length, classCount, columnCount: columns.length, hasText: false }
    const [candidate] = learner.candidates(shape)
    const [seen, unseen] = [part(train), part(test)]
    for (const [variant, given] of Object.entries(variants)) {
      const parameters = resolveParameters(learner.parameters, { ...candidate.parameters, ...given })
      const model = learner.fit({ ...seen, task, classCount }, parameters, { random: createRandom(fold), checkpoint: () => {} })
      const predictions = model.predict(unseen.view)
      const loss = task === 'regression' ? rmse(unseen.target, predictions) : logLoss(unseen.target, predictions)
      ;(losses[variant] ??= []).push(loss)
    }
  }
  Object.assign(losses, peerLosses({ table, columns, rows, foldOf, target: rows.map((row) => target.values[row]), task, classCount }))
  const means = Object.fromEntries(Object.entries(losses).map(([who, list]) => [who, mean(list)]))
  return { name, task, rows: rows.length, losses: means }
}

/** The same rows and folds. */
function peerLosses({ table, columns, rows, ...problem }) {
  const cellsOf = (column) => {
    if (column.kind === 'category') return rows.map((row) => (column.codes[row] < 0 ? null : column.levels[column.codes[row]]))
    if (column.kind === 'boolean') return rows.map((row) => (column.values[row] === -1 ? null : column.values[row]))
    return rows.map((row) => (Number.isNaN(column.values[row]) ? null : column.values[row]))
  }
  const given = columns
    .map(({ name }) => table.columns.find((column) => column.name === name))

    .map((column) => ({ name: column.name, isCategory: column.kind === 'category', cells: cellsOf(column) }))
  const folder = mkdtempSync(join(tmpdir(), 'mlwright-categories-'))
  try {
    const file = join(folder, 'problem.json')
    writeFileSync(file, JSON.stringify({ ...problem, columns: given, folds }))
    return lastJson(measure([python, fileURLToPath(new URL('categories_peer.py', import.meta.url)), file]).output)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
