// Sketches: exact while all fits, within their stated errors beyond, the same however the parts were cut where they say so.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/index.js'
import {
  countRuns,
  createDistinctSketch,
  createFrequentValues,
  createQuantileSketch,
  hashRange,
  histogramOf,
  limitOf,
  mergePowerSums,
  mergeStretches,
  noPowerSums,
  powerSumsOf,
  powerSumsOfRepeated,
  quantileOfCounted,
  quantileOfSorted,
  stretchesOf,
  thinValues,
} from './index.js'

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
const wholes = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 300 })
const sortedOf = (values: readonly number[]): Float64Array => Float64Array.from(values, (value) => value + 0).sort()

describe('power sums', () => {
  it('of parts are those of the whole, within 1e-9 of their size', () => {
    fc.assert(
      fc.property(numbers, fc.nat(200), (values, cut) => {
        const whole = powerSumsOf(values)
        const merged = mergePowerSums(powerSumsOf(values.slice(0, cut)), powerSumsOf(values.slice(cut)))
        expect(merged.count).toBe(whole.count)
        const scale = 1 + Math.max(...values.map(Math.abs))
        expect(Math.abs(merged.mean - whole.mean) / scale).toBeLessThan(1e-12)
        expect(Math.abs(merged.second - whole.second) / (values.length * scale ** 2)).toBeLessThan(1e-9)
        expect(Math.abs(merged.third - whole.third) / (values.length * scale ** 3)).toBeLessThan(1e-9)
        expect(Math.abs(merged.fourth - whole.fourth) / (values.length * scale ** 4)).toBeLessThan(1e-9)
      }),
    )
  })

  it('of a repeated value are those of the list, and none change nothing', () => {
    expect(powerSumsOfRepeated(3.7, 5)).toEqual(powerSumsOf([3.7, 3.7, 3.7, 3.7, 3.7]))
    expect(mergePowerSums(noPowerSums, powerSumsOf([1, 2]))).toEqual(powerSumsOf([1, 2]))
  })
})

describe('counted values', () => {
  it('have the quantiles and the histogram of the list that they stand for', () => {
    fc.assert(
      fc.property(wholes, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const sorted = sortedOf(list)
        const { values, counts } = countRuns(sorted, 1000)
        expect(quantileOfCounted(values, counts, share)).toBeCloseTo(quantileOfSorted(sorted, share), 9)
        expect(histogramOf(values, counts)).toEqual(histogramOf(sorted))
      }),
    )
  })

  it('in any parts give the counts of the whole while they fit', () => {
    fc.assert(
      fc.property(wholes, fc.nat(300), (list, cut) => {
        const frequent = createFrequentValues(64)
        for (const part of [list.slice(0, cut), list.slice(cut)]) frequent.add(countRuns(sortedOf(part), 64))
        expect(frequent.counted()).toEqual(countRuns(sortedOf(list), 64))
      }),
    )
  })

  it('are too low by `lost` at most, and no frequent value is missing', () => {
    const random = createRandom('frequent')
    const frequent = createFrequentValues(40)
    const counts = new Map<number, number>()
    for (let part = 0; part < 100; part++) {
      const values = Array.from({ length: 300 }, () => (random.next() < 0.3 ? random.integer(8) : 10 + random.integer(3000)))
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      frequent.add(countRuns(sortedOf(values), 40))
    }
    const found = frequent.counted()
    expect(found.lost).toBeGreaterThan(0)
    const held = new Map(Array.from(found.values, (value, k) => [value, found.counts[k]]))
    for (const [value, count] of counts) {
      const kept = held.get(value) ?? 0
      expect(kept).toBeLessThanOrEqual(count)
      expect(kept + found.lost).toBeGreaterThanOrEqual(count)
    }
    for (let value = 0; value < 8; value++) expect(held.get(value)).toBeGreaterThan(1000)
  })

  it('are cut where at most so many are above', () => {
    expect(limitOf([1, 1, 1, 5, 9], 2)).toBe(1)
    expect(limitOf([1, 1, 1, 5, 9], 1)).toBe(5)
    expect(limitOf([1000, 2000, 3000, 1], 2)).toBe(1000)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1 }), fc.nat(20), (counts, most) => {
        const limit = limitOf(counts, most)
        expect(counts.filter((count) => count > limit).length).toBeLessThanOrEqual(most)
        if (limit > 0 && most < counts.length) expect(counts.filter((count) => count >= limit).length).toBeGreaterThan(most)
      }),
    )
  })
})

