// Intervals for a share.
import { betaQuantile, normalQuantile } from './distributions.js'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval for a share: near its stated coverage on the average over shares, also for few trials.
 *
 * `successes` in [0, trials], `trials` above 0, both may be fractions (weights); `confidence` in (0, 1), default 0.95.
 * Returns bounds in [0, 1]. Wilson 1927; equal to SciPy's `binomtest(…).proportion_ci(method='wilson')`.
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  const z = confidence === 0.95 ? 1.959963984540054 : normalQuantile((1 + confidence) / 2)
  const share = successes / trials
  const middle = share + z ** 2 / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2)
  const scale = 1 + z ** 2 / trials
  return {
    low: successes === 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: successes === trials ? 1 : Math.min(1, (middle + reach) / scale),
  }
}

/**
 * Clopper and Pearson's interval for a share: covers at least as often as stated, whatever the share.
 *
 * `successes` in [0, trials], `trials` above 0; `confidence` in (0, 1), default 0.95.
 * Returns bounds in [0, 1]. Clopper and Pearson 1934; equal to SciPy's `binomtest(…).proportion_ci(method='exact')`.
 */
export function clopperPearsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  }
}
