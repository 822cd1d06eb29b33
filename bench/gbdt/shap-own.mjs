// Our side of shap.mjs: `node shap-own.mjs KIND FOLDER MODEL ROWS THREADS SECONDS OUT` loads LightGBM's model, times its SHAP values and prints one line
// of JSON. KIND: path or interventional. With more threads than one, each worker explains its share of the rows, as a program would do it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { median } from '../bench.mjs'
import { gbdtFromLightGbmText } from './engine.mjs'
import { readPart } from './sets.mjs'

const [kind, folder, path, rowsText, threadsText, secondsText, out] = process.argv.slice(2)
const rowCount = Number(rowsText)
const threads = Number(threadsText)

/** A function that explains rows `begin` to `end` − 1. */
async function loadExplainer() {
  const model = gbdtFromLightGbmText(readFileSync(path, 'utf8'))
  const { columns } = readPart(folder, 'train')
  const options = kind === 'interventional' ? { background: readPart(folder, 'test').columns.map((values) => values.subarray(0, 100)) } : {}
  return (begin, end) =>
    model.shap(
      columns.map((values) => values.subarray(begin, end)),
      options,
    )
}

async function main() {
  const shares = Array.from({ length: threads + 1 }, (_, at) => Math.floor((at * rowCount) / threads))
  const explain = await loadExplainer()
  const workers = Array.from(
    { length: threads - 1 },
    () => new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2), workerData: true }),
  )
  const answer = (worker) => new Promise((resolve) => worker.once('message', resolve))
  await Promise.all(workers.map(answer))
  const explainAll = async (rows) => {
    const ends = shares.map((share) => Math.min(share, rows))
    const others = workers.map((worker, at) => {
      const found = answer(worker)
      worker.postMessage([ends[at + 1], ends[at + 2]])
      return found
    })
    const parts = [explain(ends[0], ends[1]), ...(await Promise.all(others))]
    if (parts.length === 1) return parts[0]
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  await explainAll(rowCount)
  const seconds = []
  let values
  const end = performance.now() + Number(secondsText) * 1000
  while (seconds.length < 3 || performance.now() < end) {
    const start = performance.now()
    values = await explainAll(rowCount)
    seconds.push((performance.now() - start) / 1000)
  }
  const one = []
  for (let row = 0; row < Math.min(300, rowCount); row++) {
    const start = performance.now()
    explain(row, row + 1)
    one.push((performance.now() - start) * 1000)
  }
  writeFileSync(out, new Uint8Array(values.buffer))
  console.log(JSON.stringify({ rowsPerSecond: rowCount / median(seconds), oneRowMicroseconds: median(one.slice(one.length >> 1)) }))
  process.exit(0)
}

if (isMainThread) await main()
else {
  const explain = await loadExplainer()
  parentPort.on('message', ([begin, end]) => {
    const values = explain(begin, end)
    parentPort.postMessage(values, [values.buffer])
  })
  parentPort.postMessage(workerData)
}
