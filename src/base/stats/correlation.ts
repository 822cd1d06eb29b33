// Do two numbers go together? Along a line, in order, in pairs.
import { normalQuantile, normalTail, tTail } from './distributions.js'
import type { Interval } from './intervals.js'
import { mean } from './moments.js'
import { rankAll, sortedOrder } from './ranks.js'
import type { TestResult } from './t-tests.js'

/** A coefficient from −1 to 1, with its interval. */
export interface CorrelationResult extends TestResult, Interval {
  readonly coefficient: number
}

/**
 * Pearson's correlation: how closely two numbers follow a line.
 *
 * Equally long lists of at least 3 values; NaN where either is constant. The interval by Fisher's transformation (at least 4 values),
 * `confidence` default 0.95. Equal to SciPy's `pearsonr` and its `confidence_interval`. O(n).
 */
export function pearsonTest(x: ArrayLike<number>, y: ArrayLike<number>, confidence = 0.95): CorrelationResult {
  const coefficient = pearson(x, y)
  return ofCoefficient(coefficient, x.length, 1 / Math.sqrt(x.length - 3), confidence)
}

/**
 * Spearman's correlation: how closely two numbers follow each other in order, along whatever curve.
 *
 * As `pearsonTest`, of midranks; p by Student's t. The interval by Bonett and Wright 2000. Equal to SciPy's `spearmanr`. O(n log n).
 */
export function spearmanTest(x: ArrayLike<number>, y: ArrayLike<number>, confidence = 0.95): CorrelationResult {
  const coefficient = pearson(rankAll(x).ranks, rankAll(y).ranks)
  return ofCoefficient(coefficient, x.length, Math.sqrt((1 + coefficient ** 2 / 2) / (x.length - 3)), confidence)
}

function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [middleX, middleY] = [mean(x), mean(y)]
  let [both, ofX, ofY] = [0, 0, 0]
  for (let k = 0; k < x.length; k++) {
    const [dx, dy] = [x[k] - middleX, y[k] - middleY]
    both += dx * dy
    ofX += dx * dx
    ofY += dy * dy
  }
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofX) / Math.sqrt(ofY)))
}

function ofCoefficient(coefficient: number, count: number, standardError: number, confidence: number): CorrelationResult {
  const degrees = count - 2
  const statistic = coefficient * Math.sqrt(degrees / ((1 - coefficient) * (1 + coefficient)))
  const reach = normalQuantile((1 + confidence) / 2) * standardError
  const middle = Math.atanh(coefficient)
  return {
    coefficient,
    statistic,
    degrees,
    pValue: 2 * tTail(Math.abs(statistic), degrees),
    low: Number.isFinite(middle) ? Math.tanh(middle - reach) : coefficient,
    high: Number.isFinite(middle) ? Math.tanh(middle + reach) : coefficient,
  }
}

/**
 * Kendall's τ_b: pairs of rows that agree in order less those that do not, ÷ what ties leave possible.
 *
 * Equally long lists of at least 2 values; NaN where either is constant. The statistic is the number of agreeing less disagreeing pairs, p by the
 * normal approximation, corrected for ties. Kendall 1945, counted as by Knight 1966; equal to SciPy's `kendalltau(method='asymptotic')`. O(n log n).
 */
export function kendallTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult & { readonly coefficient: number } {
  const n = x.length
  const byX = sortedOrder(x).sort((a, b) => x[a] - x[b] || y[a] - y[b])
  const inOrder = Float64Array.from(byX, (at) => y[at])
  const [tiesX, tiesY] = [tieSums(rankAll(x).ranks), tieSums(rankAll(y).ranks)]
  let joint = 0
  for (let from = 0; from < n;) {
    let to = from + 1
    while (to < n && x[byX[to]] === x[byX[from]] && inOrder[to] === inOrder[from]) to++
    joint += ((to - from) * (to - from - 1)) / 2
    from = to
  }
  const swaps = countInversions(inOrder)
  const pairs = (n * (n - 1)) / 2
  const statistic = pairs - tiesX.pairs - tiesY.pairs + joint - 2 * swaps
  const coefficient = statistic / Math.sqrt(pairs - tiesX.pairs) / Math.sqrt(pairs - tiesY.pairs)
  const all = n * (n - 1)
  const spread =
    (all * (2 * n + 5) - tiesX.fifth - tiesY.fifth) / 18 +
    (2 * tiesX.pairs * tiesY.pairs) / all +
    (n > 2 ? (tiesX.triples * tiesY.triples) / (9 * all * (n - 2)) : 0)
  return {
    coefficient: Math.max(-1, Math.min(1, coefficient)),
    statistic,
    pValue: Math.min(1, 2 * normalTail(Math.abs(statistic) / Math.sqrt(spread))),
  }
}

/** Sums over groups of t equal values: t (t − 1) ÷ 2, t (t − 1) (t − 2), t (t − 1) (2 t + 5). */
function tieSums(ranks: Float64Array): { pairs: number; triples: number; fifth: number } {
  const sizes = new Map<number, number>()
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1)
  let [pairs, triples, fifth] = [0, 0, 0]
  for (const t of sizes.values()) {
    pairs += (t * (t - 1)) / 2
    triples += t * (t - 1) * (t - 2)
    fifth += t * (t - 1) * (2 * t + 5)
  }
  return { pairs, triples, fifth }
}

/** Pairs of which the earlier value is the larger; sorts the values. */
function countInversions(values: Float64Array): number {
  const n = values.length
  let from = values
  let to: Float64Array = new Float64Array(n)
  let count = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(n, start + width)
      const end = Math.min(n, start + 2 * width)
      let [left, right] = [start, middle]
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left] <= from[right])) to[at] = from[left++]
        else {
          to[at] = from[right++]
          count += middle - left
        }
      }
    }
    ;[from, to] = [to, from]
  }
  return count
}
