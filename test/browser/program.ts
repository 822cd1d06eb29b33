// What runs in the browser.

/** What it answers; plain data. */
export interface Answer {
  readonly failure?: string
  readonly isolated: boolean
  /** Whether modules of WebAssembly may be compiled. */
  readonly hasWebAssembly: boolean
  /** Missing values as null. */
  readonly columns: readonly (readonly (number | null)[])[]
  readonly labels: readonly number[]
  /** JSON texts: with one thread, with two. */
  readonly models: readonly string[]
  readonly rounds: number
  readonly predictions: readonly number[]
  readonly reread: readonly number[]
  readonly onnx: readonly number[]
  readonly auc: number
  readonly lightGbmText: string
  /** Of the first 20 rows. */
  readonly shap: readonly number[]
  readonly refusal: readonly string[]
  /** Whether two threads gave the model of one, of a fit that is long enough for two; undefined where threads cannot share memory. */
  readonly isSame: boolean | undefined
  readonly abort: { readonly code: string; readonly afterMs: number; readonly ticks: number }
}

/** An ES module that exports `run`, which gives an `Answer`. */
export const program = `
import { gbdtFromJSON, gbdtFromLightGbmText, trainGbdt } from 'mlwright/gbdt'
import { rocAuc } from 'mlwright/metrics'

// A linear congruential generator, so that the table is always the same.
let state = 7
const next = () => (state = (state * 48271) % 2147483647) / 2147483647

async function compareThreads() {
  const columns = Array.from({ length: 10 }, () => Float64Array.from({ length: 100_000 }, next))
  const labels = Float64Array.from(columns[0], (value, row) => (value + columns[1][row] > 1 ? 1 : 0))
  const fit = async (threads) => JSON.stringify((await trainGbdt({ columns, labels }, { objective: 'binary', leaves: 8 }, { threads })).toJSON())
  return (await fit(2)) === (await fit(1))
}

export async function run() {
  const columns = Array.from({ length: 4 }, (_, c) => Float64Array.from({ length: 400 }, () => (c === 3 && next() < 0.2 ? NaN : next())))
  const labels = Float64Array.from({ length: 400 }, (_, row) => (columns[0][row] + columns[1][row] ** 2 + 0.3 * next() > 1 ? 1 : 0))
  const data = { columns, labels }
  const parameters = { objective: 'binary', rounds: 20, subsample: 0.8 }
  let rounds = 0
  const model = await trainGbdt(data, parameters, { seed: 3, threads: 1, onRound: () => rounds++ })
  const other = await trainGbdt(data, parameters, { seed: 3, threads: 2 })
  const predictions = model.predict(columns)
  const refusal = await trainGbdt(data, { leafs: 3 }).catch((error) => [error.message.match(/unknown.*\\)/)[0], error.code])
  return {
    isolated: globalThis.crossOriginIsolated,
    hasWebAssembly: canCompile(),
    columns: columns.map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value))),
    labels: Array.from(labels),
    models: [model, other].map((one) => JSON.stringify(one.toJSON())),
    rounds,
    predictions: Array.from(predictions),
    reread: Array.from(gbdtFromJSON(JSON.parse(JSON.stringify(model.toJSON()))).predict(columns)),
    onnx: Array.from(model.toOnnx()),
    auc: rocAuc(labels, predictions),
    lightGbmText: gbdtFromLightGbmText(model.toLightGbmText()).toLightGbmText(),
    shap: Array.from(model.shap(columns.map((column) => column.subarray(0, 20)))),
    refusal,
    isSame: globalThis.crossOriginIsolated ? await compareThreads() : undefined,
    abort: await stopOne(),
  }
}

function canCompile() {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module
  } catch {
    return false
  }
}

async function stopOne() {
  const columns = Array.from({ length: 8 }, () => Float64Array.from({ length: 50000 }, next))
  const stop = new AbortController()
  let ticks = 0
  const ticking = setInterval(() => ticks++, 10)
  let stoppedAt = 0
  setTimeout(() => {
    stoppedAt = performance.now()
    stop.abort()
  }, 500)
  const code = await trainGbdt({ columns, labels: columns[0] }, { rounds: 100000 }, { signal: stop.signal }).then(() => 'done', (error) => error.code)
  clearInterval(ticking)
  return { code, afterMs: performance.now() - stoppedAt, ticks }
}
`
