import { expect, test } from 'vitest'
import { createRandom } from './random.js'

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number | string): number[] => {
    const random = createRandom(seed)
    return Array.from({ length: 5 }, () => random.next())
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})

test('numbers drawn at once are those drawn one by one, and the next ones follow', () => {
  const [one, many] = [createRandom('at once'), createRandom('at once')]
  for (const count of [0, 1, 7, 100]) {
    const values = new Float64Array(count)
    many.nextAll(values)
    expect(Array.from(values)).toEqual(Array.from({ length: count }, () => one.next()))
  }
  expect(many.normal()).toBe(one.normal())
})

test('uniform numbers have the mean and variance of their law, neighbours are uncorrelated', () => {
  const random = createRandom('moments')
  const count = 200_000
  const values = Float64Array.from({ length: count }, () => random.next())
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count
  let covariance = 0
  for (let i = 1; i < count; i++) covariance += ((values[i] - mean) * (values[i - 1] - mean)) / count
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001)
  expect(Math.abs(covariance * 12)).toBeLessThan(5 / Math.sqrt(count))
})

test('normal numbers have mean 0 and variance 1', () => {
  const random = createRandom('normal')
  const values = Float64Array.from({ length: 100_000 }, () => random.normal())
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(0.02)
  expect(Math.abs(variance - 1)).toBeLessThan(0.03)
})

test('shuffle keeps the values and reaches every order evenly', () => {
  const random = createRandom('shuffle')
  const counts = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const order = random.shuffle([0, 1, 2]).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('a fork does not advance its parent and differs from it', () => {
  const random = createRandom(3)
  const fork = random.fork('a').next()
  expect(createRandom(3).next()).toBe(random.next())
  expect(fork).not.toBe(createRandom(3).next())
})
