// A linear regression in each leaf, on the numeric columns that its branch was split by (Shi et al. 2019), as LightGBM's linear trees.
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { ColumnBins } from './bounds.js'
import { inParts, isSparse } from './data.js'
import type { BoostData, Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import type { BinnedData } from './layout.js'
import type { RowRange } from './rows.js'

/** constant + Σ coefficient × column, for rows that miss none of the columns. Infinite values are as good as missing: no line goes there. */
export interface LinearLeaf {
  readonly constant: number
  /** Ascending. */
  readonly columns: readonly number[]
  readonly coefficients: readonly number[]
}

export interface LinearLeaves {
  /** The regression of a leaf before the learning rate; undefined where there are no columns, or fewer rows than numbers to find. */
  fit(range: RowRange, used: readonly number[], order: Pointer, derivatives: Derivatives): LinearLeaf | undefined
  /** Adds what a leaf gives to the scores of its rows; `value` to those that miss a column. */
  addToScores(range: RowRange, leaf: LinearLeaf, value: number, order: Pointer, scores: Pointer): void
}

/** Rows between two checkpoints. */
const partRows = 20_000

/** A column whose variance is this small a share of what it was, once others explain it, adds nothing. */
const leastShare = 1e-10

export function createLinearLeaves(data: BoostData, binned: BinnedData, { linearLambda }: GbdtParameters, session: Session): LinearLeaves {
  const { memory } = session
  const { rowCount } = data
  const dense = new Map<number, ArrayLike<number>>()
  const valuesOf = (column: number): ArrayLike<number> => {
    const given = data.columns[column]
    if (!isSparse(given)) return given
    let values = dense.get(column)
    if (values === undefined) {
      const full = new Float64Array(rowCount)
      given.rows.forEach((row, k) => (full[row] = given.values[k]))
      values = full
      dense.set(column, full)
    }
    return values
  }

  /** Calls `visit` with the rows at places of a range that miss none of the columns; their values are in `x`. */
  const eachRow = (
    order: Pointer,
    [begin, end]: readonly [number, number],
    values: readonly ArrayLike<number>[],
    x: Float64Array,
    visit: (row: number, isComplete: boolean) => void,
  ): void => {
    inParts(session, begin, end, Math.ceil(partRows / (1 + values.length)), (from, to) => {
      const rows = memory.int32(order + 4 * from, to - from)
      for (const row of rows) {
        let isComplete = true
        for (let j = 0; j < x.length; j++) {
          x[j] = values[j][row]
          if (!Number.isFinite(x[j])) isComplete = false
        }
        visit(row, isComplete)
      }
    })
  }

  const fit: LinearLeaves['fit'] = ({ begin, end }, used, order, derivatives) => {
    const isNumeric = ({ levels, source, origin }: ColumnBins): boolean => levels === undefined && source === origin
    const numeric = used.filter((feature) => isNumeric(binned.bins[feature]))
    const columns = numeric.map((feature) => binned.bins[feature].source).sort((a, b) => a - b)
    const size = columns.length
    if (size === 0) return undefined
    const values = columns.map(valuesOf)
    const gradients = memory.float32(derivatives.gradients, rowCount)
    const hessians = memory.float32(derivatives.hessians, rowCount)
    const x = new Float64Array(size)
    const means = new Float64Array(size)
    let [count, gradient, hessian] = [0, 0, 0]
    eachRow(order, [begin, end], values, x, (row, isComplete) => {
      if (!isComplete) return
      count++
      gradient += gradients[row]
      hessian += hessians[row]
      for (let j = 0; j < size; j++) means[j] += hessians[row] * x[j]
    })
    if (count < size + 1 || !(hessian > 0)) return undefined
    for (let j = 0; j < size; j++) means[j] /= hessian
    // About their means the columns do not meet the constant, which is not penalised: −G ÷ H.
    const matrix = new Float64Array(size * size)
    const right = new Float64Array(size)
    eachRow(order, [begin, end], values, x, (row, isComplete) => {
      if (!isComplete) return
      for (let j = 0; j < size; j++) {
        const away = x[j] - means[j]
        right[j] -= gradients[row] * away
        for (let k = 0; k <= j; k++) matrix[j * size + k] += hessians[row] * away * (x[k] - means[k])
      }
    })
    const solved = solveRidge(matrix, right, linearLambda)
    let constant = -gradient / hessian
    for (let j = 0; j < size; j++) constant -= solved[j] * means[j]
    if (!Number.isFinite(constant) || !solved.every(Number.isFinite)) return undefined
    const kept = columns.map((_, j) => j).filter((j) => Math.abs(solved[j]) > 1e-35)
    return { constant, columns: kept.map((j) => columns[j]), coefficients: kept.map((j) => solved[j]) }
  }

  const addToScores: LinearLeaves['addToScores'] = (range, { constant, columns, coefficients }, value, order, scores) => {
    const values = columns.map(valuesOf)
    const places = memory.float64(scores, rowCount)
    const x = new Float64Array(columns.length)
    const add = (row: number, isComplete: boolean): void => {
      let sum = isComplete ? constant : value
      if (isComplete) for (let j = 0; j < x.length; j++) sum += coefficients[j] * x[j]
      places[row] += sum
    }
    eachRow(order, [range.begin, range.end], values, x, add)
    eachRow(order, [range.outsideBegin, range.outsideEnd], values, x, add)
  }

  return { fit, addToScores }
}

/**
 * Solves (A + λ·I)·b = r by Cholesky's decomposition; `matrix` holds the lower half of A, row by row, and is overwritten. A column that the ones
 * before it explain gets 0. O(size³).
 */
export function solveRidge(matrix: Float64Array, right: Float64Array, lambda: number): Float64Array {
  const size = right.length
  const isKept = new Uint8Array(size)
  const solved = Float64Array.from(right)
  for (let j = 0; j < size; j++) {
    const whole = matrix[j * size + j] + lambda
    let pivot = whole
    for (let k = 0; k < j; k++) if (isKept[k]) pivot -= matrix[j * size + k] ** 2
    if (!(pivot > leastShare * whole)) continue
    isKept[j] = 1
    const root = Math.sqrt(pivot)
    matrix[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]
      for (let k = 0; k < j; k++) if (isKept[k]) sum -= matrix[i * size + k] * matrix[j * size + k]
      matrix[i * size + j] = sum / root
    }
  }
  for (let j = 0; j < size; j++) {
    if (!isKept[j]) {
      solved[j] = 0
      continue
    }
    for (let k = 0; k < j; k++) if (isKept[k]) solved[j] -= matrix[j * size + k] * solved[k]
    solved[j] /= matrix[j * size + j]
  }
  for (let j = size - 1; j >= 0; j--) {
    if (!isKept[j]) continue
    for (let i = j + 1; i < size; i++) if (isKept[i]) solved[j] -= matrix[i * size + j] * solved[i]
    solved[j] /= matrix[j * size + j]
  }
  return solved
}
