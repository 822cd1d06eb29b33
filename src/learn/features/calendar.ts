// Parts of dates, by whole-number arithmetic that is the same in memory and in a graph.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import { cast, double, int64 } from './graph-steps.js'

/**
 * `elapsedDays` since 1970 with its fraction; `year`; `month` 1 to 12; `weekday` 0 (Monday) to 6; `day` of the month 1 to 31; `hour` of the
 * day with its fraction, 0 up to 24. All of UTC.
 */
export const calendarParts = ['elapsedDays', 'year', 'month', 'weekday', 'day', 'hour'] as const
export type CalendarPart = (typeof calendarParts)[number]

const dayMs = 86_400_000
const hourMs = 3_600_000

/** One part of every date; NaN where the date is. The civil calendar by the method of Howard Hinnant (2013). */
export function calendarPart(part: CalendarPart, dates: Float64Array): Float64Array {
  const values = new Float64Array(dates.length)
  for (let i = 0; i < dates.length; i++) values[i] = partOf(part, dates[i])
  return values
}

function partOf(part: CalendarPart, ms: number): number {
  if (Number.isNaN(ms)) return NaN
  if (part === 'elapsedDays') return ms / dayMs
  const days = Math.floor(ms / dayMs)
  if (part === 'hour') return (ms - days * dayMs) / hourMs
  if (part === 'weekday') return floorMod(days + 3, 7)
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  // Years begin in March here, so that the leap day is the last.
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const wraps = Math.floor(march / 10)
  if (part === 'year') return yearOfEra + era * 400 + wraps
  return part === 'month' ? march + 3 - 12 * wraps : dayOfYear - Math.floor((153 * march + 2) / 5) + 1
}

function floorMod(value: number, by: number): number {
  return value - Math.floor(value / by) * by
}

/** The same from an int64 tensor in which nothing is missing. Gives a double of its shape, or int64 for the whole parts. */
export function calendarGraph(graph: GraphBuilder, ms: Value): (part: CalendarPart) => Value {
  const plus = (value: Value, by: number): Value => graph.add('Add', [value, int64(graph, by)])
  const times = (value: Value, by: number): Value => graph.add('Mul', [value, int64(graph, by)])
  const minus = (value: Value, other: Value): Value => graph.add('Sub', [value, other])
  /** Rounds toward zero: only for values that are not negative, or that divide evenly. */
  const over = (value: Value, by: number): Value => graph.add('Div', [value, int64(graph, by)])
  const modulo = (value: Value, by: number): Value => graph.add('Mod', [value, int64(graph, by)])

  const msOfDay = once(() => modulo(ms, dayMs))
  const days = once(() => over(minus(ms, msOfDay()), dayMs))
  const civil = once(() => {
    const shifted = plus(days(), 719_468)
    const dayOfEra = modulo(shifted, 146_097)
    const era = over(minus(shifted, dayOfEra), 146_097)
    const leapless = graph.add('Add', [minus(dayOfEra, over(dayOfEra, 1460)), minus(over(dayOfEra, 36_524), over(dayOfEra, 146_096))])
    const yearOfEra = over(leapless, 365)
    const daysBefore = graph.add('Add', [times(yearOfEra, 365), minus(over(yearOfEra, 4), over(yearOfEra, 100))])
    const dayOfYear = minus(dayOfEra, daysBefore)
    const march = over(plus(times(dayOfYear, 5), 2), 153)
    const wraps = over(march, 10)
    return { era, yearOfEra, dayOfYear, march, wraps }
  })
  return (part) => {
    switch (part) {
      case 'elapsedDays':
        return graph.add('Div', [cast(graph, ms, 'double'), double(graph, dayMs)])
      case 'hour':
        return graph.add('Div', [cast(graph, msOfDay(), 'double'), double(graph, hourMs)])
      case 'weekday':
        return modulo(plus(days(), 3), 7)
      case 'year':
        return graph.add('Add', [graph.add('Add', [civil().yearOfEra, times(civil().era, 400)]), civil().wraps])
      case 'month':
        return minus(plus(civil().march, 3), times(civil().wraps, 12))
      case 'day':
        return plus(minus(civil().dayOfYear, over(plus(times(civil().march, 153), 2), 5)), 1)
    }
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
