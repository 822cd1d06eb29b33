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
/** Up to so many rows, every row is kept apart once, in turn: a single small share would give a number of rounds that is mostly luck. */
const mostCrossedRows = 4000
const crossedParts = 5
const heldOutShare = 0.12

/** The rows to learn from and to watch: one split, or several in turn for small data; none where rows are too few. Stratified and seeded. */
export function keepApart(labels: Labels, rows: Int32Array, random: Random): HeldOutSplit[] {
  if (rows.length < fewestRows) return []
  const parts = rows.length <= mostCrossedRows ? crossedParts : Math.round(1 / heldOutShare)
  const part = assignParts(labels, rows, parts, random)
  const wanted = rows.length <= mostCrossedRows ? crossedParts : 1
  const splits: HeldOutSplit[] = []
  for (let p = 0; p < wanted; p++) splits.push({ rows: rows.filter((_, i) => part[i] !== p), heldOut: rows.filter((_, i) => part[i] === p) })
  return splits
}

/** Deals rows out in turn after shuffling, class by class (or in order of the target, so that every part spans it). */
function assignParts({ task, target }: Labels, rows: Int32Array, parts: number, random: Random): Uint8Array {
  const order = random.shuffle(Int32Array.from(rows, (_, i) => i))
  const groups = new Map<number, number[]>()
  for (const i of order) {
    const group = task === 'regression' ? 0 : target[rows[i]!]!
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

/** Boosts all in step until the sum of their held-out losses has not fallen for `patience` rounds; returns the best number of rounds (0: the base scores alone). */
export function findRounds(boosters: readonly Booster[], most: number, patience: number, checkpoint: () => void): number {
  let best = 0
  let bestLoss = sumHeldOut(boosters)
  for (let round = 1; round <= most && round - best <= patience; round++) {
    let grew = false
    for (const booster of boosters) {
      checkpoint()
      if (booster.addRound()) grew = true
    }
    if (!grew) break
    const loss = sumHeldOut(boosters)
    if (loss < bestLoss) {
      best = round
      bestLoss = loss
    }
  }
  return best
}

function sumHeldOut(boosters: readonly Booster[]): number {
  return boosters.reduce((sum, booster) => sum + booster.heldOutLoss(), 0)
}
