// Where boosting begins other than from a constant: scores that are given, trees of an earlier fit, or both.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Forest } from '../forest/forest.js'
import { scoreRows } from '../forest/score.js'
import { isSparse } from './data.js'
import type { BoostData, Column } from './data.js'

export interface Start {
  /** Output by output, rows each. */
  readonly scores: Float64Array
  /** The base scores of the earlier fit; 0 where there is none, as given scores are no part of a model. */
  readonly baseScores: Float64Array
}

/** Undefined where nothing is given. Throws INTERNAL where the outputs do not fit. O(rows × trees × depth). */
export function startOf(data: BoostData, checkpoint: () => void): Start | undefined {
  const { rowCount, outputCount, initialScores, initialForest } = data
  if (initialScores === undefined && initialForest === undefined) return undefined
  if (initialForest !== undefined && initialForest.outputCount !== outputCount) {
    throw new MlwrightError('INTERNAL', `The earlier trees have ${initialForest.outputCount} outputs, expected ${outputCount}.`)
  }
  const scores = new Float64Array(rowCount * outputCount)
  const add = (byRow: Float64Array | undefined): void => {
    if (byRow === undefined) return
    for (let row = 0, at = 0; row < rowCount; row++) for (let k = 0; k < outputCount; k++) scores[k * rowCount + row] += byRow[at++]
  }
  add(initialScores)
  add(initialForest === undefined ? undefined : scoreColumns(initialForest, data, checkpoint))
  return { scores, baseScores: initialForest?.baseScores ?? new Float64Array(outputCount) }
}

/** Steps through trees between two checkpoints. */
const partSteps = 1_000_000

function scoreColumns(forest: Forest, { rowCount, columns, outputCount }: BoostData, checkpoint: () => void): Float64Array {
  const scores = new Float64Array(rowCount * outputCount)
  const most = Math.max(256, Math.ceil(partSteps / Math.max(1, forest.roots.length)))
  for (let begin = 0; begin < rowCount; begin += most) {
    checkpoint()
    const end = Math.min(rowCount, begin + most)
    const features = columns.map((column, c) => featureOf(column, `${c}`, begin, end))
    scores.set(scoreRows(forest, { rowCount: end - begin, features }), begin * outputCount)
  }
  return scores
}

function featureOf(column: Column, name: string, begin: number, end: number) {
  const about = { name, column: name }
  if (!isSparse(column)) return { ...about, layout: 'dense', values: Float64Array.from(column.subarray(begin, end)) } as const
  const [from, to] = [begin, end].map((row) => lowerBound(column.rows, row))
  return {
    ...about,
    layout: 'sparse',
    rows: column.rows.slice(from, to).map((row) => row - begin),
    values: column.values.slice(from, to),
  } as const
}

/** How many of ascending rows are below `row`. */
function lowerBound(rows: Int32Array, row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle] < row) low = middle + 1
    else high = middle
  }
  return low
}
