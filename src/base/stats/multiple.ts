// Many tests at once: p values that allow for how many there are.

/** Ways to correct. The first two bound the chance of any false alarm, the others the share of false ones among the alarms. */
export type Correction = 'bonferroni' | 'holm' | 'benjaminiHochberg' | 'benjaminiYekutieli'

/**
 * Corrected p values, in the order given: compared with a level as if there were but one test.
 *
 * `pValues` in [0, 1]; NaN stays NaN and does not count. Holm 1979 (default) needs no assumption and is never worse than Bonferroni; Benjamini and
 * Hochberg 1995 for tests that are independent or rise together, Benjamini and Yekutieli 2001 for any. Equal to statsmodels' `multipletests`.
 * O(n log n).
 *
 * ```ts
 * adjustPValues([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 * ```
 */
export function adjustPValues(pValues: readonly number[], correction: Correction = 'holm'): number[] {
  const order = Array.from(pValues.keys())
    .filter((k) => !Number.isNaN(pValues[k]))
    .sort((a, b) => pValues[a] - pValues[b])
  const count = order.length
  const adjusted = pValues.map(() => NaN)
  const set = (k: number, value: number): number => (adjusted[k] = Math.min(1, value))
  if (correction === 'bonferroni') for (const k of order) set(k, pValues[k] * count)
  else if (correction === 'holm') {
    let most = 0
    for (const [place, k] of order.entries()) most = set(k, Math.max(most, pValues[k] * (count - place)))
  } else {
    const dependence = correction === 'benjaminiHochberg' ? 1 : order.reduce((sum, _, place) => sum + 1 / (place + 1), 0)
    let least = 1
    for (let place = count - 1; place >= 0; place--) {
      least = set(order[place], Math.min(least, (pValues[order[place]] * count * dependence) / (place + 1)))
    }
  }
  return adjusted
}
