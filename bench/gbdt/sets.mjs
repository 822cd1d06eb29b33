// The data sets of the boosting benchmarks: which there are, writing them once, reading them back.
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { python } from '../bench.mjs'
import { workFolder } from '../log.mjs'

/** From ten thousand to a million training rows; categories stand as numbers, so that all libraries see the same columns. Defined in sets.py. */
export const setNames = [
  'weight_lifting',
  'california',
  'adult',
  'adult_one_hot',
  'diamonds',
  'sms_words',
  'covertype',
  'higgs_150k',
  'adult_240k',
  'higgs_1m',
]
/** Sets whose categories are told to the libraries as such: each has its own way with them. */
export const categoricalSetNames = ['adult_categories', 'diamonds_categories', 'adult_240k_categories']

/** Writes a set unless it is there, and returns its folder. `rows`, `columns`: other sizes than the set's own. */
export function prepareSet(name, { seed = 0, rows, columns } = {}) {
  const size = rows === undefined && columns === undefined ? '' : `-${rows ?? ''}x${columns ?? ''}`
  const folder = join(workFolder('gbdt-sets'), `${name}${size}-${seed}`)
  if (existsSync(join(folder, 'meta.json'))) return folder
  const script = fileURLToPath(new URL('sets.py', import.meta.url))
  const command = [script, name, '--seed', String(seed), '--into', folder]
  if (rows !== undefined) command.push('--rows', String(rows))
  if (columns !== undefined) command.push('--columns', String(columns))
  execFileSync(python, command, { stdio: ['ignore', 'inherit', 'inherit'] })
  return folder
}

export const metaOf = (folder) => JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'))

/** The bytes of a large set are needed once. */
export const removeSet = (folder) => rmSync(folder, { recursive: true, force: true })

/** `{columns, labels}` of `train` or `test`, in shared memory as `train` reads its tables: the engine then needs no copy. */
export function readPart(folder, part) {
  const { rows, testRows, columns } = metaOf(folder)
  const rowCount = part === 'train' ? rows : testRows
  const values = readDoubles(join(folder, `${part}-columns.bin`))
  return {
    columns: Array.from({ length: columns }, (_, column) => values.subarray(column * rowCount, (column + 1) * rowCount)),
    labels: readDoubles(join(folder, `${part}-labels.bin`)),
  }
}

function readDoubles(path) {
  const bytes = new Uint8Array(new SharedArrayBuffer(statSync(path).size))
  const file = openSync(path, 'r')
  for (let at = 0; at < bytes.length;) at += readSync(file, bytes, at, Math.min(1 << 28, bytes.length - at), at)
  closeSync(file)
  return new Float64Array(bytes.buffer)
}
