// The columns of a wide table that are worth shuffling: those that move together with what the model says.
import type { Feature, View } from '../../learn/features/index.js'

/** All columns where they are few enough, else those with the greatest correlation of a feature with a prediction; in the order of `columns`. */
export function promisingColumns(view: View, columns: readonly string[], predictions: Float64Array, limit: number): readonly string[] {
  if (columns.length <= limit) return columns
  const outputs = predictions.length / view.rowCount
  const centered = centerColumns(predictions, outputs)
  const strengths = new Map<string, number>()
  for (const feature of view.features) {
    const strength = strengthOf(feature, centered, outputs, view.rowCount)
    if (strength > (strengths.get(feature.column) ?? -1)) strengths.set(feature.column, strength)
  }
  const ranked = columns.toSorted((a, b) => (strengths.get(b) ?? -1) - (strengths.get(a) ?? -1))
  const chosen = new Set(ranked.slice(0, limit))
  return columns.filter((column) => chosen.has(column))
}

/** Each output less its mean. */
function centerColumns(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width)
  for (let at = 0; at < values.length; at++) means[at % width] += (values[at] * width) / values.length
  return values.map((value, at) => value - means[at % width])
}

/** The greatest squared covariance with an output ÷ the feature's variance: squared correlation, but for the output's own spread. */
function strengthOf(feature: Feature, centered: Float64Array, outputs: number, rowCount: number): number {
  const covariances = new Float64Array(outputs)
  let sum = 0
  let squares = 0
  for (let at = 0; at < feature.values.length; at++) {
    const value = feature.values[at]
    if (Number.isNaN(value)) continue
    const row = feature.layout === 'dense' ? at : feature.rows[at]
    sum += value
    squares += value * value
    for (let k = 0; k < outputs; k++) covariances[k] += value * centered[row * outputs + k]
  }
  const variance = squares - (sum * sum) / rowCount
  return variance > 0 ? covariances.reduce((most, one) => Math.max(most, one * one), 0) / variance : 0
}
