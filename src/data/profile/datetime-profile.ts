// A column of times: what it covers, how regularly, and where nothing is.
import { histogramOf } from '../../base/stats/index.js'
import type { DatetimeProfile } from './column-profile.js'

/** Of a column of times, without what all columns have. */
export type DatetimeFigures = Omit<DatetimeProfile, 'name' | 'kind' | 'role' | 'why' | 'missing' | 'distinct' | 'approximate'>

const mostGaps = 5
/** A stretch counts as a gap from so many usual steps. */
const gapSteps = 5

/** `sorted`: the times that are there, ascending, at least one; `sort` sorts in any way. O(n). */
export function datetimeFigures(sorted: Float64Array, sort: (values: Float64Array) => Float64Array): DatetimeFigures {
  const times = sorted.slice()
  const histogram = histogramOf(times)
  const steps = stepsOf(times)
  const step = steps.length === 0 ? undefined : commonest(sort(steps))
  const usual = step === undefined ? Infinity : Math.max(step.ms, step.median)
  const gaps: { from: number; to: number }[] = []
  for (let k = 1; k < times.length; k++) {
    if (times[k] - times[k - 1] >= gapSteps * usual) gaps.push({ from: times[k - 1], to: times[k] })
  }
  gaps.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  return {
    min: times[0],
    max: times[times.length - 1],
    ...(step === undefined ? {} : { step: { ms: step.ms, share: step.share } }),
    gaps: gaps.slice(0, mostGaps),
    histogram,
  }
}

/** Between neighbours that differ. */
function stepsOf(times: Float64Array): Float64Array {
  const steps = new Float64Array(times.length)
  let count = 0
  for (let k = 1; k < times.length; k++) if (times[k] > times[k - 1]) steps[count++] = times[k] - times[k - 1]
  return steps.subarray(0, count)
}

/** The step that comes up most often, the shortest of several; and the median. `sorted` ascending, at least one. */
function commonest(sorted: Float64Array): { readonly ms: number; readonly share: number; readonly median: number } {
  let [ms, most] = [sorted[0], 0]
  for (let from = 0; from < sorted.length;) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    if (to - from > most) [ms, most] = [sorted[from], to - from]
    from = to
  }
  return { ms, share: most / sorted.length, median: sorted[sorted.length >> 1] }
}
