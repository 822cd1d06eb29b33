// What planning a training finds worth saying: what was done to the rows, the columns or the target.
import type { Finding } from './base/core/index.js'
import type { ColumnSchema } from './data/schema/index.js'
import type { Target } from './data/sources/index.js'
import { mostColumns } from './learn/features/index.js'
import { metricOf } from './learn/metrics/index.js'
import type { MetricId } from './learn/metrics/index.js'

export function sampleFindings(used: number, of: number): Finding[] {
  if (used >= of) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: { rowsUsed: used, rows: of },
      message: `A sample of ${used} of the ${of} rows, drawn by the seed, took part. A model of all rows can be better: give it a longer --time-budget, or a larger --sample.`,
    },
  ]
}

export function screenFindings(columns: readonly ColumnSchema[]): Finding[] {
  const measured = columns.filter(({ kind }) => kind === 'number' || kind === 'category' || kind === 'boolean').length
  if (measured <= mostColumns) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [],
      evidence: { columns: measured, columnsUsed: mostColumns },
      message: `Of the ${measured} columns of numbers and categories each model reads the ${mostColumns} that alone tell most about the target, found anew in the rows that it learns from.`,
    },
  ]
}

export function scaleFindings(id: MetricId, target: Target): Finding[] {
  const metric = metricOf(id)
  if (metric.isLogarithmic !== true) return []
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'info',
      columns: [target.name],
      evidence: { metric: id, scale: 'ln(1 + target)' },
      message: `${metric.title} compares logarithms, so the models learned the logarithm of 1 + '${target.name}'. Their predictions are turned back, and are never below 0 unless known answers are.`,
    },
  ]
}
