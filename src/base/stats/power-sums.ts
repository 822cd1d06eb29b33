// Moments that can be put together from parts.

/** What mean, variance, skewness and kurtosis are made from: sums of powers of the distances from the mean. */
export interface PowerSums {
  readonly count: number
  readonly mean: number
  readonly second: number
  readonly third: number
  readonly fourth: number
}

export const noPowerSums: PowerSums = { count: 0, mean: 0, second: 0, third: 0, fourth: 0 }

/** Of finite values in any order; the mean is summed from the first value, so that a constant is exact. O(n), two passes. */
export function powerSumsOf(values: ArrayLike<number>): PowerSums {
  const count = values.length
  if (count === 0) return noPowerSums
  const start = values[0]
  let sum = 0
  for (let k = 0; k < count; k++) sum += values[k] - start
  const mean = start + sum / count
  let [second, third, fourth] = [0, 0, 0]
  for (let k = 0; k < count; k++) {
    const distance = values[k] - mean
    const square = distance * distance
    second += square
    third += square * distance
    fourth += square * square
  }
  return { count, mean, second, third, fourth }
}

/** Standard deviation (of a sample), skewness, and kurtosis less that of a normal distribution; 0 where all values are the same. */
export function shapeOfSums({ count, second, third, fourth }: PowerSums): {
  readonly standardDeviation: number
  readonly skewness: number
  readonly kurtosis: number
} {
  return {
    standardDeviation: count > 1 ? Math.sqrt(second / (count - 1)) : 0,
    skewness: second > 0 ? third / count / (second / count) ** 1.5 : 0,
    kurtosis: second > 0 ? fourth / count / (second / count) ** 2 - 3 : 0,
  }
}

/** Of one value that stands `count` times. */
export function powerSumsOfRepeated(value: number, count: number): PowerSums {
  return count === 0 ? noPowerSums : { count, mean: value, second: 0, third: 0, fourth: 0 }
}

/** Of the values of both parts together. Chan, Golub and LeVeque 1979; Pébay 2008 for the higher powers. */
export function mergePowerSums(a: PowerSums, b: PowerSums): PowerSums {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const count = a.count + b.count
  const delta = b.mean - a.mean
  const [shareA, shareB] = [a.count / count, b.count / count]
  const square = delta * delta
  const cross = a.count * shareB
  return {
    count,
    mean: a.mean + delta * shareB,
    second: a.second + b.second + square * cross,
    third: a.third + b.third + square * delta * cross * (shareA - shareB) + 3 * delta * (shareA * b.second - shareB * a.second),
    fourth:
      a.fourth +
      b.fourth +
      square * square * cross * (shareA * shareA - shareA * shareB + shareB * shareB) +
      6 * square * (shareA * shareA * b.second + shareB * shareB * a.second) +
      4 * delta * (shareA * b.third - shareB * a.third),
  }
}
