// Dates for trees: their parts as numbers.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, DatetimeColumn } from '../../data/table/index.js'
import { calendarGraph, calendarPart, calendarParts, type CalendarPart } from './calendar.js'
import { invalid, textField, textsField, type Fields } from './fields.js'
import type { GraphPart } from './graph-parts.js'
import { asColumn, cast, double, sideBySide } from './graph-steps.js'
import { datesOf, presentDates, readDates } from './dates.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const datetimePlainType = 'datetime.plain'

/** Keeps the parts that vary over the training rows, missing counted as a value. NaN where the date is missing. */
export function fitDatetimePlain(column: DatetimeColumn, { rows }: TrainingRows): FittedTransformer {
  const dates = presentDates(column, rows)
  const hasMissing = dates.length > 0 && dates.length < rows.length
  const parts = calendarParts.filter((part) => {
    const values = calendarPart(part, dates)
    return values.some((value) => value !== values[0])
  })
  return build(column.name, parts.length === 0 && hasMissing ? ['elapsedDays'] : parts)
}

export function loadDatetimePlain(fields: Fields): FittedTransformer {
  return build(textField(fields, 'column'), readParts(fields))
}

/** Throws BUNDLE_INVALID for a part that is not known. */
export function readParts(fields: Fields): readonly CalendarPart[] {
  const known: readonly string[] = calendarParts
  const parts = textsField(fields, 'parts')
  if (!parts.every((part) => known.includes(part))) throw invalid('parts', `some of ${known.join(', ')}`, parts)
  return parts as readonly CalendarPart[]
}

function build(name: string, parts: readonly CalendarPart[]): FittedTransformer {
  return {
    type: datetimePlainType,
    kind: 'datetime',
    column: name,
    featureNames: parts.map((part) => `${name}.${part}`),
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const dates = datesOf(column as DatetimeColumn, rows)
      return parts.map((part) => ({ layout: 'dense', values: calendarPart(part, dates) }))
    },
    toJSON: (): JsonObject => ({ column: name, parts }),
    toOnnx: (graph: GraphBuilder, input: Value): GraphPart[] => {
      const { missing, ms } = readDates(graph, asColumn(graph, input))
      const partOf = calendarGraph(graph, ms)
      const values = sideBySide(
        graph,
        parts.map((part) => cast(graph, partOf(part), 'double')),
      )
      return [{ form: 'block', values: graph.add('Where', [missing, double(graph, NaN), values]), width: parts.length }]
    },
  }
}
