// What the public functions accept: checked once, with all that is wrong said in words.
import { MlwrightError } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import type { Scored } from './metric.js'

/** Numbers in any list: an array or a typed array. */
export type Numbers = ArrayLike<number>

export interface WeightOptions {
  /** One per row, ≥ 0, not all 0. Default: all 1. A weight of 2 is a row that stands twice. */
  readonly weights?: Numbers | undefined
}

/** Labels beside scores: one score a row is `binary`, more are one column per class. */
export function readScores(name: string, labels: Numbers, scores: Numbers, options: WeightOptions, kind: 'probability' | 'score'): Scored {
  const rowCount = readRowCount(name, labels)
  const width = scores.length / rowCount
  if (width < 1 || !Number.isInteger(width)) {
    const what = kind === 'score' ? 'scores' : 'probabilities'
    throw invalid(name, `got ${rowCount} labels but ${scores.length} ${what}, expected one per row, or one per row and class`)
  }
  const task: Task = width === 1 ? 'binary' : 'multiclass'
  const classCount = width === 1 ? 2 : width
  const predictions = readFinite(name, kind === 'score' ? 'scores' : 'probabilities', scores)
  if (kind === 'probability') {
    const at = predictions.findIndex((p) => p < 0 || p > 1)
    if (at >= 0) throw invalid(name, `got the probability ${predictions[at]} at ${at}, expected one from 0 to 1`)
  }
  const target = readClasses(name, 'labels', labels, classCount)
  return { task, classCount, target, predictions, ...readWeights(name, options.weights, rowCount) }
}

export interface LabelPairs {
  readonly actual: Float64Array
  readonly predicted: Float64Array
  readonly weights?: Float64Array
  readonly classCount: number
}

/** Actual beside predicted classes, numbered from 0. */
export function readLabels(name: string, labels: Numbers, predicted: Numbers, options: WeightOptions): LabelPairs {
  const rowCount = readRowCount(name, labels)
  readSameLength(name, rowCount, predicted)
  const actual = readClasses(name, 'labels', labels)
  const chosen = readClasses(name, 'predicted', predicted)
  let classCount = 2
  for (let i = 0; i < rowCount; i++) classCount = Math.max(classCount, actual[i] + 1, chosen[i] + 1)
  return { actual, predicted: chosen, classCount, ...readWeights(name, options.weights, rowCount) }
}

/** Actual beside predicted numbers. */
export function readNumbers(name: string, actual: Numbers, predicted: Numbers, options: WeightOptions): Scored {
  const rowCount = readRowCount(name, actual)
  readSameLength(name, rowCount, predicted)
  return {
    task: 'regression',
    classCount: 0,
    target: readFinite(name, 'actual', actual),
    predictions: readFinite(name, 'predicted', predicted),
    ...readWeights(name, options.weights, rowCount),
  }
}

/** Throws METRIC_ONE_CLASS for a value that needs rows of more than one class and is NaN without them. */
export function requireClasses(name: string, value: number, scored: Pick<Scored, 'target' | 'weights'>): number {
  if (!Number.isNaN(value)) return value
  const { target, weights } = scored
  const classes = [...new Set(target.filter((_, row) => weights === undefined || weights[row] > 0))].sort((a, b) => a - b)
  throw new MlwrightError(
    'METRIC_ONE_CLASS',
    `${name} is not defined without rows of every class that it compares; ` +
      `all ${weights === undefined ? target.length : 'weighted'} labels are of class ${classes.join(', ')}.`,
    { hint: 'Score on rows that hold the positive and the other class, each with a weight above 0.', details: { classes } },
  )
}

export function invalid(name: string, problem: string): MlwrightError {
  return new MlwrightError('METRIC_INPUT_INVALID', `${name} ${problem}.`, {
    hint: 'Pass lists of the same length, at least one row, finite numbers, and weights ≥ 0.',
  })
}

function readRowCount(name: string, rows: Numbers): number {
  if (rows.length === 0) throw invalid(name, 'got no rows, expected at least one')
  return rows.length
}

function readSameLength(name: string, rowCount: number, predicted: Numbers): void {
  if (predicted.length !== rowCount) {
    throw invalid(name, `got ${rowCount} actual and ${predicted.length} predicted values, expected as many of both`)
  }
}

function readFinite(name: string, what: string, values: Numbers): Float64Array {
  const read = Float64Array.from(values)
  const at = read.findIndex((value) => !Number.isFinite(value))
  if (at >= 0) throw invalid(name, `got ${String(values[at])} in ${what} at ${at}, expected a finite number`)
  return read
}

function readClasses(name: string, what: string, values: Numbers, classCount = Infinity): Float64Array {
  const read = Float64Array.from(values)
  const at = read.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < classCount))
  if (at >= 0) {
    const expected = classCount === Infinity ? 'a whole number from 0' : `a class from 0 to ${classCount - 1}`
    throw invalid(name, `got ${String(values[at])} in ${what} at ${at}, expected ${expected}`)
  }
  return read
}

function readWeights(name: string, weights: Numbers | undefined, rowCount: number): { weights?: Float64Array } {
  if (weights === undefined) return {}
  if (weights.length !== rowCount) throw invalid(name, `got ${weights.length} weights for ${rowCount} rows, expected one per row`)
  const read = readFinite(name, 'weights', weights)
  const at = read.findIndex((weight) => weight < 0)
  if (at >= 0) throw invalid(name, `got the weight ${read[at]} at ${at}, expected at least 0`)
  if (read.every((weight) => weight === 0)) throw invalid(name, 'got only weights of 0, expected at least one above')
  return { weights: read }
}
