// From resampled values to a standard error and a 95 % interval.
import { mean, quantileOfSorted, tQuantile, variance } from '../../base/stats/index.js'
import type { Estimate } from './evaluation.js'

const normal975 = 1.959963984540054
/** From here on the correction for few units is below 0.2 %. */
const manyUnits = 1000

export interface IntervalOptions {
  /** What the metric can be; the interval stays inside. */
  readonly range: readonly [number, number]
  /** How many independent units were resampled. */
  readonly units: number
  /** The least standard error to claim. */
  readonly floor: number
  /** Variance that the resamples cannot show, such as that between training sets. */
  readonly extraVariance?: number
  /** Variance from rows that were never drawn, because there are hardly any of their class: reaches to both sides alike. */
  readonly rareVariance?: number
}

/**
 * The interval with the spread of the resampled values around another centre.
 * Percentiles of the resampled values, moved so that their mean falls on `value`, and widened for few units: resampling n units
 * shows (n − 1) ÷ n of the variance, and its percentiles take the spread for known (Hesterberg 2015).
 */
export function intervalAround(
  value: number,
  resampled: Float64Array,
  options: IntervalOptions,
): Estimate & { readonly standardError: number } {
  const { range, units, floor, extraVariance = 0, rareVariance = 0 } = options
  const defined = resampled.filter((each) => !Number.isNaN(each)).sort()
  if (Number.isNaN(value) || defined.length < 2) return { value, low: value, high: value, standardError: NaN }
  const few = units >= 2 && units < manyUnits
  const shown = few ? Math.sqrt(units / (units - 1)) : 1
  const resampledSpread = shown * Math.sqrt(variance(defined))
  const spread = Math.sqrt(resampledSpread ** 2 + extraVariance)
  const standardError = Math.max(Math.sqrt(spread ** 2 + rareVariance), floor)
  const drawnReach = (distance: number): number =>
    resampledSpread > 0 ? (distance * shown * spread) / resampledSpread : normal975 * spread
  const reach = few ? tQuantile(0.975, units - 1) / normal975 : 1
  const centre = mean(defined)
  const reachOf = (distance: number): number =>
    standardError <= floor ? normal975 * floor : Math.hypot(drawnReach(distance), normal975 * Math.sqrt(rareVariance))
  const below = reachOf(centre - quantileOfSorted(defined, 0.025))
  const above = reachOf(quantileOfSorted(defined, 0.975) - centre)
  const inside = (bound: number): number => Math.min(range[1], Math.max(range[0], bound))
  return { value: inside(value), low: inside(value - reach * below), high: inside(value + reach * above), standardError }
}
