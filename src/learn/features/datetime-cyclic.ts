// Dates for linear models: how far along, standardised, and the cycles of month, week, day and hour.
import { mean as weightedMean } from '../../base/stats/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, DatetimeColumn } from '../../data/table/index.js'
import { calendarGraph, calendarPart, type CalendarPart } from './calendar.js'
import { datesOf, presentDates, readDates } from './dates.js'
import { readParts } from './datetime-plain.js'
import { booleanField, numberField, positiveField, textField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { asColumn, cast, double, int64, sideBySide } from './graph-steps.js'
import { indicatorOf } from './sparse.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const datetimeCyclicType = 'datetime.cyclic'

interface Cycle {
  readonly first: number
  readonly length: number
}

/** The parts that come round again. Fractions of an hour are cut off: a cycle is a table of its whole steps. */
const cycles: Partial<Record<CalendarPart, Cycle>> = {
  month: { first: 1, length: 12 },
  weekday: { first: 0, length: 7 },
  day: { first: 1, length: 31 },
  hour: { first: 0, length: 24 },
}
const candidates = ['elapsedDays', 'month', 'weekday', 'day', 'hour'] as const satisfies CalendarPart[]

interface Recipe {
  readonly column: string
  readonly parts: readonly CalendarPart[]
  /** Of the elapsed days. */
  readonly mean: number
  readonly deviation: number
  /** The training rows had missing dates. */
  readonly indicator: boolean
}

/**
 * Keeps the parts that vary over the training rows: the elapsed days standardised, the others as sine and cosine.
 * A missing date is 0 in all of them, with an indicator when the training rows had missing dates.
 */
export function fitDatetimeCyclic(column: DatetimeColumn, training: TrainingRows): FittedTransformer {
  const { rows } = training
  const dates = presentDates(column, rows)
  const parts = candidates.filter((part) => {
    const values = calendarPart(part, dates).map(Math.floor)
    return values.some((value) => value !== values[0])
  })
  const elapsed = calendarPart('elapsedDays', dates)
  const weights = training.weights?.filter((_, i) => !Number.isNaN(column.values[rows[i]]))
  const meanOf = (values: Float64Array): number => (values.length === 0 ? 0 : weightedMean(values, weights))
  const mean = meanOf(elapsed)
  const deviation = Math.sqrt(meanOf(elapsed.map((value) => (value - mean) ** 2)))
  return build({
    column: column.name,
    parts,
    mean,
    deviation: deviation > 0 ? deviation : 1,
    indicator: dates.length > 0 && dates.length < rows.length,
  })
}

export function loadDatetimeCyclic(fields: Fields): FittedTransformer {
  return build({
    column: textField(fields, 'column'),
    parts: readParts(fields),
    mean: numberField(fields, 'mean'),
    deviation: positiveField(fields, 'deviation'),
    indicator: booleanField(fields, 'indicator'),
  })
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, parts, mean, deviation, indicator } = recipe
  const featureNames = [
    ...parts.flatMap((part) => (part in cycles ? [`${name}.${part}.sin`, `${name}.${part}.cos`] : [`${name}.${part}`])),
    ...(indicator ? [`${name}=(missing)`] : []),
  ]
  return {
    type: datetimeCyclicType,
    kind: 'datetime',
    column: name,
    featureNames,
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const dates = datesOf(column as DatetimeColumn, rows)
      const features: FeatureData[] = []
      for (const part of parts) {
        const values = calendarPart(part, dates)
        const cycle = cycles[part]
        if (cycle === undefined) {
          features.push({ layout: 'dense', values: values.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation)) })
          continue
        }
        for (const table of tablesOf(cycle)) {
          const steps = values.map((value) => (Number.isNaN(value) ? 0 : table[Math.floor(value) - cycle.first]))
          features.push({ layout: 'dense', values: steps })
        }
      }
      if (indicator) features.push(indicatorOf(Uint8Array.from(dates, (date) => (Number.isNaN(date) ? 1 : 0))))
      return features
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const { missing, ms } = readDates(graph, asColumn(graph, input))
      const partOf = calendarGraph(graph, ms)
      const values = parts.flatMap((part) => {
        const cycle = cycles[part]
        if (cycle === undefined) {
          return [graph.add('Div', [graph.add('Sub', [partOf(part), double(graph, mean)]), double(graph, deviation)])]
        }
        const step = graph.add('Sub', [cast(graph, partOf(part), 'int64'), int64(graph, cycle.first)])
        return tablesOf(cycle).map((table) =>
          graph.add('Gather', [graph.constant({ type: 'double', dims: [cycle.length], data: table }), step]),
        )
      })
      const made = sideBySide(graph, [
        ...(values.length > 0 ? [graph.add('Where', [missing, double(graph, 0), sideBySide(graph, values)])] : []),
        ...(indicator ? [cast(graph, missing, 'double')] : []),
      ])
      return [{ form: 'block', values: made, width: featureNames.length }]
    },
  }
}

/** Sine and cosine of every step: looked up on both sides, so that no two sines need to agree. */
function tablesOf({ length }: Cycle): [Float64Array, Float64Array] {
  const angles = Float64Array.from({ length }, (_, step) => (2 * Math.PI * step) / length)
  return [angles.map(Math.sin), angles.map(Math.cos)]
}
