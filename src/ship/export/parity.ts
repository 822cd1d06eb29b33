// Holds the graph against the model that was judged, on real rows and on rows with missing values and unseen levels.
import { openSession } from '../../base/runtime/index.js'
import type { Runtime, RunTensor, SessionOptions } from '../../base/runtime/index.js'
import type { Signature } from '../../data/schema/index.js'
import type { Table } from '../../data/table/index.js'
import { outputNamesOf } from '../bundle/index.js'
import { probeRows } from './probe-rows.js'
import { tableToTensors } from './table-to-tensors.js'

export interface ParityInput extends SessionOptions {
  /** Of `model.onnx`. */
  readonly bytes: Uint8Array
  readonly table: Table
  readonly signature: Signature
  /** The model that was judged: rows × outputs. */
  readonly trained: { predict(table: Table): Float64Array; readonly pipeline?: { readonly features: readonly unknown[] } }
  /** At most this many rows of the table are looked at, spread evenly; default 1,000. */
  readonly rowLimit?: number
}

export interface Parity {
  /** Rows that were compared: the real ones and those made of them. */
  readonly rowCount: number
  /** Rows as the table has them. */
  readonly realRowCount: number
  /** Copies of real rows with cells that are missing, unseen or extreme. */
  readonly madeRowCount: number
  /** The greatest |graph − model| ÷ max(1, |model|) of all numbers; Infinity when one side alone is not a number. */
  readonly largestDifference: number
  readonly runtime: Runtime
  /** Whether graph and model say the same class wherever the two best probabilities are more than 1e-9 apart. */
  readonly labelsEqual: boolean
}

/** Doubles that one call may hold for its features: keeps calls short and memory bounded, and is the same on every machine. */
const featuresPerCall = 2_000_000
/** Within this margin of the best probability rounding may decide the label. */
const labelMargin = 1e-9

/**
 * Runs the graph beside the model on rows of the table and on probes made of them (each column missing, unseen, all missing).
 * Throws RUNTIME_MISSING when no ONNX Runtime loads, BUNDLE_INVALID when the runtime refuses the graph.
 */
export async function checkParity(input: ParityInput): Promise<Parity> {
  const { bytes, signature, trained, rowLimit = 1000 } = input
  const table = probeRows(input.table, signature, rowLimit)
  const session = await openSession(bytes, input.runtime === undefined ? {} : { runtime: input.runtime })
  try {
    const width = Math.max(1, trained.pipeline?.features.length ?? signature.inputs.length)
    const rowsPerCall = Math.min(1024, Math.max(16, Math.floor(featuresPerCall / width)))
    const outputs = await session.run(tableToTensors(table, signature), { rowsPerCall })
    const expected = trained.predict(table)
    const realRowCount = Math.min(rowLimit, input.table.rowCount)
    const rowCounts = { rowCount: table.rowCount, realRowCount, madeRowCount: table.rowCount - realRowCount }
    return { ...rowCounts, runtime: session.runtime, ...compare(signature, outputs, expected, table.rowCount) }
  } finally {
    await session.close()
  }
}

function compare(
  signature: Signature,
  outputs: ReadonlyMap<string, RunTensor>,
  expected: Float64Array,
  rowCount: number,
): Pick<Parity, 'largestDifference' | 'labelsEqual'> {
  const names = outputNamesOf(signature)
  const numbers = (name: string): Float64Array => outputs.get(name)!.data as Float64Array
  if (signature.task === 'regression') return { largestDifference: largest(numbers(names.prediction), expected, 1, 0), labelsEqual: true }
  const classCount = signature.classes!.length
  const shares = signature.task === 'binary' ? twoShares(expected) : expected
  const differences = names.probabilities.map((name, index) => largest(numbers(name), shares, classCount, index))
  const labels = outputs.get(names.prediction)!.data as readonly string[]
  let labelsEqual = true
  for (let row = 0; row < rowCount; row++) {
    const { best, margin } = bestOf(shares, row * classCount, classCount)
    if (margin > labelMargin && labels[row] !== signature.classes![best]) labelsEqual = false
  }
  return { largestDifference: Math.max(...differences), labelsEqual }
}

function twoShares(positive: Float64Array): Float64Array {
  const shares = new Float64Array(positive.length * 2)
  for (let row = 0; row < positive.length; row++) {
    shares[2 * row] = 1 - positive[row]
    shares[2 * row + 1] = positive[row]!
  }
  return shares
}

function largest(actual: Float64Array, expected: Float64Array, stride: number, offset: number): number {
  let worst = 0
  for (let row = 0; row < actual.length; row++) {
    const wanted = expected[row * stride + offset]
    const difference = Math.abs(actual[row] - wanted) / Math.max(1, Math.abs(wanted))
    if (difference > worst) worst = difference
    else if (Number.isNaN(difference) && Number.isNaN(actual[row]) !== Number.isNaN(wanted)) return Number.POSITIVE_INFINITY
  }
  return worst
}

function bestOf(shares: Float64Array, start: number, count: number): { readonly best: number; readonly margin: number } {
  let best = 0
  let second = Number.NEGATIVE_INFINITY
  for (let index = 1; index < count; index++) {
    const share = shares[start + index]
    if (share > shares[start + best]) {
      second = shares[start + best]!
      best = index
    } else if (share > second) {
      second = share
    }
  }
  return { best, margin: shares[start + best] - second }
}
