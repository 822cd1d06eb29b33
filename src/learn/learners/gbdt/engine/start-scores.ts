// Where boosting begins other than from a constant: scores that are given, trees of an earlier fit, or both.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Forest } from '../forest/forest.js'
import { scoreRows } from '../forest/score.js'
import { isSparse } from './data.js'
import type { BoostData } from './data.js'

export interface Start {
  /** Output by output, rows each. */
  readonly scores: Float64Array
  /** The base scores of the earlier fit; 0 where there is none, as given scores are no part of a model. */
  readonly baseScores: Float64Array
}

/** Undefined where nothing is given. Throws INTERNAL where the outputs do not fit. O(rows × trees × depth). */
export function startOf(data: BoostData): Start | undefined {
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
  add(initialForest === undefined ? undefined : scoreColumns(initialForest, data))
  return { scores, baseScores: initialForest?.baseScores ?? new Float64Array(outputCount) }
}

function scoreColumns(forest: Forest, { rowCount, columns }: BoostData): Float64Array {
  const features = columns.map((column, c) => {
    const about = { name: `${c}`, column: `${c}` }
    return isSparse(column)
      ? ({ ...about, layout: 'sparse', rows: column.rows, values: column.values } as const)
      : ({ ...about, layout: 'dense', values: column instanceof Float64Array ? column : Float64Array.from(column) } as const)
  })
  return scoreRows(forest, { rowCount, features })
}
