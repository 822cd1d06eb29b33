// A number over time: does it rise or fall, and does it follow the day, the week or the year?
import type { Random } from '../../base/core/index.js'
import { adjustPValues, epsilonSquared, kruskalWallisTest, ljungBoxTest, mannKendallTest, theilSenSlope } from '../../base/stats/index.js'
import { drawPoints, rowsWithBoth } from './numbers.js'
import type { NamedNumbers } from './numbers.js'
import type { Season, TimeRelation } from './relation.js'

const dayMs = 86_400_000
const yearMs = 365.2425 * dayMs

/** Beyond so many times, means of runs of neighbours stand for them: tests of memory compare each with many before it. */
const mostTimes = 5000

/** `number` by `time`: at least 4 different times. */
export function relateToTime(number: NamedNumbers, time: NamedNumbers, random: Random): TimeRelation {
  const rows = rowsWithBoth(time.values, number.values).sort((a, b) => time.values[a] - time.values[b])
  const times = Float64Array.from(rows, (row) => time.values[row])
  const values = Float64Array.from(rows, (row) => number.values[row])
  const series = thin(meansByTime(times, values))
  const trend = mannKendallTest(series.values)
  const { slope, intercept, low, high } = theilSenSlope(series.times, series.values)
  const left = series.values.map((value, k) => value - slope * series.times[k])
  const lags = Math.max(1, Math.min(10, Math.floor(left.length / 5)))
  const memory = ljungBoxTest(left, lags)
  const remembers = memory.pValue < 0.05
  return {
    form: 'time',
    number: number.name,
    time: time.name,
    test: 'mannKendall',
    why: `A number in the order of time${series.values.length < rows.length ? ` (the mean at each of ${series.values.length} times)` : ''}: whether it rises or falls, along whatever curve.`,
    statistic: trend.statistic,
    pValue: trend.pValue,
    assumptions: [
      {
        id: 'memory',
        holds: !remembers,
        words: remembers
          ? `Values depend on those before them (Ljung and Box, ${lags} lags), so fewer count as independent: p allows for it (Hamed and Rao; Yue and Wang).`
          : `Without the trend, values do not visibly depend on those before them (Ljung and Box, ${lags} lags).`,
      },
    ],
    effects: [{ id: 'slopePerYear', value: slope * yearMs, low: low * yearMs, high: high * yearMs }],
    rows: rows.length,
    leftOut: number.values.length - rows.length,
    points: drawPoints(times, values, random),
    line: { slopePerMs: slope, intercept },
    seasons: findSeasons(times, values, slope),
  }
}

interface Series {
  readonly times: Float64Array
  readonly values: Float64Array
}

/** Where several rows share a time, their mean. */
function meansByTime(times: Float64Array, values: Float64Array): Series {
  const [ofTimes, means] = [[] as number[], [] as number[]]
  for (let from = 0; from < times.length;) {
    let to = from
    let sum = 0
    for (; to < times.length && times[to] === times[from]; to++) sum += values[to]
    ofTimes.push(times[from])
    means.push(sum / (to - from))
    from = to
  }
  return { times: Float64Array.from(ofTimes), values: Float64Array.from(means) }
}

function thin({ times, values }: Series): Series {
  if (times.length <= mostTimes) return { times, values }
  const size = Math.ceil(times.length / mostTimes)
  const meanOf = (all: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.ceil(all.length / size) }, (_, k) => {
      const some = all.subarray(k * size, (k + 1) * size)
      return some.reduce((sum, value) => sum + value, 0) / some.length
    })
  return { times: meanOf(times), values: meanOf(values) }
}

/** A part of a cycle is compared where so many cycles are covered and every part has so many rows. */
const fewestCycles = 3
const fewestRows = 5

const cycles = [
  { cycle: 'day', lengthMs: dayMs, partOf: (date: Date) => date.getUTCHours() },
  { cycle: 'week', lengthMs: 7 * dayMs, partOf: (date: Date) => date.getUTCDay() },
  { cycle: 'year', lengthMs: yearMs, partOf: (date: Date) => date.getUTCMonth() },
] as const

function findSeasons(times: Float64Array, values: Float64Array, slope: number): Season[] {
  const span = times.at(-1)! - times[0]
  const found = cycles.flatMap(({ cycle, lengthMs, partOf }) => {
    if (span < fewestCycles * lengthMs) return []
    const parts = new Map<number, number[]>()
    for (let k = 0; k < times.length; k++) {
      const part = partOf(new Date(times[k]))
      const list = parts.get(part)
      const left = values[k] - slope * times[k]
      if (list === undefined) parts.set(part, [left])
      else list.push(left)
    }
    const lists = [...parts.values()].filter((list) => list.length >= fewestRows)
    if (lists.length < 2) return []
    const test = kruskalWallisTest(lists)
    const count = lists.reduce((sum, list) => sum + list.length, 0)
    return Number.isNaN(test.pValue) ? [] : [{ cycle, pValue: test.pValue, share: epsilonSquared(test, count).value }]
  })
  const adjusted = adjustPValues(found.map(({ pValue }) => pValue))
  return found.map((season, k) => ({ ...season, pValue: adjusted[k] }))
}
