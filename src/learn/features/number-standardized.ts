// Numbers for linear models: imputed, unskewed, standardised, with an indicator of missing values.
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, NumberColumn } from '../../data/table/index.js'
import { booleanField, invalid, numberField, textField, type Fields } from './fields.js'
import { asColumn, cast, double, sideBySide } from './graph-steps.js'
import { indicatorOf } from './sparse.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const numberStandardizedType = 'number.standardized'

/** Above this absolute skewness a signed logarithm tames the tails. */
const heavySkew = 2
/** Spreads below this count as none: ONNX Runtime's optimiser takes constants under 1e-46 for zero. */
const tiny = 1e-40

interface Recipe {
  readonly column: string
  /** Stands in for missing values. */
  readonly median: number
  /** The training rows had missing values. */
  readonly indicator: boolean
  /** x becomes sign(u) ln(1 + |u|) with u = (x - median) / logScale; 0 where x stays as it is. */
  readonly logScale: number
  readonly mean: number
  /** Standard deviation after the logarithm; 0 where the value is constant and left out. */
  readonly deviation: number
}

/**
 * Learns median, skew, mean and deviation of a column on the training rows.
 * Missing values become the median; when the training rows had any, an indicator says where. A column whose absolute skewness
 * exceeds 2 goes through the signed logarithm sign(u) ln(1 + |u|), u = (x - median) / s, s the mean absolute distance from the
 * median, which does not depend on the unit. A column that is constant after that has no value feature.
 */
export function fitNumberStandardized(column: NumberColumn, rows: Int32Array): FittedTransformer {
  const present = presentValues(column.values, rows)
  const indicator = present.length > 0 && present.length < rows.length
  if (present.length === 0) return build({ column: column.name, median: 0, indicator: false, logScale: 0, mean: 0, deviation: 0 })
  const median = medianOf(present)
  // The moments count the imputed rows too: they are what the learner sees.
  const imputed = new Float64Array(rows.length).fill(median)
  imputed.set(present)
  let logScale = 0
  if (Math.abs(skewnessOf(imputed)) > heavySkew) {
    const scale = meanDistance(imputed, median)
    if (scale > tiny && Number.isFinite(scale)) {
      logScale = scale
      for (let i = 0; i < imputed.length; i++) imputed[i] = signedLog((imputed[i]! - median) / scale)
    }
  }
  const { mean, deviation } = momentsOf(imputed)
  const usable = Number.isFinite(mean) && Number.isFinite(deviation) && deviation > Math.max(tiny, Math.abs(mean) * 1e-13)
  return build({ column: column.name, median, indicator, logScale, mean: usable ? mean : 0, deviation: usable ? deviation : 0 })
}

export function loadNumberStandardized(fields: Fields): FittedTransformer {
  const recipe: Recipe = {
    column: textField(fields, 'column'),
    median: numberField(fields, 'median'),
    indicator: booleanField(fields, 'indicator'),
    logScale: numberField(fields, 'logScale'),
    mean: numberField(fields, 'mean'),
    deviation: numberField(fields, 'deviation'),
  }
  if (recipe.logScale < 0) throw invalid('logScale', 'a number that is not negative', recipe.logScale)
  if (recipe.deviation < 0) throw invalid('deviation', 'a number that is not negative', recipe.deviation)
  return build(recipe)
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, median, indicator, logScale, mean, deviation } = recipe
  const hasValue = deviation > 0
  return {
    type: numberStandardizedType,
    kind: 'number',
    column: name,
    featureNames: [...(hasValue ? [name] : []), ...(indicator ? [`${name}=(missing)`] : [])],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const { values } = column as NumberColumn
      const features: FeatureData[] = []
      if (hasValue) {
        const standardized = new Float64Array(rows.length)
        for (let i = 0; i < rows.length; i++) {
          const value = values[rows[i]!]!
          const filled = Number.isNaN(value) ? median : value
          standardized[i] = ((logScale > 0 ? signedLog((filled - median) / logScale) : filled) - mean) / deviation
        }
        features.push({ layout: 'dense', values: standardized })
      }
      if (indicator) {
        const marks = new Uint8Array(rows.length)
        for (let i = 0; i < rows.length; i++) if (Number.isNaN(values[rows[i]!]!)) marks[i] = 1
        features.push(indicatorOf(marks))
      }
      return features
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (graph: GraphBuilder, input: Value): Value => {
      const value = asColumn(graph, input)
      const missing = graph.add('IsNaN', [value])
      const parts: Value[] = []
      if (hasValue) {
        let at = graph.add('Where', [missing, double(graph, median), value])
        if (logScale > 0) {
          const distance = graph.add('Div', [graph.add('Sub', [at, double(graph, median)]), double(graph, logScale)])
          const log = graph.add('Log', [graph.add('Add', [graph.add('Abs', [distance]), double(graph, 1)])])
          at = graph.add('Mul', [graph.add('Sign', [distance]), log])
        }
        parts.push(graph.add('Div', [graph.add('Sub', [at, double(graph, mean)]), double(graph, deviation)]))
      }
      if (indicator) parts.push(cast(graph, missing, 'double'))
      return sideBySide(graph, parts)
    },
  }
}

function signedLog(value: number): number {
  return Math.sign(value) * Math.log(Math.abs(value) + 1)
}

function presentValues(values: Float64Array, rows: Int32Array): Float64Array {
  const present = new Float64Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!
    if (!Number.isNaN(value)) present[count++] = value
  }
  return present.subarray(0, count)
}

/** Sorts its argument. */
function medianOf(values: Float64Array): number {
  values.sort()
  const middle = values.length >> 1
  return values.length % 2 === 1 ? values[middle]! : values[middle - 1]! / 2 + values[middle]! / 2
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / values.length) }
}

function skewnessOf(values: Float64Array): number {
  const { mean, deviation } = momentsOf(values)
  if (!(deviation > 0)) return 0
  let cubes = 0
  for (let i = 0; i < values.length; i++) {
    const scaled = (values[i]! - mean) / deviation
    cubes += scaled * scaled * scaled
  }
  return cubes / values.length
}

function meanDistance(values: Float64Array, center: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]! - center)
  return sum / values.length
}
