// Some of the rows, for want of time: every class and range of the target is among them.
import { createRandom } from '../../base/core/index.js'
import type { Random } from '../../base/core/index.js'
import type { Target } from '../../data/sources/index.js'
import { holdOut } from '../../data/split/index.js'
import { takeRows } from './rows.js'
import type { Rows } from './rows.js'

/** A class keeps so many rows, or all that it has: with fewer, folds would lack it. */
const leastOfClass = 20

/**
 * Each class or range of the target keeps its share of the rows, and each class at least 20 rows of weight above 0 (all, where it has
 * fewer; as many as fit, where there are many classes): what a rare class gains, the largest ones give. O(rows log rows).
 */
export function drawSample(rows: Rows, target: Target, { rows: size, seed }: { rows: number; seed: number }): Rows {
  const rowCount = rows.table.rowCount
  if (size >= rowCount) return rows
  const { task, classes } = target
  const random = createRandom(`${seed}/sample`)
  const { test } = holdOut({ task, target: rows.target, classCount: classes.length, random }, size / rowCount)
  return takeRows(rows, task === 'regression' ? test : keepRareClasses(rows, test, classes.length, random.fork('rare classes')))
}

/** The drawn rows, some of large classes exchanged for rows of classes that fell short. */
function keepRareClasses({ target, weights }: Rows, drawn: Int32Array, classCount: number, random: Random): Int32Array {
  const least = Math.max(1, Math.min(leastOfClass, Math.floor(drawn.length / (2 * classCount))))
  const counts = (row: number): boolean => weights === undefined || weights[row] > 0
  const drawnOf = new Int32Array(classCount)
  for (const row of drawn) if (counts(row)) drawnOf[target[row]]++
  if (drawnOf.every((count) => count >= least)) return drawn
  const isDrawn = new Uint8Array(target.length)
  for (const row of drawn) isDrawn[row] = 1
  const inside: number[][] = Array.from({ length: classCount }, () => [])
  const outside: number[][] = Array.from({ length: classCount }, () => [])
  // Rows of weight 0 teach nothing: they go first, and no class needs them.
  const idle: number[] = []
  for (let row = 0; row < target.length; row++) {
    if (counts(row)) (isDrawn[row] === 1 ? inside : outside)[target[row]].push(row)
    else if (isDrawn[row] === 1) idle.push(row)
  }
  let hasChanged = false
  for (let k = 0; k < classCount; k++) {
    const lacking = Math.min(least - inside[k].length, outside[k].length)
    if (lacking <= 0) continue
    hasChanged = true
    const gained = random.shuffle(Int32Array.from(outside[k])).subarray(0, lacking)
    for (const row of gained) {
      const largest = inside.reduce((most, list) => (list.length > most.length ? list : most))
      const giver = idle.length > 0 ? idle : largest.length > least ? largest : undefined
      if (giver === undefined) break
      isDrawn[giver.splice(random.integer(giver.length), 1)[0]] = 0
      isDrawn[row] = 1
      inside[k].push(row)
    }
  }
  return hasChanged ? Int32Array.from(isDrawn.keys()).filter((row) => isDrawn[row] === 1) : drawn
}
