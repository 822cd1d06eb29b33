// Quadrature integrates what it promises to.
import { expect, it } from 'vitest'
import { gaussLegendre } from './quadrature.js'

it('knows the points of 1, 2 and 3', () => {
  expect(gaussLegendre(1)).toEqual({ points: Float64Array.of(0.5), weights: Float64Array.of(1) })
  const two = gaussLegendre(2)
  expect(two.points[0]).toBeCloseTo(0.5 - Math.sqrt(3) / 6, 15)
  expect(two.weights[0]).toBeCloseTo(0.5, 15)
  const three = gaussLegendre(3)
  expect(Array.from(three.weights, (weight) => Math.round(weight * 18 * 1e12) / 1e12)).toEqual([5, 8, 5])
  expect(three.points[2]).toBeCloseTo(0.5 + Math.sqrt(0.15), 15)
})

it.each([1, 2, 5, 8, 31, 64, 200, 500])(
  '%i points integrate t ↦ t^a (1 − t)^b exactly up to degree 2n − 1, to 1e-12 of the result',
  (count) => {
    const { points, weights } = gaussLegendre(count)
    expect(points.every((point, i) => point > (i === 0 ? 0 : points[i - 1]) && point < 1)).toBe(true)
    for (const a of [0, 1, count >> 1, count, 2 * count - 1]) {
      const b = a === count ? count - 1 : 0
      let sum = 0
      for (let i = 0; i < count; i++) sum += weights[i] * points[i] ** a * (1 - points[i]) ** b
      // a! b! ÷ (a + b + 1)!
      let integral = 1 / (a + 1)
      for (let n = 1; n <= b; n++) integral *= n / (a + 1 + n)
      expect(Math.abs(sum / integral - 1)).toBeLessThan(1e-12 * Math.max(1, count / 10))
    }
  },
)
