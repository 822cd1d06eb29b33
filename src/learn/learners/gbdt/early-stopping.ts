// How many rounds: found on rows that the trees have not seen.
import type { Random } from '../../../base/core/index.js'
import type { Booster } from './booster.js'
import type { Labels } from './objective.js'
import type { GbdtParameters } from './parameters.js'

export interface HeldOutSplit {
  readonly rows: Int32Array
  readonly heldOut: Int32Array
}

/** Fewer rows than this cannot spare any. */
const fewestRows = 40
/** One row in so many is kept apart. */
const parts = 7

/** The rows to learn from and those to watch, stratified and seeded; undefined where rows are too few. */
export function keepApart(labels: Labels, rows: Int32Array, random: Random): HeldOutSplit | undefined {
  if (rows.length < fewestRows) return undefined
  const part = assignParts(labels, rows, random)
  return { rows: rows.filter((_, i) => part[i] !== 0), heldOut: rows.filter((_, i) => part[i] === 0) }
}

/** Deals rows out in turn after shuffling, class by class (or in order of the target, so that every part spans it). */
function assignParts({ task, target }: Labels, rows: Int32Array, random: Random): Uint8Array {
  const order = random.shuffle(Int32Array.from(rows, (_, i) => i))
  const groups = new Map<number, number[]>()
  for (const i of order) {
    const group = task === 'regression' ? 0 : target[rows[i]]
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [i])
    else members.push(i)
  }
  const part = new Uint8Array(rows.length)
  let dealt = 0
  for (const group of [...groups.keys()].sort((a, b) => a - b)) for (const i of groups.get(group)!) part[i] = dealt++ % parts
  return part
}

/** Rounds to wait for an improvement: more with small steps. */
export function patienceOf({ patience, learningRate }: GbdtParameters, rowCount: number): number {
  if (patience > 0) return patience
  const steps = rowCount > 20_000 ? 2 : 3
  return Math.max(10, Math.min(200, Math.ceil(steps / learningRate)))
}

/** Boosts until the loss of the rows kept apart has not fallen for `patience` rounds; returns the best number of rounds (0: the constant alone). */
export function findRounds(booster: Booster, most: number, patience: number): number {
  let best = 0
  let bestLoss = booster.heldOutLoss()
  for (let round = 1; round <= most && round - best <= patience; round++) {
    if (!booster.addRound()) break
    const loss = booster.heldOutLoss()
    if (loss < bestLoss) {
      best = round
      bestLoss = loss
    }
  }
  return best
}
