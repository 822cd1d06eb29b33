// Do estimates come true, and are the models as good as LightGBM's? Trains on 80 % of each table, holds the estimate against the other
// 20 %, five times; the same splits go to LightGBM with early stopping.
//   node bench/honesty/run.mjs [--tables a,b] [--splits 0,1,2,3,4] [--skip-lightgbm] [--fresh]
// Done splits are kept in a work folder, by commit, so that a stopped run goes on where it was.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { evaluate, train } from '../../dist/index.js'
import { lastJson, mean, measure, provenance, python, root, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { writeSplit } from './split.mjs'
import { lossOf, metrics, tables } from './tables.mjs'

const { values } = parseArgs({
  options: {
    tables: { type: 'string' },
    splits: { type: 'string', default: '0,1,2,3,4' },
    'skip-lightgbm': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const chosen =
  values.tables === undefined ? tables : values.tables.split(',').map((name) => tables.find((table) => table.name === name) ?? fail(name))
const splits = values.splits.split(',').map(Number)
/** Some tables or splits only, or without LightGBM: nothing to record. */
const isWhole = values.tables === undefined && splits.length >= 5 && !values['skip-lightgbm']

/** Added to both losses of a ratio, so that two losses of nearly nothing compare as equal. Stated in the results. */
const floor = 0.001

const work = workFolder('honesty')
const own = openLog(join(work, `mlwright-${provenance().commit}.jsonl`), { fresh: values.fresh })
const peers = openLog(join(work, 'lightgbm.jsonl'))
for (const table of chosen) {
  for (const split of splits) {
    const key = `${table.name}/${split}`
    const files = writeSplit(work, table, split)
    if (!own.has(key)) own.keep(key, await trainOn(table, split, files))
    if (!values['skip-lightgbm'] && !peers.has(key)) peers.keep(key, lightgbmOn(table, split, files))
    rmSync(files.folder, { recursive: true })
    const { estimated, actual, z, seconds } = own.get(key)
    console.error(
      `${key}: estimated ${format(estimated)}, actual ${format(actual)}, z ${z.toFixed(2)}, LightGBM ${format(peers.get(key)?.loss)}, ${seconds.toFixed(1)} s`,
    )
  }
}
report()

async function trainOn(table, split, files) {
  const start = performance.now()
  const group = table.group === undefined ? {} : { group: table.group }
  const result = await train(files.train, { target: table.target, out: files.out, seed: split, ...group })
  const seconds = (performance.now() - start) / 1000
  const metric = metrics[table.task]
  if (result.task !== table.task || result.metric.name !== metric) {
    throw new Error(`${table.name}: ${result.task} by ${result.metric.name}, expected ${table.task} by ${metric}`)
  }
  const held = await evaluate(files.test, { bundle: result.bundle })
  const found = held.metrics[metric]
  const [estimated, actual] = [lossOf(metric, result.metric.value), lossOf(metric, found.value)]
  // Both intervals hold 95 % of a bootstrap's draws.
  const standardErrorOf = ({ low, high }) => (high - low) / (2 * 1.959964)
  const [se, t] = [standardErrorOf(result.metric), standardErrorOf(found)]
  return {
    estimated,
    se,
    actual,
    t,
    z: (estimated - actual) / Math.sqrt(se ** 2 + t ** 2),
    rows: held.rows,
    winner: result.winner,
    seconds,
  }
}

function lightgbmOn(table, split, files) {
  const script = join(root, 'bench/honesty/lightgbm_peer.py')
  const command = [python, script, files.train, files.test, '--target', table.target, '--task', table.task, '--seed', String(split)]
  return lastJson(measure(command).output)
}

function report() {
  const rows = chosen.map((table) => {
    const runs = splits.map((split) => ({
      split,
      ...own.get(`${table.name}/${split}`),
      lightgbm: peers.get(`${table.name}/${split}`)?.loss ?? null,
    }))
    const compared = runs.filter(({ lightgbm }) => lightgbm !== null)
    return {
      table: table.name,
      metric: metrics[table.task],
      meanZ: mean(runs.map(({ z }) => z)),
      covered: runs.filter(({ z }) => Math.abs(z) <= 1.96).length,
      estimated: mean(runs.map(({ estimated }) => estimated)),
      actual: mean(runs.map(({ actual }) => actual)),
      lightgbm: compared.length === 0 ? null : mean(compared.map(({ lightgbm }) => lightgbm)),
      ratio: compared.length === 0 ? null : geometricMean(compared.map(ratioOf)),
      runs,
    }
  })
  const all = rows.flatMap(({ runs }) => runs)
  const compared = all.filter(({ lightgbm }) => lightgbm !== null)
  const result = {
    tables: rows.length,
    splits: splits.length,
    meanZ: mean(all.map(({ z }) => z)),
    coveredShare: all.filter(({ z }) => Math.abs(z) <= 1.96).length / all.length,
    lossRatio: compared.length === 0 ? null : geometricMean(compared.map(ratioOf)),
    lossRatioFloor: floor,
    lightgbm: peers.get(peers.keys().at(-1))?.lightgbm ?? null,
    rows,
  }
  const name = isWhole ? 'honesty' : 'honesty-partial'
  writeResult(name, result)
  writeFileSync(join(root, `bench/results/${name}.md`), toMarkdown(result))
}

function ratioOf({ actual, lightgbm }) {
  return (actual + floor) / (lightgbm + floor)
}

function geometricMean(ratios) {
  return Math.exp(mean(ratios.map(Math.log)))
}

function toMarkdown({ rows, meanZ, coveredShare, lossRatio, splits: splitCount }) {
  const lines = rows.map((row) =>
    [
      row.table,
      row.metric,
      format(row.estimated),
      format(row.actual),
      row.meanZ.toFixed(2),
      `${row.covered}/${row.runs.length}`,
      format(row.lightgbm),
      format(row.ratio),
    ].join(' | '),
  )
  return `# Do estimates come true?

${rows.length} tables × ${splitCount} outer splits of 80/20. Losses: 1 − rocAuc, logLoss, rmse. z = (estimated − actual) ÷ √(se² + t²).

- mean z ${meanZ.toFixed(3)} (wanted: −0.3 to 0.6)
- |z| ≤ 1.96 in ${(coveredShare * 100).toFixed(1)} % of the runs (wanted: 90 to 99 %)
- held-out loss ÷ LightGBM's, geometric mean: ${format(lossRatio)} (wanted: at most 1.05)

| table | metric | estimated loss | actual loss | mean z | within 1.96 | LightGBM's loss | ratio |
|---|---|---|---|---|---|---|---|
${lines.map((line) => `| ${line} |`).join('\n')}
`
}

function format(value) {
  return value === null || value === undefined ? '–' : Number(value.toPrecision(4)).toString()
}

function fail(name) {
  throw new Error(`no table '${name}'. Known: ${tables.map((table) => table.name).join(', ')}`)
}
