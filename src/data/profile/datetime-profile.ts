// A column of times: what it covers, how regularly, and where nothing is.
import { histogramOf } from '../../base/stats/index.js'
import type { DatetimeProfile } from './column-profile.js'

type Figures = Omit<DatetimeProfile, 'name' | 'kind' | 'role' | 'why' | 'missing' | 'distinct'>

const mostGaps = 5
/** A stretch counts as a gap from so many usual steps. */
const gapSteps = 5

/** `sorted`: the times that are there, ascending, at least one. O(n log n). */
export function datetimeFigures(sorted: Float64Array): Figures {
  const steps: number[] = []
  for (let k = 1; k < sorted.length; k++) if (sorted[k] > sorted[k - 1]) steps.push(sorted[k] - sorted[k - 1])
  const step = commonest(steps)
  const usual = step === undefined ? Infinity : Math.max(step.ms, medianOf(steps))
  const gaps: { from: number; to: number }[] = []
  for (let k = 1; k < sorted.length; k++) {
    if (sorted[k] - sorted[k - 1] >= gapSteps * usual) gaps.push({ from: sorted[k - 1], to: sorted[k] })
  }
  gaps.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  return {
    min: sorted[0],
    max: sorted.at(-1)!,
    ...(step === undefined ? {} : { step }),
    gaps: gaps.slice(0, mostGaps),
    histogram: histogramOf(sorted),
  }
}

function commonest(steps: readonly number[]): { ms: number; share: number } | undefined {
  const counts = new Map<number, number>()
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1)
  let best: { ms: number; count: number } | undefined
  for (const [ms, count] of counts)
    if (best === undefined || count > best.count || (count === best.count && ms < best.ms)) best = { ms, count }
  return best === undefined ? undefined : { ms: best.ms, share: best.count / steps.length }
}

function medianOf(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1]
}
