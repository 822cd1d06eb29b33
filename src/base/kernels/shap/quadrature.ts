// Gauss-Legendre quadrature: integrals of polynomials over [0, 1], exactly.

export interface Quadrature {
  /** Ascending in (0, 1). */
  readonly points: Float64Array
  /** Positive, summing to 1. */
  readonly weights: Float64Array
}

/**
 * The points and weights that integrate every polynomial of degree up to 2 × `count` − 1 over [0, 1] exactly.
 * Roots of the Legendre polynomial by Newton's method from Tricomi's guess. O(count²). Abramowitz and Stegun 25.4.29.
 */
export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < (count + 1) >> 1; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = legendre(count, x).slope
    for (let step = 0; step < 100; step++) {
      const { value, slope: steepness } = legendre(count, x)
      const change = value / steepness
      x -= change
      slope = steepness
      if (Math.abs(change) < 1e-15) break
    }
    slope = legendre(count, x).slope
    const weight = 1 / ((1 - x * x) * slope * slope)
    points[i] = (1 - x) / 2
    points[count - 1 - i] = (1 + x) / 2
    weights[i] = weight
    weights[count - 1 - i] = weight
  }
  return { points, weights }
}

/** The Legendre polynomial of a degree ≥ 1 at x, |x| < 1, and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let before = 1
  let value = x
  for (let n = 2; n <= degree; n++) {
    const next = ((2 * n - 1) * x * value - (n - 1) * before) / n
    before = value
    value = next
  }
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) }
}
