// Of very many columns those that say most about the target, so that a wide table costs no more than it tells.
import type { CategoryColumn, Column } from '../../data/table/index.js'
import type { TrainingRows } from './training-rows.js'
import type { FeatureTarget } from './transformer.js'

/** So many columns a pipeline reads at most, texts and dates not counted. */
export const mostColumns = 1000

/**
 * The columns worth fitting, in their order: all where they are at most 1,000, else all texts and dates and the 1,000 others that
 * alone tell most about the target in the training rows (Fan and Lv 2008 call it sure independence screening). As part of the pipeline it is done again in every fold, on
 * the rows that the fold may see. O(rows × columns).
 */
export function screenColumns(columns: readonly Column[], training: TrainingRows, target: FeatureTarget): readonly Column[] {
  const isMeasured = ({ kind }: Column): boolean => kind === 'number' || kind === 'category' || kind === 'boolean'
  const measured = columns.filter(isMeasured)
  if (measured.length <= mostColumns) return columns
  const outcomes = outcomesOf(training, target)
  const strengths = measured.map((column, at) => ({ column, at, strength: strengthOf(column, training, outcomes) }))
  strengths.sort((a, b) => b.strength - a.strength || a.at - b.at)
  const kept = new Set(strengths.slice(0, mostColumns).map(({ column }) => column))
  return columns.filter((column) => !isMeasured(column) || kept.has(column))
}

interface Outcomes {
  /** One list for each class, 0 or 1; for numbers the target. In the order of the training rows, less their weighted mean. */
  readonly centered: readonly Float64Array[]
  /** Weighted sum of all squares. */
  readonly squares: number
}

function outcomesOf({ rows, weights, total }: TrainingRows, { values, task, classCount }: FeatureTarget): Outcomes {
  const lists =
    task === 'multiclass'
      ? Array.from({ length: classCount }, (_, k) => Float64Array.from(rows, (row) => (values[row] === k ? 1 : 0)))
      : [Float64Array.from(rows, (row) => values[row])]
  let squares = 0
  const centered = lists.map((list) => {
    const mean = list.reduce((sum, value, i) => sum + value * (weights === undefined ? 1 : weights[i]), 0) / total
    return list.map((value, i) => {
      squares += (weights === undefined ? 1 : weights[i]) * (value - mean) ** 2
      return value - mean
    })
  })
  return { centered, squares }
}

/** The share of the outcomes' squares that the column explains by a line or by its levels, less what chance would: adjusted R². */
function strengthOf(column: Column, training: TrainingRows, outcomes: Outcomes): number {
  if (!(outcomes.squares > 0)) return 0
  const { explained, groups } = column.kind === 'category' ? byLevels(column, training, outcomes) : byLine(column, training, outcomes)
  const { total } = training
  return total > groups ? 1 - ((1 - explained) * (total - 1)) / (total - groups) : -Infinity
}

interface Explained {
  readonly explained: number
  /** Numbers that were free to fit. */
  readonly groups: number
}

/** Missing values stand at the mean, where they say nothing. */
function byLine(column: Exclude<Column, CategoryColumn>, { rows, weights }: TrainingRows, { centered, squares }: Outcomes): Explained {
  if (column.kind === 'text') return { explained: 0, groups: 1 }
  const { values } = column
  const isMissing = (value: number): boolean => Number.isNaN(value) || (column.kind === 'boolean' && value < 0)
  let sum = 0
  let total = 0
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]]
    if (isMissing(value)) continue
    const weight = weights === undefined ? 1 : weights[i]
    sum += weight * value
    total += weight
  }
  const mean = sum / total
  const covariances = new Float64Array(centered.length)
  let spread = 0
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]]
    if (isMissing(value)) continue
    const part = (weights === undefined ? 1 : weights[i]) * (value - mean)
    spread += part * (value - mean)
    for (let k = 0; k < covariances.length; k++) covariances[k] += part * centered[k][i]
  }
  const explained = spread > 0 ? covariances.reduce((all, one) => all + one * one, 0) / spread / squares : 0
  return { explained, groups: 2 }
}

/** Missing is a level of its own. */
function byLevels({ codes, levels }: CategoryColumn, { rows, weights }: TrainingRows, { centered, squares }: Outcomes): Explained {
  const sizes = new Float64Array(levels.length + 1)
  const sums = new Float64Array(sizes.length * centered.length)
  for (let i = 0; i < rows.length; i++) {
    const level = codes[rows[i]] < 0 ? levels.length : codes[rows[i]]
    const weight = weights === undefined ? 1 : weights[i]
    sizes[level] += weight
    for (let k = 0; k < centered.length; k++) sums[level * centered.length + k] += weight * centered[k][i]
  }
  let explained = 0
  for (let at = 0; at < sums.length; at++) {
    const size = sizes[Math.floor(at / centered.length)]
    if (size > 0) explained += sums[at] ** 2 / size
  }
  return { explained: explained / squares, groups: sizes.filter((size) => size > 0).length }
}
