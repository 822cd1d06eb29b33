// Training time and peak memory beside LightGBM, XGBoost and CatBoost: the same rounds, leaves, bins and learning rate, one and two threads.
//   node bench/gbdt/speed.mjs [--sets a,b] [--threads 1,2] [--runs 5] [--categories] [--fresh]
// Each fit in a process of its own, the contestants in turn; seconds are binning and training after as many rounds on the first 20,000 rows (ours three times on
// 100,000, so that what there is to compile is compiled), imports and reading left out. `firstSeconds` are those of the first fit of a process, once.
// LightGBM (plain and with quantized gradients) and XGBoost compete in the faster of their layouts or growths, as a first run finds it.
// CatBoost runs once. About 50 minutes on two quiet cores; goes on where it was stopped, by the engine's commit.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median, writeResult } from '../bench.mjs'
import { openLog, workFolder } from '../log.mjs'
import { engineVersion, fitOnce, own, ownCold, peerGroups, settings } from './contestants.mjs'
import { categoricalSetNames, metaOf, prepareSet, setNames } from './sets.mjs'
import { printTable } from './table.mjs'

const { values } = parseArgs({
  options: {
    sets: { type: 'string' },
    threads: { type: 'string', default: '1,2' },
    runs: { type: 'string', default: '5' },
    categories: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const all = values.categories ? categoricalSetNames : setNames
const sets = values.sets?.split(',') ?? all
const threadCounts = values.threads.split(',').map(Number)
const runs = Number(values.runs)
const log = openLog(join(workFolder('gbdt'), `speed-${engineVersion}.jsonl`), { fresh: values.fresh })
const groups = Object.entries(peerGroups)

const rows = []
for (const set of sets) {
  const folder = prepareSet(set)
  for (const threads of threadCounts) {
    const once = (contestant, run) => {
      const key = `${set}/${threads}/${contestant.name}/${run}`
      return log.get(key) ?? log.keep(key, fitOnce(contestant, { folder, threads }))
    }
    for (const contestant of [own, ownCold, ...groups.flatMap(([, ways]) => ways)]) once(contestant, 0)
    const chosen = groups.map(([group, ways]) => [group, ways.reduce((a, b) => (once(b, 0).seconds < once(a, 0).seconds ? b : a))])
    for (let run = 1; run < runs; run++) {
      once(own, run)
      for (const [group, contestant] of chosen) if (group !== 'catboost') once(contestant, run)
    }
    const summary = (contestant, count) => {
      const found = Array.from({ length: count }, (_, run) => once(contestant, run))
      return {
        name: contestant.name,
        seconds: median(found.map((one) => one.seconds)),
        peakMemoryMegabytes: Math.max(...found.map((one) => one.peakMemoryBytes)) / 1e6,
        all: found.map((one) => one.seconds),
        // Far above 1 where something else ran on the machine: OpenMP threads wait by spinning.
        spread: Math.max(...found.map((one) => one.seconds)) / Math.min(...found.map((one) => one.seconds)),
        ...(found[0].version === undefined ? {} : { version: found[0].version }),
      }
    }
    const mlwright = summary(own, runs)
    const peers = Object.fromEntries(chosen.map(([group, contestant]) => [group, summary(contestant, group === 'catboost' ? 1 : runs)]))
    const best = (...names) => Math.min(...names.map((name) => peers[name].seconds))
    const { rows: rowCount, columns, task } = metaOf(folder)
    const row = {
      set,
      rows: rowCount,
      columns,
      task,
      threads,
      mlwright,
      firstSeconds: once(ownCold, 0).seconds,
      peers,
      ratio: mlwright.seconds / best('lightgbm', 'quantized', 'xgboost'),
      firstRatio: once(ownCold, 0).seconds / best('lightgbm', 'quantized', 'xgboost'),
      ratioToUnquantized: mlwright.seconds / best('lightgbm', 'xgboost'),
      memoryRatio: mlwright.peakMemoryMegabytes / peers.lightgbm.peakMemoryMegabytes,
    }
    rows.push(row)
    const unsteady = [mlwright, ...Object.values(peers)].filter(({ spread }) => spread > 1.5)
    if (unsteady.length > 0) console.error(`${set}, ${threads} threads: unsteady: ${unsteady.map((one) => one.name).join(', ')}`)
    console.error(
      `${set}, ${threads} threads: ${mlwright.seconds.toFixed(3)} s, ${row.ratio.toFixed(3)} of the fastest peer (${row.firstRatio.toFixed(3)} at first), memory ${row.memoryRatio.toFixed(3)} of LightGBM's`,
    )
  }
}

const byThreads = Object.fromEntries(
  threadCounts.map((threads) => {
    const found = rows.filter((row) => row.threads === threads)
    const ratios = found.map((row) => row.ratio)
    const first = found.map((row) => row.firstRatio)
    const unquantized = found.map((row) => row.ratioToUnquantized)
    return [
      threads,
      {
        medianRatio: median(ratios),
        worstRatio: Math.max(...ratios),
        medianFirstRatio: median(first),
        worstFirstRatio: Math.max(...first),
        medianRatioToUnquantized: median(unquantized),
        worstRatioToUnquantized: Math.max(...unquantized),
      },
    ]
  }),
)
const isWhole = sets.length === all.length && threadCounts.length >= 2 && runs >= 3
const name = values.categories ? 'gbdt-speed-categories' : 'gbdt-speed'
writeResult(isWhole ? name : `${name}-partial`, {
  settings,
  runs,
  byThreads,
  worstRatio: Math.max(...rows.map((row) => row.ratio)),
  worstMemoryRatio: Math.max(...rows.map((row) => row.memoryRatio)),
  rows,
})
const seconds = ({ seconds: value }) => value.toFixed(3)
printTable(
  [
    'set',
    'rows × columns',
    'threads',
    'mlwright s',
    'LightGBM',
    'quantized',
    'XGBoost',
    'CatBoost',
    '÷ fastest',
    'first fit ÷',
    'MB',
    'LightGBM MB',
  ],
  rows.map(({ set, rows: rowCount, columns, threads, mlwright, peers, ratio, firstRatio }) => [
    set,
    `${rowCount} × ${columns}`,
    threads,
    seconds(mlwright),
    seconds(peers.lightgbm),
    seconds(peers.quantized),
    seconds(peers.xgboost),
    seconds(peers.catboost),
    ratio.toFixed(3),
    firstRatio.toFixed(3),
    mlwright.peakMemoryMegabytes.toFixed(0),
    peers.lightgbm.peakMemoryMegabytes.toFixed(0),
  ]),
)
for (const [threads, { medianRatio, worstRatio }] of Object.entries(byThreads)) {
  console.log(`${threads} threads: median ratio ${medianRatio.toFixed(3)}, worst ${worstRatio.toFixed(3)}`)
}
