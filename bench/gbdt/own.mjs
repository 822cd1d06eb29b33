// One fit of ours in a process of its own: `node own.mjs '{"folder", "threads", "rounds", "leaves", "bins", "learningRate", "predict"}'`.
// Times binning and training after three fits of as many rounds on the first 100,000 rows, in which what there is to compile is compiled; `"warm": false`
// times the first fit of a process. Prints one line of JSON.
import { lossOf, objectiveOf, trainGbdt } from './engine.mjs'
import { metaOf, readPart } from './sets.mjs'

const { folder, threads, rounds, leaves, bins, learningRate, predict, warm = true, parameters: more } = JSON.parse(process.argv[2])
const [warmFits, warmRows] = [3, 100_000]
const meta = metaOf(folder)
const train = readPart(folder, 'train')
const parameters = { ...objectiveOf(meta), learningRate, leaves, maxBins: bins, ...more }
const categorical = meta.categorical.length === 0 ? {} : { categorical: meta.categorical }
if (warm) {
  const few = {
    columns: train.columns.map((values) => values.subarray(0, warmRows)),
    labels: train.labels.subarray(0, warmRows),
    ...categorical,
  }
  for (let fit = 0; fit < warmFits; fit++) await trainGbdt(few, { ...parameters, rounds }, { threads, seed: 0 })
}
const start = performance.now()
const model = await trainGbdt({ ...train, ...categorical }, { ...parameters, rounds }, { threads, seed: 0 })
const seconds = (performance.now() - start) / 1000
const result = { seconds }
if (predict) {
  const test = readPart(folder, 'test')
  result.loss = lossOf(meta.task, test.labels, model.predict(test.columns, { threads }))
}
console.log(JSON.stringify(result))
// Pool threads, if any are left, end with the process.
process.exit(0)
