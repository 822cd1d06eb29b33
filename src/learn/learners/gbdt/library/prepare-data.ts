// The data of a caller, checked, in the form in which a fit gets them.
import { didYouMean, MlwrightError, nearestName, showValue } from '../../../../base/core/index.js'
import { dataFields } from './fields.js'
import { meantIn } from './foreign-names.js'
import type { GbdtColumn, GbdtData } from './types.js'

/** Plain data: it can be sent to a thread. */
export interface PreparedData {
  readonly rowCount: number
  readonly columns: readonly GbdtColumn[]
  readonly labels: Float64Array
  readonly weights: Float64Array | undefined
  /** Ascending. */
  readonly categorical: readonly number[]
  readonly names: readonly string[]
  readonly groupSizes: Int32Array | undefined
  readonly initialScores: Float64Array | undefined
}

/** Models keep sets of levels as bits, one for each code up to the greatest. */
const codeLimit = 2 ** 20

/**
 * Checks `data`, called `what` in messages, and copies labels and weights. Throws OPTION_INVALID, NO_FEATURES, TOO_FEW_ROWS, ROWS_RAGGED,
 * TARGET_UNSUITABLE, CELL_INVALID or COLUMN_NOT_FOUND. O(rows) and O(rows × categorical columns).
 */
export function prepareData(data: unknown, what: 'data' | 'validation'): PreparedData {
  const given = checkFields(data, what)
  const columns = checkColumns(given.columns, what)
  const rowCount = columns[0].length
  const counted = (values: ArrayLike<number>, name: string): Float64Array => readNumbers(values, rowCount, `${what}.${name}`)
  const labels = counted(given.labels, 'labels')
  const badLabel = labels.findIndex((label) => !Number.isFinite(label))
  if (badLabel >= 0) {
    const count = labels.reduce((sum, label) => sum + (Number.isFinite(label) ? 0 : 1), 0)
    throw new MlwrightError('TARGET_UNSUITABLE', `Label ${badLabel} of ${what} is ${labels[badLabel]}, expected a finite number.`, {
      hint: `${count} of ${rowCount} rows have no finite label: leave them out.`,
      details: { row: badLabel, rows: count },
    })
  }
  return {
    rowCount,
    columns,
    labels,
    weights: given.weights === undefined ? undefined : checkWeights(counted(given.weights, 'weights'), what),
    categorical: checkCategorical(given.categorical ?? [], columns, what),
    names: checkNames(given.names, columns.length, what),
    groupSizes: given.groupSizes === undefined ? undefined : checkGroups(given.groupSizes, rowCount, what),
    initialScores: given.initialScores === undefined ? undefined : checkScores(given.initialScores, rowCount, what),
  }
}

function checkFields(data: unknown, what: string): GbdtData {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new MlwrightError('OPTION_INVALID', `The ${what} is ${showValue(data)}, expected { columns, labels, … }.`)
  }
  const unknown = Object.keys(data).filter((name) => !dataFields.some((field) => field === name))
  if (unknown.length > 0) {
    const listed = unknown.map((name) => `'${name}'${didYouMean(meantIn('data', name) ?? nearestName(name, dataFields))}`).join(', ')
    throw new MlwrightError('OPTION_INVALID', `The ${what} has the unknown field ${listed}.`, {
      hint: `The fields are: ${dataFields.join(', ')}.`,
      details: { unknown },
    })
  }
  return data as GbdtData
}

/** Columns to learn from or to predict for: typed arrays of one length. */
export function checkColumns(columns: unknown, what: string): readonly GbdtColumn[] {
  if (!Array.isArray(columns)) {
    throw new MlwrightError('OPTION_INVALID', `The columns of ${what} are ${showValue(columns)}, expected a list of typed arrays.`, {
      hint: 'One Float64Array, Float32Array or Int32Array for each column.',
    })
  }
  if (columns.length === 0) {
    throw new MlwrightError('NO_FEATURES', `There are no columns in ${what}, expected at least one.`, {
      hint: 'Give one typed array for each column.',
    })
  }
  columns.forEach((column: unknown, c) => {
    if (column instanceof Float64Array || column instanceof Float32Array || column instanceof Int32Array) return
    const received = typeof column === 'object' && column !== null ? column.constructor?.name : showValue(column)
    throw new MlwrightError(
      'OPTION_INVALID',
      `Column ${c} of ${what} is ${received}, expected a Float64Array, a Float32Array or an Int32Array.`,
      {
        hint: 'Float64Array.from(values), or Float32Array, or Int32Array for level codes.',
        details: { column: c },
      },
    )
  })
  const found = columns as GbdtColumn[]
  const ragged = found.findIndex((column) => column.length !== found[0].length)
  if (ragged >= 0) {
    throw new MlwrightError(
      'ROWS_RAGGED',
      `Column ${ragged} of ${what} has ${found[ragged].length} rows, expected ${found[0].length} as column 0 has.`,
      { hint: 'All columns need the same number of rows.', details: { column: ragged, rows: found[ragged].length } },
    )
  }
  return found
}

