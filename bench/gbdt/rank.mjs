// The average rank of `train --learners gbdt --time-budget 60s` among LightGBM, XGBoost and CatBoost with defaults and early stopping,
// over all supervised shared tables and seeded 80/20 splits; 1 is best.
//   node bench/gbdt/rank.mjs [--tables a,b] [--splits 0,1,2] [--budget 60] [--only mlwright,lightgbm] [--minutes 30] [--fresh] [--fresh-peers] [--report]
// Some 70 minutes for each split on two quiet cores, most of it the budget. What is done is kept, by commit of the sources and budget, so that a run goes on where it
// was stopped; `--minutes` stops it by itself, `--only` measures these, `--report` measures nothing.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { writeSplit } from '../honesty/split.mjs'
import { lossOf, metrics } from '../honesty/tables.mjs'
import { cli, lastJson, mean, measure, python, versionOf, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { bootstrapInterval, ranksOf } from './ranks.mjs'
import { tables } from './rank-tables.mjs'
import { printTable } from './table.mjs'

const { values } = parseArgs({
  options: {
    tables: { type: 'string' },
    splits: { type: 'string', default: '0,1,2' },
    budget: { type: 'string', default: '60' },
    only: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    fresh: { type: 'boolean', default: false },
    'fresh-peers': { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
})
const contestants = ['mlwright', 'lightgbm', 'xgboost', 'catboost']
const chosen =
  values.tables === undefined ? tables : values.tables.split(',').map((name) => tables.find((table) => table.name === name) ?? fail(name))
const splits = values.splits.split(',').map(Number)
const measured = values.only?.split(',') ?? contestants
const work = workFolder('gbdt-rank')
mkdirSync(work, { recursive: true })
const ownLog = openLog(join(work, `mlwright-${versionOf('src')}-${values.budget}s.jsonl`), { fresh: values.fresh })
const peerLog = openLog(join(work, 'peers.jsonl'), { fresh: values['fresh-peers'] })
const logOf = (contestant) => (contestant === 'mlwright' ? ownLog : peerLog)
const keyOf = (table, split, contestant) => `${table.name}/${split}/${contestant}`
const peerScript = fileURLToPath(new URL('rank_peer.py', import.meta.url))

if (!values.report) measureAll()
report()

function measureAll() {
  const end = performance.now() + Number(values.minutes) * 60_000
  for (const split of splits) {
    for (const table of chosen) {
      const open = measured.filter((contestant) => !logOf(contestant).has(keyOf(table, split, contestant)))
      if (open.length === 0) continue
      const files = writeSplit(work, table, split)
      for (const contestant of open) {
        if (performance.now() > end) break
        const found = contestant === 'mlwright' ? trainOn(table, split, files) : peerOn(contestant, table, split, files)
        logOf(contestant).keep(keyOf(table, split, contestant), found)
        console.error(`${keyOf(table, split, contestant)}: ${found.loss.toPrecision(5)} in ${found.seconds.toFixed(1)} s`)
      }
      rmSync(files.folder, { recursive: true })
    }
  }
}

function trainOn(table, split, files) {
  const command = [process.execPath, cli, 'train', files.train, '--target', table.target, '--task', table.task, '--learners', 'gbdt']
  command.push('--time-budget', `${values.budget}s`, '--seed', String(split), '--out', files.out, '--json')
  if (table.group !== undefined) command.push('--group', table.group)
  for (const column of table.drop ?? []) command.push('--ignore', column)
  const { output, wallSeconds } = measure(command)
  const result = lastJson(output)
  const metric = metrics[table.task]
  if (result.metric.name !== metric) throw new Error(`${table.name}: chosen by ${result.metric.name}, expected ${metric}`)
  const held = lastJson(measure([process.execPath, cli, 'evaluate', result.bundle, files.test, '--json']).output)
  return { loss: lossOf(metric, held.metrics[metric].value), seconds: wallSeconds, trials: result.leaderboard.length }
}

function peerOn(library, table, split, files) {
  const command = [python, peerScript, library, files.train, files.test, '--target', table.target, '--task', table.task]
  command.push('--seed', String(split), ...(table.drop ?? []).flatMap((column) => ['--drop', column]))
  return lastJson(measure(command).output)
}

function report() {
  const rows = chosen.flatMap((table) => {
    const whole = splits.filter((split) => contestants.every((contestant) => logOf(contestant).has(keyOf(table, split, contestant))))
    if (whole.length === 0) return []
    const found = Object.fromEntries(
      contestants.map((contestant) => [contestant, whole.map((split) => logOf(contestant).get(keyOf(table, split, contestant)))]),
    )
    const losses = Object.fromEntries(contestants.map((contestant) => [contestant, found[contestant].map((one) => one.loss)]))
    const bySplit = whole.map((_, at) => ranksOf(contestants.map((contestant) => losses[contestant][at])))
    const ranks = Object.fromEntries(contestants.map((contestant, at) => [contestant, mean(bySplit.map((split) => split[at]))]))
    const seconds = Object.fromEntries(contestants.map((contestant) => [contestant, mean(found[contestant].map((one) => one.seconds))]))
    return [{ table: table.name, metric: metrics[table.task], splits: whole, ranks, losses, seconds }]
  })
  if (rows.length === 0) {
    console.error('No table has a result of every contestant yet: nothing to report.')
    return
  }
  const isWhole = rows.length === tables.length && rows.every((row) => row.splits.length === splits.length) && values.budget === '60'
  const peers = contestants.slice(1)
  const ranks = Object.fromEntries(
    contestants.map((contestant) => [contestant, bootstrapInterval(rows.map((row) => row.ranks[contestant]))]),
  )
  // Below 0: ours ranks better. Tables are what is drawn anew: splits of one table are no independent evidence.
  const differences = Object.fromEntries(
    peers.map((peer) => [peer, bootstrapInterval(rows.map((row) => row.ranks.mlwright - row.ranks[peer]))]),
  )
  writeResult(isWhole ? 'gbdt-rank' : 'gbdt-rank-partial', {
    tables: rows.length,
    splits: splits.length,
    budgetSeconds: Number(values.budget),
    versions: Object.fromEntries(peers.map((peer) => [peer, peerLog.get(keyOf({ name: rows[0].table }, rows[0].splits[0], peer)).version])),
    ranks,
    differences,
    worstDifference: Math.max(...peers.map((peer) => differences[peer].mean)),
    rows,
  })
  const best = (row) => Math.min(...peers.map((peer) => mean(row.losses[peer])))
  printTable(
    ['table', 'splits', ...contestants.map((contestant) => `rank ${contestant}`), 'loss ÷ best peer'],
    rows.map((row) => [
      row.table,
      row.splits.length,
      ...contestants.map((contestant) => row.ranks[contestant].toFixed(2)),
      (mean(row.losses.mlwright) / best(row)).toFixed(3),
    ]),
  )
  const interval = ({ mean: middle, low, high }) => `${middle.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
  for (const contestant of contestants) console.log(`${contestant}: average rank ${interval(ranks[contestant])}`)
  for (const peer of peers) console.log(`mlwright − ${peer}: ${interval(differences[peer])}`)
}

function fail(name) {
  throw new Error(`no table '${name}'. Known: ${tables.map((table) => table.name).join(', ')}`)
}
