// The part of the target where the model does worst.
import { ascendingOrder, predictedLabels } from '../../learn/metrics/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import type { Evaluation } from './evaluation.js'

/** Classes with fewer rows, and tables with fewer numbers, say too little to be called weak. */
const leastRows = 5
const partCount = 5

interface Part {
  readonly what: string
  readonly rows: Int32Array
}

/** `regression`: `value` and `overall` are mean absolute errors; classes: the share predicted right. Absent with fewer than two parts. */
export function weakestPart(scored: Scored, classes: readonly string[]): Evaluation['weakest'] {
  const { task, target, weights } = scored
  const isRegression = task === 'regression'
  const labels = isRegression ? undefined : predictedLabels(scored)
  const lossOf = (row: number): number =>
    labels === undefined ? Math.abs(target[row] - scored.predictions[row]) : Number(labels[row] !== target[row])
  const meanLoss = (rows: Int32Array): number => {
    let sum = 0
    let total = 0
    for (const row of rows) {
      const weight = weights === undefined ? 1 : weights[row]
      sum += weight * lossOf(row)
      total += weight
    }
    return sum / total
  }

  const parts = (isRegression ? fifthsOf(target) : classParts(target, classes)).filter(({ rows }) => rows.length >= leastRows)
  if (parts.length < 2) return undefined
  let weakest: Part | undefined
  let most = -Infinity
  for (const part of parts) {
    const loss = meanLoss(part.rows)
    // Of equal parts the larger one says more.
    if (loss > most || (loss === most && part.rows.length > (weakest?.rows.length ?? 0))) {
      weakest = part
      most = loss
    }
  }
  if (weakest === undefined) return undefined
  const all = meanLoss(Int32Array.from(target, (_, row) => row))
  const shown = (loss: number): number => (isRegression ? loss : 1 - loss)
  return { what: weakest.what, value: shown(most), overall: shown(all), rowCount: weakest.rows.length }
}

function classParts(target: Float64Array, classes: readonly string[]): Part[] {
  const rows: number[][] = classes.map(() => [])
  for (let row = 0; row < target.length; row++) rows[target[row]].push(row)
  return classes.map((what, k) => ({ what, rows: Int32Array.from(rows[k]) }))
}

/** Fifths of the rows by their target, lowest first; equal values stay together, so there may be fewer. */
function fifthsOf(target: Float64Array): Part[] {
  const order = ascendingOrder(target)
  const parts: Part[] = []
  let from = 0
  for (let part = 1; part <= partCount; part++) {
    let to = Math.round((part * order.length) / partCount)
    while (to < order.length && to > 0 && target[order[to]] === target[order[to - 1]]) to++
    if (to <= from) continue
    parts.push({ what: `${shortNumber(target[order[from]])} to ${shortNumber(target[order[to - 1]])}`, rows: order.slice(from, to) })
    from = to
  }
  return parts
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)))
}
