// Our side of predict.mjs: `node predict-own.mjs FOLDER MODEL THREADS SECONDS` loads LightGBM's model and times it. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { median } from '../bench.mjs'
import { gbdtFromLightGbmText } from './engine.mjs'
import { readPart } from './sets.mjs'

const [folder, path, threadsText, secondsText] = process.argv.slice(2)
const options = { threads: Number(threadsText) }
const { columns, labels } = readPart(folder, 'train')
const rowCount = labels.length
const model = gbdtFromLightGbmText(readFileSync(path, 'utf8'))

// As the peer does: a small one first, then all rows again and again.
for (let round = 0; round < 20; round++)
  model.predict(
    columns.map((values) => values.subarray(0, 1000)),
    options,
  )
const seconds = []
let predicted
const end = performance.now() + Number(secondsText) * 1000
while (seconds.length < 3 || performance.now() < end) {
  const start = performance.now()
  predicted = model.predict(columns, options)
  seconds.push((performance.now() - start) / 1000)
}

// One row at a time, each time another one: batches of 500, the median of 60 after as many to warm up.
const rows = Array.from({ length: Math.min(rowCount, 5000) }, (_, row) => Float64Array.from(columns, (values) => values[row]))
const batches = []
let sum = 0
for (let batch = 0; batch < 120; batch++) {
  const start = performance.now()
  for (let at = 0; at < 500; at++) sum += model.predictRow(rows[(batch * 500 + at) % rows.length])[0]
  if (batch >= 60) batches.push(((performance.now() - start) * 1000) / 500)
}
console.log(
  JSON.stringify({
    rowsPerSecond: rowCount / median(seconds),
    oneRowMicroseconds: median(batches),
    sum: predicted.reduce((total, value) => total + value, 0),
    consumed: sum,
  }),
)
process.exit(0)
