// Which settings boosted trees should have by default, by rows and task: many settings on all supervised shared tables, seeded 80/20 splits.
//   node bench/gbdt/defaults.mjs [--minutes 5] [--settings 30] [--splits 2] [--tables a,b] [--shard 0/2] [--most-rows 25000] [--fresh]
//   node bench/gbdt/defaults.mjs --report [--by metric|loss]
// Measures for so many minutes and writes what it finds so far; started again, it goes on. Two shards may run side by side. The whole takes some
// two hours on one thread; longer tables than `--most-rows` are left to bench/gbdt/rank.mjs. `--report`: chooses on one half of the tables, reports on the other, the halves swapped (defaults-report.mjs).
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom, resolveParameters } from '../../dist/base/core/index.js'
import { readTable } from '../../dist/data/sources/index.js'
import { columnOf, groupCodes } from '../../dist/data/table/index.js'
import { fitPipeline } from '../../dist/learn/features/index.js'
import { learnerOf } from '../../dist/learn/learners/index.js'
import { logLoss, rmse, rocAuc } from '../../dist/learn/metrics/index.js'
import { tablePath, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { engineVersion } from './contestants.mjs'
import { printReport, studyOf } from './defaults-report.mjs'
import { settingsOf } from './defaults-settings.mjs'
import { createRandom as createUniform } from '../random.mjs'
import { tables } from './rank-tables.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    settings: { type: 'string', default: '30' },
    splits: { type: 'string', default: '2' },
    tables: { type: 'string' },
    shard: { type: 'string', default: '0/1' },
    'most-rows': { type: 'string', default: '25000' },
    by: { type: 'string', default: 'metric' },
    report: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const settings = settingsOf(Number(values.settings))
const splitCount = Number(values.splits)
const names = values.tables?.split(',')
const chosen = tables.filter(({ name }) => names === undefined || names.includes(name))
const log = openLog(join(workFolder('gbdt'), `defaults-${engineVersion}.jsonl`), { fresh: values.fresh })
const keyOf = (table, split, setting) => `${table.name}/${split}/${setting.name}`
const learner = learnerOf('gbdt')

if (!values.report) await measureAll()
report()

/** Split by split, so that every table has all settings on the first split before any has the second. */
async function measureAll() {
  const [shard, shards] = values.shard.split('/').map(Number)
  const end = performance.now() + Number(values.minutes) * 60_000
  for (let split = 0; split < splitCount; split++) {
    for (const [at, table] of chosen.entries()) {
      const open = settings.filter((setting) => !log.has(keyOf(table, split, setting)))
      if (at % shards !== shard || open.length === 0 || performance.now() > end) continue
      const problem = await problemOf(table, split)
      if (problem.train.view.rowCount > Number(values['most-rows'])) continue
      for (const setting of open) {
        if (performance.now() > end) break
        log.keep(keyOf(table, split, setting), fitOn(problem, setting, split))
      }
      console.error(
        `${table.name}/${split}: ${settings.filter((setting) => log.has(keyOf(table, split, setting))).length} of ${settings.length}`,
      )
    }
  }
}

/** The table as `train` reads it, four fifths to learn from; classes keep their shares, groups stay together. */
async function problemOf({ name, target: column, task, drop, group }, split) {
  const reading = await readTable(tablePath(name), { target: column, task, ignore: drop, ...(group === undefined ? {} : { group }) })
  const { target } = reading
  const { train, test } = splitRows(reading.table, target, { task, group, split })
  const columns = reading.schema.columns.filter(({ role }) => role === 'feature')
  const classCount = target.classes.length
  const pipeline = fitPipeline(reading.table, train, columns, learner.encoding, { values: target.values, task, classCount }, () => {})
  const part = (rows) => ({ view: pipeline.transform(reading.table, rows), target: Float64Array.from(rows, (row) => target.values[row]) })
  const shape = {
    task,
    rowCount: train.length,
    classCount,
    columnCount: columns.length,
    hasText: columns.some(({ kind }) => kind === 'text'),
  }
  return { task, classCount, shape, train: part(train), test: part(test) }
}

function splitRows(table, target, { task, group, split }) {
  const random = createUniform(split)
  const groups = group === undefined ? undefined : groupCodes(columnOf(table, group), table.rowCount)
  const units = new Map()
  for (let row = 0; row < table.rowCount; row++) {
    const unit = groups === undefined ? row : groups[row]
    if (units.has(unit)) units.get(unit).push(row)
    else units.set(unit, [row])
  }
  const order = Array.from(units.values(), (rows) => ({ rows, key: random() }))
  const stratum = ({ rows }) => (task === 'regression' || group !== undefined ? 0 : target.values[rows[0]])
  order.sort((a, b) => stratum(a) - stratum(b) || a.key - b.key)
  // Every fifth of the shuffled rows of a class, so that each class keeps its share.
  const side = (isTest) => Int32Array.from(order.flatMap(({ rows }, at) => ((at % 5 === 4) === isTest ? rows : []))).sort()
  return { train: side(false), test: side(true) }
}

function fitOn({ task, classCount, shape, train, test }, setting, split) {
  const parameters = setting.parametersOf(shape)
  if (parameters === undefined) return { shape, isAbsent: true }
  const started = performance.now()
  const context = { random: createRandom(`${split}/${setting.name}`), checkpoint: () => {} }
  const model = learner.fit({ ...train, task, classCount }, resolveParameters(learner.parameters, parameters), context)
  const seconds = (performance.now() - started) / 1000
  const predictions = model.predict(test.view)
  const loss = task === 'regression' ? rmse(test.target, predictions) : logLoss(test.target, predictions)
  return {
    shape,
    loss,
    metric: task === 'binary' ? 1 - rocAuc(test.target, predictions) : loss,
    seconds,
    rounds: model.fit?.rounds ?? null,
  }
}

function report() {
  const study = studyOf({
    tables: chosen,
    splitCount,
    settings,
    entryOf: (table, split, setting) => log.get(keyOf(table, split, setting)),
    by: values.by,
  })
  if (study === undefined) {
    console.error('Too few tables have all settings yet: nothing to report.')
    return
  }
  const isWhole = study.tables.length >= 35 && study.splits > 1 && settings.length >= 30
  writeResult(isWhole ? 'gbdt-defaults' : 'gbdt-defaults-partial', study)
  printReport(study)
}
