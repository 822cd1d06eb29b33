// What planning a training finds worth saying: what was done to the rows, the columns or the target.
import type { Finding } from '../../base/core/index.js'
import { named } from '../../data/schema/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import type { Target } from '../../data/sources/index.js'
import { mostColumns } from '../../learn/features/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import type { Rows } from './rows.js'

/** What took part of all the rows; classes of which none did are named, and those with more than their share. */
export function sampleFindings(target: Target, sampled: Rows, all: Rows): Finding[] {
  const used = sampled.table.rowCount
  const of = all.table.rowCount
  if (used >= of) return []
  const inSample = rowsOfClasses(target, sampled)
  const inAll = rowsOfClasses(target, all)
  const absent = target.classes.filter((_, k) => inSample[k] === 0 && inAll[k] > 0)
  const raised = target.classes.filter((_, k) => inSample[k] > (inAll[k] * used) / of + 1 && inSample[k] < used / 2)
  const words = [
    `A sample of ${used} of the ${of} rows, drawn by the seed, took part.`,
    ...(raised.length === 0
      ? []
      : [`In it rare classes have more than their share of rows, so that they can be learned: ${named(raised)}.`]),
    ...(absent.length === 0
      ? []
      : [`It holds no row of ${named(absent)}: the model knows nothing of ${absent.length === 1 ? 'it' : 'them'}.`]),
    'A model of all rows can be better: give it a longer --time-budget, or a larger --sample.',
  ]
  return [
    {
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: {
        rowsUsed: used,
        rows: of,
        ...(raised.length === 0 ? {} : { classesRaised: raised }),
        ...(absent.length === 0 ? {} : { classesAbsent: absent }),
      },
      message: words.join(' '),
    },
  ]
}

function rowsOfClasses({ classes }: Target, { target }: Rows): Int32Array {
  const counts = new Int32Array(classes.length)
  if (classes.length > 0) for (const label of target) counts[label]++
  return counts
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
