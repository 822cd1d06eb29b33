// The estimate beside the constant guess, each with its interval.
import type { Estimate } from '../../judge/evaluate/index.js'
import { titleOf } from './label.js'
import { type ChartSpec, colour, frameOf, ticksOf } from './theme.js'

/** `axisTitle` names the metric and its better side; `percent`: the values are shares. */
export function versusBaselineChart(
  model: Estimate,
  baseline: Estimate,
  axis: { readonly title: string; readonly percent: boolean },
): ChartSpec {
  const values = [
    { who: 'This model', ...model, ours: true },
    { who: 'Guessing', ...baseline, ours: false },
  ].map(({ who, value, low, high, ours }) => ({
    who,
    value,
    low: Number.isFinite(low) ? low : value,
    high: Number.isFinite(high) ? high : value,
    ours,
  }))
  const format = axis.percent ? { format: '~%' } : ticksOf(values.map((row) => row.high))
  const ticks = { title: titleOf(axis.title), tickCount: 5, ...format }
  const color = { condition: { test: 'datum.ours', value: colour.accent }, value: colour.neutral } as const
  const y = { field: 'who', type: 'nominal', sort: null, axis: { title: null, labelColor: colour.ink, labelFontSize: 13 } } as const
  return {
    ...frameOf(560, 116),
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 6, opacity: 0.35, strokeCap: 'round' },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', size: 110 },
        encoding: { y, x: { field: 'value', type: 'quantitative', scale: { zero: false, padding: 16 }, axis: ticks }, color },
      },
    ],
  }
}
