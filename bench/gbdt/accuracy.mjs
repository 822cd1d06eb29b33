// Held-out loss at equal parameters beside LightGBM's, over five seeded 80/20 splits of each data set.
//   node bench/gbdt/accuracy.mjs [--sets a,b] [--seeds 5] [--threads 2] [--categories] [--fresh]
// A set is level where our mean loss is at most 0.3 % above LightGBM's, or at most 2 paired standard errors. Loss: log-loss, or RMSE.
// About 12 minutes on two quiet cores; goes on where it was stopped.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mean, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { engineVersion, fitOnce, lightgbm, own, peerGroups, settings } from './contestants.mjs'
import { categoricalSetNames, metaOf, prepareSet, removeSet, setNames } from './sets.mjs'
import { printTable } from './table.mjs'

const { values } = parseArgs({
  options: {
    sets: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    categories: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const all = values.categories ? categoricalSetNames : setNames
const sets = values.sets?.split(',') ?? all
const seeds = Number(values.seeds)
const threads = Number(values.threads)
/** Losses that differ by less, of LightGBM's, count as level; so do those within so many paired standard errors. */
const [tolerance, standardErrors] = [0.003, 2]

const work = workFolder('gbdt')
const logs = {
  own: openLog(join(work, `accuracy-${engineVersion}.jsonl`), { fresh: values.fresh }),
  peers: openLog(join(work, 'accuracy-peers.jsonl'), { fresh: values.fresh }),
}
const contestants = { own, lightgbm, quantized: peerGroups.quantized[0] }

const rows = sets.map((set) => {
  let task
  const losses = { own: [], lightgbm: [], quantized: [] }
  for (let seed = 0; seed < seeds; seed++) {
    const folder = prepareSet(set, { seed })
    task = metaOf(folder).task
    for (const [name, contestant] of Object.entries(contestants)) {
      const log = name === 'own' ? logs.own : logs.peers
      const key = `${set}/${seed}/${contestant.name}`
      const { loss } = log.get(key) ?? log.keep(key, fitOnce(contestant, { folder, threads, predict: true }))
      losses[name].push(loss)
    }
    if (seed > 0) removeSet(folder)
  }
  const row = { set, task, ...compare(losses.own, losses.lightgbm), quantized: compare(losses.quantized, losses.lightgbm), losses }
  console.error(`${set}: ${row.own.toPrecision(5)} against ${row.lightgbm.toPrecision(5)}, ${(100 * row.excess).toFixed(3)} %`)
  return row
})

/** The mean losses of ours and of LightGBM's, by which share ours is greater, in standard errors of the paired difference too. */
function compare(ours, theirs) {
  const differences = ours.map((loss, seed) => loss - theirs[seed])
  const difference = mean(differences)
  const variance = differences.reduce((sum, one) => sum + (one - difference) ** 2, 0) / Math.max(1, seeds - 1)
  const standardError = Math.sqrt(variance / seeds)
  const excess = difference / mean(theirs)
  return {
    own: mean(ours),
    lightgbm: mean(theirs),
    excess,
    standardError: standardError / mean(theirs),
    isLevel: excess <= tolerance || (seeds > 1 && difference <= standardErrors * standardError),
  }
}

const isWhole = sets.length === all.length && seeds >= 5
const name = values.categories ? 'gbdt-accuracy-categories' : 'gbdt-accuracy'
writeResult(isWhole ? name : `${name}-partial`, {
  settings,
  seeds,
  tolerance,
  standardErrors,
  behind: rows.filter((row) => !row.isLevel).length,
  worstExcess: Math.max(...rows.map((row) => row.excess)),
  meanExcess: mean(rows.map((row) => row.excess)),
  rows,
})
const percent = (share) => `${(100 * share).toFixed(3)} %`
printTable(
  ['set', 'mlwright', 'LightGBM', 'excess', 'standard error', 'quantized LightGBM', ''],
  rows.map((row) => [
    row.set,
    row.own.toPrecision(6),
    row.lightgbm.toPrecision(6),
    percent(row.excess),
    percent(row.standardError),
    percent(row.quantized.excess),
    row.isLevel ? 'level' : 'BEHIND',
  ]),
)
