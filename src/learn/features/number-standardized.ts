// Numbers for linear models: imputed and standardised, with the logarithm of skewed ones and an indicator of missing values.
import { median } from '../../base/stats/index.js'
import type { GraphBuilder, Value } from '../../base/onnx/index.js'
import type { Column, NumberColumn } from '../../data/table/index.js'
import { booleanField, fieldsOf, invalid, numberField, positiveField, textField, type Fields } from './fields.js'
import type { GraphPart, SignedLog } from './graph-parts.js'
import { indicatorOf } from './sparse.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureData, FittedTransformer, JsonObject } from './transformer.js'

export const numberStandardizedType = 'number.standardized'

/** Above this absolute skewness a logarithm that tames the tail joins the value. */
const heavySkew = 1
/** Spreads below this count as none: ONNX Runtime's optimiser takes constants under 1e-46 for zero. */
const tiny = 1e-40

/** What is taken off and divided by. */
type Scaling = {
  readonly mean: number
  readonly deviation: number
}

interface Recipe {
  readonly column: string
  /** Stands in for missing values. */
  readonly median: number
  /** The training rows had missing values. */
  readonly indicator: boolean
  /** Absent where the value does not vary. */
  readonly value?: Scaling
  /** Absent where the values are not skewed. */
  readonly log?: Scaling & SignedLog
}

/**
 * Learns median, skew, mean and deviation of a column on the training rows.
 * Missing values become the median; when the training rows had any, an indicator says where. Values are standardised. A column whose
 * absolute skewness exceeds 1 has its logarithm as a second feature, so that the learner may use either: sign(u) ln(1 + |u|) with
 * u = (s x - low) / scale, s the sign of the skew, low the least s x, scale a quarter of the distance from there to the median (or the
 * mean, where the median is the least). It does not depend on the unit. What is constant, and the logarithm of only two values, is left out.
 */
export function fitNumberStandardized(column: NumberColumn, { rows, weights }: TrainingRows): FittedTransformer {
  const values = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]]
  const present = presentOf(values, weights)
  if (present.values.length === 0) return build({ column: column.name, median: 0, indicator: false })
  const middle = median(present.values, present.weights)
  // The moments count the imputed rows too: they are what the learner sees.
  const imputed = values.map((found) => (Number.isNaN(found) ? middle : found))
  const recipe = { column: column.name, median: middle, indicator: present.values.length < rows.length }
  const value = scalingOf(imputed, weights)
  if (value === undefined) return build(recipe)
  const log = logOf({ values: imputed, weights }, value, middle)
  return build(log === undefined ? { ...recipe, value } : { ...recipe, value, log })
}

/** Undefined where the values do not vary, or too wildly for a double. */
function scalingOf(values: Float64Array, weights: Float64Array | undefined): Scaling | undefined {
  let sum = 0
  let total = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]
    sum += weight * values[i]
    total += weight
  }
  const mean = sum / total
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (weights === undefined ? 1 : weights[i]) * (values[i] - mean) ** 2
  const deviation = Math.sqrt(squares / total)
  return Number.isFinite(deviation) && deviation > Math.max(tiny, Math.abs(mean) * 1e-13) ? { mean, deviation } : undefined
}

interface Weighted {
  readonly values: Float64Array
  readonly weights: Float64Array | undefined
}

function logOf({ values, weights }: Weighted, { mean, deviation }: Scaling, middle: number): (Scaling & SignedLog) | undefined {
  let cubes = 0
  let total = 0
  let least = Infinity
  let greatest = -Infinity
  for (let i = 0; i < values.length; i++) {
    const scaled = (values[i] - mean) / deviation
    const weight = weights === undefined ? 1 : weights[i]
    cubes += weight * scaled * scaled * scaled
    total += weight
    if (values[i] < least) least = values[i]!
    if (values[i] > greatest) greatest = values[i]!
  }
  const skewness = cubes / total
  if (!(Math.abs(skewness) > heavySkew)) return undefined
  // Of two values the logarithm says nothing new.
  if (values.every((value) => value === least || value === greatest)) return undefined
  const sign = skewness > 0 ? 1 : -1
  const low = sign > 0 ? least : -greatest
  const distance = sign * middle - low
  const log: SignedLog = { sign, low, scale: (distance > tiny ? distance : sign * mean - low) / 4 }
  if (!(log.scale > tiny)) return undefined
  const scaling = scalingOf(
    values.map((value) => signedLog(value, log)),
    weights,
  )
  return scaling === undefined ? undefined : { ...log, ...scaling }
}

function signedLog(value: number, { sign, low, scale }: SignedLog): number {
  const distance = (value * sign - low) / scale
  return Math.sign(distance) * Math.log(Math.abs(distance) + 1)
}

export function loadNumberStandardized(fields: Fields): FittedTransformer {
  return build({
    column: textField(fields, 'column'),
    median: numberField(fields, 'median'),
    indicator: booleanField(fields, 'indicator'),
    ...(fields['value'] === undefined ? {} : { value: readScaling(fieldsOf(fields['value'], 'value')) }),
    ...(fields['log'] === undefined ? {} : { log: readLog(fieldsOf(fields['log'], 'log')) }),
  })
}

function readScaling(fields: Fields): Scaling {
  return { mean: numberField(fields, 'mean'), deviation: positiveField(fields, 'deviation') }
}

function readLog(fields: Fields): Scaling & SignedLog {
  const sign = numberField(fields, 'sign')
  if (sign !== 1 && sign !== -1) throw invalid('sign', '1 or -1', sign)
  return { ...readScaling(fields), sign, low: numberField(fields, 'low'), scale: positiveField(fields, 'scale') }
}

function build(recipe: Recipe): FittedTransformer {
  const { column: name, median: fill, indicator, value, log } = recipe
  return {
    type: numberStandardizedType,
    kind: 'number',
    column: name,
    featureNames: [...(value ? [name] : []), ...(log ? [`${name}.log`] : []), ...(indicator ? [`${name}=(missing)`] : [])],
    transform: (column: Column, rows: Int32Array): FeatureData[] => {
      const { values } = column as NumberColumn
      const features: FeatureData[] = []
      const filled = new Float64Array(rows.length)
      const marks = new Uint8Array(rows.length)
      for (let i = 0; i < rows.length; i++) {
        const found = values[rows[i]]
        filled[i] = Number.isNaN(found) ? fill : found
        if (Number.isNaN(found)) marks[i] = 1
      }
      if (value) features.push({ layout: 'dense', values: standardize(filled.slice(), value) })
      if (log) {
        for (let i = 0; i < filled.length; i++) filled[i] = signedLog(filled[i], log)
        features.push({ layout: 'dense', values: standardize(filled, log) })
      }
      if (indicator) features.push(indicatorOf(marks))
      return features
    },
    toJSON: (): JsonObject => ({ ...recipe }),
    toOnnx: (_: GraphBuilder, input: Value): GraphPart[] => [
      ...(value ? [{ form: 'scaled', input, fill, ...value } as const] : []),
      ...(log ? [{ form: 'scaled', input, fill, log, mean: log.mean, deviation: log.deviation } as const] : []),
      ...(indicator ? [{ form: 'missing', input } as const] : []),
    ],
  }
}

/** In place. */
function standardize(values: Float64Array, { mean, deviation }: Scaling): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] - mean) / deviation
  return values
}

function presentOf(values: Float64Array, weights: Float64Array | undefined): Weighted {
  const isPresent = (_: number, i: number): boolean => !Number.isNaN(values[i])
  if (!values.some(Number.isNaN)) return { values, weights }
  return { values: values.filter(isPresent), weights: weights?.filter(isPresent) }
}
