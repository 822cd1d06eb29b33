// How many training rows went each way at a node, as shares.
import type { Forest } from './forest.js'

/** What counts the training rows of a node: their number, or the sum of their hessians. */
export type Cover = 'rows' | 'weight'

/** Rows where the forest knows them (LightGBM's count), else hessians (all that XGBoost stores). */
export function defaultCover({ nodeRows }: Forest): Cover {
  return nodeRows.some((rows) => rows > 0) ? 'rows' : 'weight'
}

/**
 * The shares of a node's rows that went left and right. Where the node itself counts nothing they are taken from its children, and where
 * those count nothing either, from halves: with a share of 0 ÷ 0 there would be no expectation.
 */
export function coverShares(forest: Forest, node: number, cover: Cover): readonly [number, number] {
  const leaves = cover === 'rows' ? forest.leafRows : forest.leafWeight
  const nodes = cover === 'rows' ? forest.nodeRows : forest.nodeWeight
  const coverOf = (child: number): number => Math.max(0, child >= 0 ? nodes[child] : leaves[-1 - child])
  const left = coverOf(forest.nodeLeft[node])
  const right = coverOf(forest.nodeRight[node])
  if (!(left + right > 0)) return [0.5, 0.5]
  const whole = nodes[node] > 0 ? nodes[node] : left + right
  return [left / whole, right / whole]
}
