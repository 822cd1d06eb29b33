// Room for chance: what it lets pass, what it does not, and how often rows of one source raise an alarm.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { isOver, isRepeatedOver, isUnseenOver } from './room.js'

const sure = { seen: 1000, alpha: 1e-4 }

describe('isOver', () => {
  it('lets pass what chance explains, the more the fewer rows the limit comes from', () => {
    // None of 1000 seen: 13 of 1000 lie by chance among these with 2^-13 or less.
    expect(isOver({ count: 12, of: 1000 }, 0, sure)).toBe(false)
    expect(isOver({ count: 15, of: 1000 }, 0, sure)).toBe(true)
    expect(isOver({ count: 15, of: 1000 }, 0, { ...sure, seen: 100 })).toBe(false)
    expect(isOver({ count: 3, of: 1000 }, 0, { ...sure, seen: 1e6 })).toBe(true)
  })

  it('is exact where alpha is 0, and binomial where the limit is known', () => {
    expect(isOver({ count: 1, of: 1000 }, 0, { seen: 10, alpha: 0 })).toBe(true)
    expect(isOver({ count: 50, of: 1000 }, 0.05, { seen: 10, alpha: 0 })).toBe(false)
    expect(isOver({ count: 60, of: 1000 }, 0.05, { seen: Infinity, alpha: 1e-4 })).toBe(false)
    expect(isOver({ count: 90, of: 1000 }, 0.05, { seen: Infinity, alpha: 1e-4 })).toBe(true)
    expect(isOver({ count: 1, of: 1000 }, 0, { seen: Infinity, alpha: 1e-4 })).toBe(true)
  })

  it('of nothing is never over', () => expect(isOver({ count: 0, of: 0 }, 0, { seen: 0, alpha: 0 })).toBe(false))

  it('raises a false alarm in at most alpha of the draws, for any true share', () => {
    const random = createRandom('room')
    for (const share of [0.001, 0.02, 0.3, 0.9]) {
      let alarms = 0
      for (let draw = 0; draw < 4000; draw++) {
        const seenCount = binomial(random.next, 200, share)
        const count = binomial(random.next, 150, share)
        if (isOver({ count, of: 150 }, seenCount / 200, { seen: 200, alpha: 0.05 })) alarms++
      }
      // Three standard errors above alpha.
      expect(alarms / 4000).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 4000))
    }
  })
})

describe('isUnseenOver', () => {
  it('lets rare levels pass, and finds one that would have been seen, or too many', () => {
    const rare = { of: 1000, listed: 5 }
    expect(isUnseenOver({ ...rare, count: 3, distinct: 3, most: 1 }, 0, sure)).toBe(false)
    expect(isUnseenOver({ ...rare, count: 50, distinct: 1, most: 50 }, 0, sure)).toBe(true)
    expect(isUnseenOver({ ...rare, count: 40, distinct: 40, most: 1 }, 0, sure)).toBe(true)
    // As many levels came once where it was learned.
    expect(isUnseenOver({ ...rare, count: 40, distinct: 40, most: 1 }, 0.04, sure)).toBe(false)
    expect(isUnseenOver({ ...rare, count: 50, distinct: 1, most: 50 }, 0.05, sure)).toBe(false)
  })

  it('raises few false alarms on levels as frequent as words are', () => {
    const random = createRandom('levels')
    const weights = Array.from({ length: 300 }, (_, k) => 1 / (k + 1))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const draw = (): number => {
      let left = random.next() * total
      return weights.findIndex((weight) => (left -= weight) <= 0)
    }
    let alarms = 0
    for (let run = 0; run < 500; run++) {
      const [seen, checked] = [countsOf(400, draw), countsOf(200, draw)]
      const single = [...seen.values()].filter((count) => count === 1).length
      const unseen = [...checked].filter(([level]) => !seen.has(level)).map(([, count]) => count)
      const count = unseen.reduce((sum, one) => sum + one, 0)
      const tally = { count, of: 200, distinct: unseen.length, most: Math.max(0, ...unseen), listed: seen.size }
      if (isUnseenOver(tally, single / 400, { seen: 400, alpha: 0.05 })) alarms++
    }
    expect(alarms / 500).toBeLessThanOrEqual(0.05)
  })
})

describe('isRepeatedOver', () => {
  it('leaves room by the pairs that there are', () => {
    expect(isRepeatedOver(3, 1000, sure)).toBe(false)
    expect(isRepeatedOver(14, 1000, sure)).toBe(true)
    expect(isRepeatedOver(1, 10, { ...sure, seen: 100_000 })).toBe(true)
    expect(isRepeatedOver(1, 1000, { ...sure, alpha: 0 })).toBe(true)
    expect(isRepeatedOver(0, 1000, { ...sure, alpha: 0 })).toBe(false)
  })
})

function binomial(next: () => number, trials: number, share: number): number {
  let count = 0
  for (let trial = 0; trial < trials; trial++) if (next() < share) count++
  return count
}

function countsOf(size: number, draw: () => number): Map<number, number> {
  const counts = new Map<number, number>()
  for (let k = 0; k < size; k++) {
    const level = draw()
    counts.set(level, (counts.get(level) ?? 0) + 1)
  }
  return counts
}
