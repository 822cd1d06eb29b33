// How many rounds: found on rows that the trees have not seen.
import type { Random } from '../../../../base/core/index.js'
import { ascendingOrder } from '../../../metrics/index.js'
import type { Booster } from './booster.js'
import type { LabelledRows } from '../objectives/objective.js'
import type { GbdtParameters } from '../parameters.js'

export interface HeldOutSplit {
  readonly rows: Int32Array
  readonly heldOut: Int32Array
}

/** Fewer rows than this cannot spare any. */
const fewestRows = 40
/** One row in so many is kept apart; more where the model is fitted again on all rows anyway. */
const partsWhenRefitted = 7
const partsWhenKept = 10

/** Above so many rows, the model that was stopped early is kept; below, it is fitted again on all rows. */
export const mostRefittedRows = 20_000

/** Up to so many rows, several shares are kept apart in turn: what suits one share of a few rows is mostly luck. */
const fewRows = 500
const turnsOfFew = 5

/** How many boosters there may be at once: those in turn, and the last one on all rows. */
export function mostBoosters(rowCount: number): number {
  return rowCount <= fewRows ? turnsOfFew + 1 : rowCount <= mostRefittedRows ? 2 : 1
}

/**
 * The rows to learn from and those to watch: one split, several for very few rows, none where rows cannot be spared. Seeded.
 * Of every few rows in order of the target, each split keeps another one apart.
 */
export function keepApart({ target }: Pick<LabelledRows, 'target'>, rows: Int32Array, random: Random): readonly HeldOutSplit[] {
  if (rows.length < fewestRows) return []
  const parts = rows.length > mostRefittedRows ? partsWhenKept : partsWhenRefitted
  const shuffled = random.shuffle(rows.slice())
  const targets = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) targets[i] = target[shuffled[i]]
  const order = ascendingOrder(targets).map((place) => shuffled[place])
  for (let begin = 0; begin < order.length; begin += parts) random.shuffle(order.subarray(begin, begin + parts))
  return Array.from({ length: rows.length <= fewRows ? turnsOfFew : 1 }, (_, part) => {
    const inside = rows.slice()
    const heldOut = rows.slice()
    let kept = 0
    for (let i = 0; i < order.length; i++) {
      if (i % parts === part) heldOut[kept++] = order[i]
      else inside[i - kept] = order[i]
    }
    return { rows: inside.subarray(0, order.length - kept).sort(), heldOut: heldOut.subarray(0, kept).sort() }
  })
}

/** The rows that no split keeps apart. */
export function coreOf(rows: Int32Array, splits: readonly HeldOutSplit[]): Int32Array {
  const isApart = new Set(splits.flatMap(({ heldOut }) => Array.from(heldOut)))
  return isApart.size === 0 ? rows : rows.filter((row) => !isApart.has(row))
}

/** Rounds to wait for an improvement: more with small steps. */
export function patienceOf({ patience, learningRate }: GbdtParameters, rowCount: number): number {
  if (patience > 0) return patience
  const steps = rowCount > mostRefittedRows ? 2 : 3
  return Math.max(10, Math.min(200, Math.ceil(steps / learningRate)))
}

/**
 * Boosts all in step until the sum of the losses of their rows kept apart has not fallen for `patience` rounds.
 * Returns the best number of rounds (0: the constant alone).
 */
export function findRounds(boosters: readonly Booster[], most: number, patience: number): number {
  const sumLosses = (): number => boosters.reduce((sum, booster) => sum + booster.heldOutLoss(), 0)
  let best = 0
  let bestLoss = sumLosses()
  for (let round = 1; round <= most && round - best <= patience; round++) {
    if (!boosters.map((booster) => booster.addRound()).includes(true)) break
    const loss = sumLosses()
    if (loss < bestLoss) {
      best = round
      bestLoss = loss
    }
  }
  return best
}
