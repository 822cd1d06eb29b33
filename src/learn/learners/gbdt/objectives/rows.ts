// Sums over some of the labelled rows.
import type { LabelledRows } from './objective.js'

/** The mean target of some rows, by their weights. */
export function meanTarget({ target, weights }: LabelledRows, rows: Int32Array): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < rows.length; i++) {
    const weight = weights === undefined ? 1 : weights[rows[i]]
    sum += weight * target[rows[i]]
    total += weight
  }
  return sum / total
}

/** Whether the target of some rows is not everywhere the same. */
export function targetVaries({ target }: LabelledRows, rows: Int32Array): boolean {
  for (let i = 1; i < rows.length; i++) if (target[rows[i]] !== target[rows[0]]) return true
  return false
}

/** The weighted sum of the loss of each of some rows. */
export function sumOver({ target, weights }: LabelledRows, rows: Int32Array, lossOf: (row: number, target: number) => number): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const loss = lossOf(row, target[row])
    sum += weights === undefined ? loss : weights[row] * loss
  }
  return sum
}

/** The weights of some rows. */
export function sumWeightsOf({ weights }: LabelledRows, rows: Int32Array): number {
  if (weights === undefined) return rows.length
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += weights[rows[i]]
  return sum
}

/** Second derivatives that are the weights of the rows. */
export function hessianKindOf({ weights }: LabelledRows): 'ones' | 'weights' {
  return weights === undefined ? 'ones' : 'weights'
}
