// A bundle and rows in, a file of predictions out.
import { createWriteStream } from 'node:fs'
import { realpath, rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { checkOptions, MlwrightError, outputCountOf, throwIfAborted } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { outputError, outputPath, temporaryPath } from './base/store/index.js'
import type { Signature } from './data/schema/index.js'
import { filesOf, readWithSignature } from './data/sources/index.js'
import type { Source } from './data/sources/index.js'
import { predictedLabels } from './learn/metrics/index.js'
import { requireContract } from './verbs/contract/index.js'
import { loadModel } from './verbs/model/index.js'
import { predictOptions } from './verbs/asked/index.js'
import type { PredictOptions } from './verbs/asked/index.js'

export interface PredictSummary {
  readonly format: 1
  /** The file, absolute; `-` for standard output. */
  readonly out: string
  /** Whether there was a file of that name before. */
  readonly replaced: boolean
  readonly rows: number
  readonly findings: readonly Finding[]
}

const defaultFile = 'predictions.csv'
/** Rows per piece of text: bounds memory. */
const rowsAtOnce = 16_384

/**
 * Predicts every row of a source and writes a CSV: `prediction` and, for classes, `probability_<class>`; one row per row, in their order.
 *
 * `options.bundle`: the bundle's folder. `options.out`: default `predictions.csv`; `-` writes to standard output.
 * Numbers are in their shortest form that reads back the same. The file is there whole or not at all.
 * `options.contract`: what the rows must keep before any is predicted; they may lack the target.
 * Throws OPTION_INVALID; what `load` throws; CONTRACT_BROKEN with all that breaks it, CONTRACT_NOT_FOUND, CONTRACT_INVALID, CONTRACT_NEWER; COLUMN_MISSING with all missing columns; OUTPUT_NOT_WRITABLE, DISK_FULL.
 */
export async function predict<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: PredictOptions & { bundle: string | URL; signal?: AbortSignal },
): Promise<PredictSummary> {
  checkOptions(predictOptions, options, { also: ['bundle', 'signal'] })
  const { signature, trained } = await loadModel(options.bundle)
  const checkpoint = (): void => throwIfAborted(options.signal)
  const out = options.out === '-' ? '-' : resolve(options.out ?? defaultFile)
  if (out !== '-') await refuseSource(source, out)
  const { contract } = options
  const held = contract === undefined ? source : await requireContract(source, { contract, mayLack: [signature.target], checkpoint })
  const { table, findings } = await readWithSignature(held, signature, { checkpoint })
  checkpoint()
  const numbers = trained.predict(table)
  const replaced = out !== '-' && (await outputPath(out)).exists
  if (out === '-') await writeRows(process.stdout, signature, numbers)
  else await writeFileWhole(out, (stream) => writeRows(stream, signature, numbers))
  return { format: 1, out, replaced, rows: table.rowCount, findings }
}

/** Throws OUTPUT_EXISTS when the file to write is one that is read. */
async function refuseSource(source: Source<object>, out: string): Promise<void> {
  const real = async (path: string): Promise<string> => realpath(path).catch(() => resolve(path))
  const target = await real(out)
  for (const file of await filesOf(source)) {
    if ((await real(file)) === target) {
      throw new MlwrightError('OUTPUT_EXISTS', `The predictions would replace their own source, '${out}'.`, {
        hint: 'Name another file with --out.',
      })
    }
  }
}

async function writeRows(stream: Writable, signature: Signature, numbers: Float64Array): Promise<void> {
  const classes = signature.classes ?? []
  const header = ['prediction', ...classes.map((label) => `probability_${label}`)]
  stream.write(`${header.map(csvCell).join(',')}\n`)
  const outputs = outputCountOf(signature.task, classes.length)
  const rowCount = numbers.length / outputs
  const cells = classes.map(csvCell)
  const labels =
    classes.length === 0 ? undefined : predictedLabels({ task: signature.task, classCount: classes.length, predictions: numbers })
  for (let from = 0; from < rowCount; from += rowsAtOnce) {
    let text = ''
    for (let row = from; row < Math.min(rowCount, from + rowsAtOnce); row++) {
      text += labels === undefined ? `${numbers[row]}\n` : `${cells[labels[row]]}${sharesOf(numbers, row, outputs)}\n`
    }
    if (!stream.write(text)) await once(stream, 'drain')
  }
}

function sharesOf(numbers: Float64Array, row: number, outputs: number): string {
  if (outputs === 1) return `,${1 - numbers[row]},${numbers[row]}`
  let cells = ''
  for (let at = row * outputs; at < (row + 1) * outputs; at++) cells += `,${numbers[at]}`
  return cells
}

function csvCell(text: string): string {
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function writeFileWhole(named: string, write: (stream: Writable) => Promise<void>): Promise<void> {
  const { path, isSpecial } = await outputPath(named)
  const draft = isSpecial ? path : temporaryPath(path)
  const stream = createWriteStream(draft)
  const ended = finished(stream)
  try {
    await Promise.race([write(stream), ended])
    stream.end()
    await ended
    if (!isSpecial) await rename(draft, path)
  } catch (error) {
    ended.catch(() => undefined)
    stream.destroy()
    if (!isSpecial) await rm(draft, { force: true })
    throw outputError(error, path)
  }
}