function readNumbers(values: unknown, count: number, name: string): Float64Array {
  if (typeof values !== 'object' || values === null || !('length' in values)) {
    throw new MlwrightError('OPTION_INVALID', `${name} is ${showValue(values)}, expected a list of numbers.`)
  }
  const { length } = values
  if (length !== count) {
    throw new MlwrightError('ROWS_RAGGED', `${name} has ${String(length)} values, expected ${count}, one for each row.`, {
      hint: 'Give as many as the columns have rows.',
      details: { expected: count },
    })
  }
  if (count === 0) throw new MlwrightError('TOO_FEW_ROWS', `There are no rows, expected at least one.`)
  const list = values as ArrayLike<unknown>
  const isTyped = ArrayBuffer.isView(values)
  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const value = list[i]
    if (!isTyped && typeof value !== 'number') {
      throw new MlwrightError('CELL_INVALID', `${name}[${i}] is ${showValue(value)}, expected a number.`, { details: { row: i } })
    }
    numbers[i] = Number(value)
  }
  return numbers
}

function checkWeights(weights: Float64Array, what: string): Float64Array {
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad >= 0) {
    throw new MlwrightError('CELL_INVALID', `Weight ${bad} of ${what} is ${weights[bad]}, expected a finite number of at least 0.`, {
      hint: 'A row of weight 0 is left out.',
      details: { row: bad },
    })
  }
  if (!weights.some((weight) => weight > 0)) {
    throw new MlwrightError('TOO_FEW_ROWS', `None of the ${weights.length} rows of ${what} has a weight above 0, expected at least one.`)
  }
  return weights
}

function checkCategorical(given: unknown, columns: readonly GbdtColumn[], what: string): readonly number[] {
  if (!Array.isArray(given)) {
    throw new MlwrightError('OPTION_INVALID', `${what}.categorical is ${showValue(given)}, expected a list of column numbers.`)
  }
  const wrong: unknown = given.find((column) => !(Number.isInteger(column) && column >= 0 && column < columns.length))
  if (wrong !== undefined) {
    throw new MlwrightError(
      'COLUMN_NOT_FOUND',
      `${what}.categorical names column ${showValue(wrong)}, expected numbers from 0 to ${columns.length - 1}.`,
    )
  }
  const categorical = [...new Set(given as number[])].sort((a, b) => a - b)
  for (const column of categorical) checkCodes(columns[column], column, what)
  return categorical
}

function checkCodes(values: GbdtColumn, column: number, what: string): void {
  for (let row = 0; row < values.length; row++) {
    const code = values[row]
    // NaN and negative codes are missing, whatever they are.
    if (!(code >= 0) || (code < codeLimit && Number.isInteger(code))) continue
    throw new MlwrightError(
      'CELL_INVALID',
      `Row ${row} of the categorical column ${column} of ${what} is ${code}, expected a whole number below ${codeLimit}, or NaN.`,
      { hint: 'Number the levels from 0; leave numbers that are not codes out of `categorical`.', details: { row, column } },
    )
  }
}

function checkNames(given: unknown, columnCount: number, what: string): readonly string[] {
  if (given === undefined) return Array.from({ length: columnCount }, (_, c) => `Column_${c}`)
  if (!Array.isArray(given) || given.length !== columnCount || !given.every((name) => typeof name === 'string' && name !== '')) {
    throw new MlwrightError('OPTION_INVALID', `${what}.names is ${showValue(given)}, expected ${columnCount} texts, one for each column.`)
  }
  const names = given as string[]
  const seen = new Set<string>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  if (twice === undefined) return names
  throw new MlwrightError('OPTION_INVALID', `${what}.names has '${twice}' twice, expected distinct names.`)
}

function checkGroups(given: unknown, rowCount: number, what: string): Int32Array {
  const sizes: unknown[] = typeof given === 'object' && given !== null && 'length' in given ? Array.from(given as ArrayLike<unknown>) : []
  const isList = sizes.every((size) => Number.isInteger(size) && Number(size) > 0)
  const sum = isList ? sizes.reduce((total: number, size) => total + Number(size), 0) : NaN
  if (sum === rowCount) return Int32Array.from(sizes as number[])
  throw new MlwrightError(
    'ROWS_RAGGED',
    `${what}.groupSizes is ${showValue(given)}, expected whole numbers above 0 that sum to the ${rowCount} rows.`,
  )
}

/** How many outputs there are is known later. */
function checkScores(given: ArrayLike<number>, rowCount: number, what: string): Float64Array {
  const length = typeof given === 'object' && given !== null ? given.length : 0
  const scores = readNumbers(given, length > 0 && length % rowCount === 0 ? length : rowCount, `${what}.initialScores`)
  const bad = scores.findIndex((score) => !Number.isFinite(score))
  if (bad < 0) return scores
  throw new MlwrightError('CELL_INVALID', `${what}.initialScores[${bad}] is ${scores[bad]}, expected a finite number.`)
}
