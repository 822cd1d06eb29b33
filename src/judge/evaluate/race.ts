// Leaves out candidates that have shown that they cannot win a resample: most of the work is in hopeless ones.
import { scoreOf } from '../../learn/metrics/index.js'
import type { Metric } from '../../learn/metrics/index.js'

/** Resamples before the first is left out. */
const leastResamples = 30
/** So many deviations behind the winner: fewer than one in a million resamples would turn it. */
const hopeless = 5

export interface Race {
  isOpen(candidate: number): boolean
  /** The values of one resample, NaN where left out. */
  record(values: readonly number[]): void
}

export function createRace(metric: Metric, candidateCount: number, winner: number): Race {
  const isClosed = new Uint8Array(candidateCount)
  const counts = new Float64Array(candidateCount)
  const sums = new Float64Array(candidateCount)
  const squares = new Float64Array(candidateCount)
  return {
    isOpen: (candidate) => isClosed[candidate] === 0,
    record: (values) => {
      const best = scoreOf(metric, values[winner])
      for (let k = 0; k < candidateCount; k++) {
        const behind = best - scoreOf(metric, values[k])
        if (k === winner || Number.isNaN(behind)) continue
        counts[k]++
        sums[k] += behind
        squares[k] += behind ** 2
        const mean = sums[k] / counts[k]
        const deviation = Math.sqrt(Math.max(0, squares[k] / counts[k] - mean ** 2))
        if (counts[k] >= leastResamples && mean > hopeless * deviation) isClosed[k] = 1
      }
    },
  }
}
