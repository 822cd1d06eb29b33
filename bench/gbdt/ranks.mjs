// Ranks, and how sure their means are.
import { createRandom } from '../random.mjs'

/** 1 for the least; losses that are equal but for rounding share the mean of their ranks. */
export function ranksOf(losses) {
  const isLess = (a, b) => a < b - 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-6)
  return losses.map((loss) => {
    const below = losses.filter((other) => isLess(other, loss)).length
    const level = losses.filter((other) => !isLess(other, loss) && !isLess(loss, other)).length
    return below + (level + 1) / 2
  })
}

/** `{mean, low, high}`: the mean with the 95 % interval of so many draws of the values with replacement, from a fixed seed. */
export function bootstrapInterval(values, draws = 10_000) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const random = createRandom(20)
  const means = Float64Array.from({ length: draws }, () => {
    let sum = 0
    for (let at = 0; at < values.length; at++) sum += values[Math.floor(random() * values.length)]
    return sum / values.length
  }).sort()
  return { mean, low: means[Math.floor(draws * 0.025)], high: means[Math.floor(draws * 0.975)] }
}
