// One-vs-rest rankings, prepared: the sort is done once, a value is one pass.
import { ascendingOrder } from './order.js'
import type { Scored } from './metric.js'

/** Rows from the lowest to the highest score of one class. */
export interface Ranking {
  readonly order: Int32Array
  /** 1 where the row is of the class, else 0, in that order: a factor, since branching on it costs more. */
  readonly isPositive: Float64Array
  /** 1 where the next row has another score, in that order. */
  readonly endsTie: Uint8Array
  /** The rows' own weights in that order; absent when all are 1. */
  readonly base?: Float64Array
}

const knownOrders = new WeakMap<Float64Array, Int32Array>()

/** Several metrics and curves rank the same predictions, which nobody changes: they are sorted once. */
function orderOnce(scores: Float64Array): Int32Array {
  let order = knownOrders.get(scores)
  if (order === undefined) {
    order = ascendingOrder(scores)
    knownOrders.set(scores, order)
  }
  return order
}

/** The ranking by the scores of a class (`binary`: class 1). */
export function rankRows(scored: Scored, classIndex: number): Ranking {
  const { task, target, weights } = scored
  const scores = scoresOf(scored, classIndex)
  const order = task === 'binary' ? orderOnce(scores) : ascendingOrder(scores)
  const isPositive = new Float64Array(order.length)
  const endsTie = new Uint8Array(order.length)
  for (let i = 0; i < order.length; i++) {
    isPositive[i] = target[order[i]] === classIndex ? 1 : 0
    endsTie[i] = i === order.length - 1 || scores[order[i]] !== scores[order[i + 1]] ? 1 : 0
  }
  if (weights === undefined) return { order, isPositive, endsTie }
  return { order, isPositive, endsTie, base: Float64Array.from(order, (row) => weights[row]) }
}

/** The mean over the classes for which `value` is defined; `binary` is class 1 alone. NaN where it is defined for none. */
export function prepareOneVsRest(
  scored: Scored,
  value: (ranking: Ranking, weights: Float64Array) => number,
): (weights: Float64Array) => number {
  if (scored.task === 'binary') {
    const ranking = rankRows(scored, 1)
    return (weights) => value(ranking, weights)
  }
  const present = new Set(scored.target)
  const rankings: Ranking[] = []
  for (let k = 0; k < scored.classCount; k++) if (present.has(k)) rankings.push(rankRows(scored, k))
  return (weights) => {
    let sum = 0
    let defined = 0
    for (const ranking of rankings) {
      const one = value(ranking, weights)
      if (Number.isNaN(one)) continue
      sum += one
      defined++
    }
    return sum / defined
  }
}

function scoresOf({ task, classCount, predictions }: Scored, classIndex: number): Float64Array {
  if (task === 'binary') return predictions
  const scores = new Float64Array(predictions.length / classCount)
  for (let i = 0; i < scores.length; i++) scores[i] = predictions[i * classCount + classIndex]!
  return scores
}
