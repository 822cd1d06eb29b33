// Resampling with replacement, as weights: how often each row was drawn.
import type { Random } from '../core/index.js'

/** Numbers that are drawn at once: they stay in the nearest cache. */
const mostNumbers = 1024

/** Fills `into` with how often each of its rows comes up in as many draws as there are rows. */
export function drawRows(random: Random, into: Float64Array): void {
  const n = into.length
  into.fill(0)
  // One uniform number of 53 bits holds two draws for up to some millions of rows: the first scaled part, and what is left of it.
  const pairs = Math.floor(n / 2)
  const numbers = new Float64Array(Math.min(pairs, mostNumbers))
  for (let done = 0; done < pairs; done += numbers.length) {
    const some = numbers.subarray(0, pairs - done)
    random.nextAll(some)
    for (let i = 0; i < some.length; i++) {
      const first = some[i] * n
      const row = Math.floor(first)
      into[row]++
      into[Math.floor((first - row) * n)]++
    }
  }
  if (n % 2 === 1) into[random.integer(n)]++
}

/**
 * The same for whole groups: draws as many groups as there are, each row as often as its group.
 * `groups` holds each row's group, from 0; `scratch` is overwritten and as long as there are groups.
 */
export function drawGroups(random: Random, groups: Int32Array, scratch: Float64Array, into: Float64Array): void {
  drawRows(random, scratch)
  for (let row = 0; row < into.length; row++) into[row] = scratch[groups[row]]!
}
