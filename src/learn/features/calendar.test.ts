// Parts of dates against the calendar of JavaScript, and the graph against both.
import { describe, expect, it } from 'vitest'
import { createGraph } from '../../base/onnx/index.js'
import { createRandom } from '../../base/core/index.js'
import { calendarGraph, calendarPart, calendarParts } from './calendar.js'
import { cast } from './graph-steps.js'

const random = createRandom('calendar')
const dates = Float64Array.from([
  0,
  -1,
  1,
  86_399_999,
  86_400_000,
  -86_400_000,
  -86_400_001,
  Date.UTC(2000, 1, 29),
  Date.UTC(1900, 1, 28, 23, 59, 59, 999),
  Date.UTC(2100, 2, 1),
  Date.UTC(2024, 11, 31, 23, 59),
  8.64e15,
  -8.64e15,
  ...Array.from({ length: 3000 }, () => Math.round((random.next() - 0.5) * 2 * 8.64e15)),
  ...Array.from({ length: 3000 }, () => Math.round((random.next() - 0.5) * 2 * 6e12)),
])

describe('calendarPart', () => {
  it('agrees with Date over its whole range', () => {
    const ofDate = (read: (date: Date) => number): number[] => Array.from(dates, (ms) => read(new Date(ms)))
    expect([...calendarPart('year', dates)]).toEqual(ofDate((date) => date.getUTCFullYear()))
    expect([...calendarPart('month', dates)]).toEqual(ofDate((date) => date.getUTCMonth() + 1))
    expect([...calendarPart('day', dates)]).toEqual(ofDate((date) => date.getUTCDate()))
    expect([...calendarPart('weekday', dates)]).toEqual(ofDate((date) => (date.getUTCDay() + 6) % 7))
    expect([...calendarPart('hour', dates)].map(Math.floor)).toEqual(ofDate((date) => date.getUTCHours()))
    expect(calendarPart('elapsedDays', Float64Array.of(129_600_000))[0]).toBe(1.5)
  })

  it('is NaN where the date is missing', () => {
    for (const part of calendarParts) expect(calendarPart(part, Float64Array.of(NaN))[0]).toBeNaN()
  })
})

describe('calendarGraph', () => {
  it('gives exactly the same parts', async () => {
    const graph = createGraph()
    const parts = calendarGraph(graph, graph.input('ms', 'int64', ['N']))
    for (const part of calendarParts) graph.output(cast(graph, parts(part), 'double'), part, 'double', ['N'])
    const runtime = await import('onnxruntime-node')
    const session = await runtime.InferenceSession.create(graph.toBytes())
    const found = await session.run({ ms: new runtime.Tensor('int64', BigInt64Array.from(Array.from(dates, BigInt)), [dates.length]) })
    for (const part of calendarParts) expect(found[part].data, part).toEqual(calendarPart(part, dates))
  })
})
