// What matters: how much worse the metric gets when a column is shuffled, with its interval.
import type { Importance } from '../../judge/evaluate/index.js'
import { distinctLabels, keysOf, labelOfKey, titleOf } from './label.js'
import { type ChartSpec, colour, frameOf, labelLength, ticksOf } from './theme.js'

/** The columns given, in their order. */
export function importanceChart(columns: readonly Importance[], axis: { readonly title: string }): ChartSpec {
  const sound = columns.filter(({ value }) => Number.isFinite(value))
  const keys = keysOf(
    distinctLabels(
      sound.map(({ column }) => column),
      labelLength,
    ),
  )
  const values = sound.map(({ value, low, high }, at) => ({
    key: keys[at],
    value,
    low: Number.isFinite(low) ? low : value,
    high: Number.isFinite(high) ? high : value,
    clear: low > 0,
  }))
  const y = { field: 'key', type: 'nominal', sort: null, axis: { title: null, labelExpr: labelOfKey, labelColor: colour.ink } } as const
  return {
    ...frameOf(600, 56 + 26 * values.length),
    data: { values },
    layer: [
      {
        mark: { type: 'bar', height: { band: 0.62 } },
        encoding: {
          y,
          x: {
            field: 'value',
            type: 'quantitative',
            axis: { title: titleOf(axis.title), tickCount: 6, ...ticksOf(values.map(({ high }) => high)) },
          },
          color: { condition: { test: 'datum.clear', value: colour.accent }, value: colour.neutral },
        },
      },
      {
        mark: { type: 'rule', color: colour.ink, strokeWidth: 1.5 },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
    ],
  }
}