describe('quantile sketches', () => {
  const add = (values: Float64Array, size: number, capacity: number, points: number) => {
    const sketch = createQuantileSketch(capacity, createRandom('sketch'))
    for (let from = 0; from < values.length; from += size)
      sketch.add(thinValues(values.slice(from, from + size).sort(), points, createRandom(`part/${from}`)))
    return sketch
  }

  it('hold all values while they fit', () => {
    fc.assert(
      fc.property(wholes, (list) => {
        const sketch = add(Float64Array.from(list), 7, 1000, 1000)
        const { values, counts } = countRuns(sortedOf(list), 1000)
        expect(sketch.weighted()).toEqual({ values, counts })
        expect(sketch.rankError()).toBe(0)
      }),
    )
  })

  it('keep the number of values, and ranks within 4 stated standard errors', () => {
    const random = createRandom('ranks')
    for (const shape of ['normal', 'ascending', 'few'] as const) {
      const n = 200_000
      const list = Float64Array.from({ length: n }, (_, k) =>
        shape === 'normal' ? random.normal() : shape === 'ascending' ? k : Math.floor(random.next() ** 3 * 500),
      )
      const sketch = add(list, 5000, 1024, 512)
      const { values, counts } = sketch.weighted()
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n)
      const error = sketch.rankError()
      expect(error / n).toBeLessThan(0.005)
      const sorted = list.slice().sort()
      let below = 0
      let at = 0
      for (let k = 0; k < values.length; k++) {
        while (at < n && sorted[at] < values[k]) at++
        // A run of equal values counts as a whole.
        expect(Math.abs(below - at)).toBeLessThanOrEqual(4 * error)
        below += counts[k]
      }
    }
  })
})

describe('distinct sketches', () => {
  it('count exactly while they fit, and repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 3000 }), (hashes) => {
        const sketch = createDistinctSketch(1000, { countsRepeats: true })
        for (const hash of hashes) sketch.add(hash)
        expect(sketch.count()).toBe(new Set(hashes).size)
        expect(sketch.repeats()).toBe(hashes.length - new Set(hashes).size)
        expect(sketch.error()).toBe(0)
      }),
    )
  })

  it('are within 4 stated standard errors beyond, whatever the order', () => {
    const random = createRandom('distinct')
    for (const size of [3000, 40_000, 300_000]) {
      const hashes = Float64Array.from({ length: size }, () => Math.floor(random.next() * hashRange))
      const [one, other] = [createDistinctSketch(1024, { countsRepeats: true }), createDistinctSketch(1024)]
      for (const hash of hashes) one.add(hash)
      for (const hash of hashes.slice(0, size / 2)) one.add(hash)
      for (const hash of hashes.toReversed()) other.add(hash)
      expect(one.count()).toBe(other.count())
      expect(one.error()).toBeLessThan(0.045)
      expect(Math.abs(one.count() - size) / size).toBeLessThan(4 * one.error())
      expect(Math.abs(one.repeats() - size / 2) / size).toBeLessThan(4 * one.error())
    }
  })
})

describe('stretches', () => {
  it('of parts lie where those of the whole lie, with exact ends, and wide gaps are seen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 400 }), fc.nat(400), (list, cut) => {
        const parts = [list.slice(0, cut), list.slice(cut)].filter((part) => part.length > 0).map((part) => stretchesOf(sortedOf(part), 32))
        const { shift, firsts, lasts } = parts.length === 1 ? parts[0] : mergeStretches(parts[0], parts[1], 32)
        const sorted = sortedOf(list)
        expect(firsts.length).toBeLessThanOrEqual(32)
        expect([firsts[0], lasts.at(-1)]).toEqual([sorted[0], sorted.at(-1)])
        for (let k = 1; k < sorted.length; k++) {
          if (sorted[k] - sorted[k - 1] < 2 * 2 ** shift) continue
          const at = firsts.indexOf(sorted[k])
          expect(at).toBeGreaterThan(0)
          expect(lasts[at - 1]).toBe(sorted[k - 1])
        }
      }),
    )
  })
})
