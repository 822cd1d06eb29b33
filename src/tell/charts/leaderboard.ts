// What was tried: each trial's mean over the folds with its standard error, best on top.
import { distinctLabels, keysOf, labelOfKey, titleOf } from './label.js'
import { type ChartSpec, colour, frameOf, labelLength, ticksOf } from './theme.js'

export interface LeaderboardRow {
  readonly name: string
  /** As users know the metric. */
  readonly value: number
  readonly standardError: number
  readonly isWinner: boolean
}

/** `rows` in the order that is shown; bars of one standard error to either side. */
export function leaderboardChart(rows: readonly LeaderboardRow[], axis: { readonly title: string }): ChartSpec {
  const keys = keysOf(
    distinctLabels(
      rows.map((row) => row.name),
      labelLength,
    ),
  )
  const values = rows
    .map((row, at) => ({
      key: keys[at],
      value: row.value,
      low: row.value - (row.standardError || 0),
      high: row.value + (row.standardError || 0),
      winner: row.isWinner,
    }))
    .filter((row) => Number.isFinite(row.value))
  const color = { condition: { test: 'datum.winner', value: colour.accent }, value: colour.neutral } as const
  const axisOfNames = { title: null, labelExpr: labelOfKey, labelColor: colour.ink, grid: true, gridDash: [1, 3] }
  const y = { field: 'key', type: 'nominal' as const, sort: null, axis: axisOfNames }
  return {
    ...frameOf(560, 56 + 26 * values.length),
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.35, strokeCap: 'round' },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', size: 80 },
        encoding: {
          y,
          x: {
            field: 'value',
            type: 'quantitative',
            scale: { zero: false, padding: 12 },
            axis: { title: titleOf(axis.title), tickCount: 6, ...ticksOf(values.map((row) => row.value)) },
          },
          color,
        },
      },
    ],
  }
}
