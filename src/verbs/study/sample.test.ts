import { expect, test } from 'vitest'
import type { Reading } from '../../data/sources/index.js'
import { finishingMsOf, hurryFor } from './sample.js'

/** Only what is looked at. */
const readingOf = (rowCount: number, kinds: readonly string[], classes: readonly string[] = ['a', 'b']): Reading =>
  ({
    table: { rowCount, columns: [] },
    schema: { columns: kinds.map((kind) => ({ kind, role: 'feature' })) },
    target: { task: classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass', classes },
  }) as unknown as Reading
const numbers = new Array<string>(14).fill('number')

test('with time enough there is no hurry', () => {
  expect(hurryFor(readingOf(48_842, numbers), 60_000, 1)).toBeUndefined()
  expect(hurryFor(readingOf(300, numbers), 2500, 1)).toBeUndefined()
})

test('with less of it, cheap candidates on all rows come first, then ever fewer rows, never below 1,000', () => {
  const samples = [60_000, 6000, 4000, 2500, 1700, 1000, 10].map((leftMs) => hurryFor(readingOf(48_842, numbers), leftMs, 1))
  expect(samples[0]).toBeUndefined()
  expect(samples[1]).toEqual({ preset: 'fast' })
  const rows = samples.slice(2).map((hurry) => hurry?.sample ?? Infinity)
  expect(rows.toSorted((a, b) => b - a)).toEqual(rows)
  expect(rows[0]).toBeLessThan(48_842)
  expect(rows.at(-1)).toBe(1000)
})

test('texts, classes and a busy machine leave room for fewer rows; a small table is never sampled', () => {
  const sampleOf = (reading: Reading, slowdown = 1): number => hurryFor(reading, 2600, slowdown)?.sample ?? Infinity
  const plain = sampleOf(readingOf(1e6, numbers))
  expect(sampleOf(readingOf(1e6, [...numbers, 'text']))).toBeLessThan(plain)
  expect(sampleOf(readingOf(1e6, numbers, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']))).toBeLessThan(plain)
  expect(sampleOf(readingOf(1e6, numbers), 1.5)).toBeLessThan(plain)
  expect(sampleOf(readingOf(900, ['text', 'text']), 4)).toBe(Infinity)
  expect(finishingMsOf(1e6)).toBeGreaterThan(10_000)
})
