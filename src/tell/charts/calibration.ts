// What was said against what happened: when it says 70 %, is it 70 times in 100?
import type { CalibrationBin } from '../../judge/evaluate/index.js'
import { titleOf } from './label.js'
import { type ChartSpec, colour, frameOf } from './theme.js'

export function calibrationChart(bins: readonly CalibrationBin[], titles: { readonly said: string; readonly happened: string }): ChartSpec {
  const values = bins
    .filter((bin) => Number.isFinite(bin.predicted) && Number.isFinite(bin.value))
    .map(({ predicted, value, low, high }) => ({
      predicted,
      value,
      low: Number.isFinite(low) ? low : value,
      high: Number.isFinite(high) ? high : value,
    }))
  // a model of many classes is seldom unsure of its answer: without the empty half its points can be told apart
  const least = Math.floor(10 * Math.min(1, ...values.map(({ predicted, low }) => Math.min(predicted, low)))) / 10
  const from = least >= 0.3 ? Math.min(least, 0.8) : 0
  const share = { type: 'quantitative' as const, scale: { domain: [from, 1], nice: false, zero: false } }
  const ticks = { format: '.0%', tickCount: 5 }
  const x = { field: 'predicted', ...share, axis: { ...ticks, title: titleOf(titles.said) } }
  return {
    ...frameOf(440, 340),
    layer: [
      {
        data: {
          values: [
            { x: from, y: from },
            { x: 1, y: 1 },
          ],
        },
        mark: { type: 'line', color: colour.neutral, strokeDash: [2, 4], strokeWidth: 1.5 },
        encoding: { x: { field: 'x', ...share }, y: { field: 'y', ...share } },
      },
      {
        data: { values },
        mark: { type: 'rule', opacity: 0.45, strokeWidth: 3, strokeCap: 'round' },
        encoding: { x, y: { field: 'low', ...share }, y2: { field: 'high' } },
      },
      {
        data: { values },
        mark: { type: 'point' },
        encoding: { x, y: { field: 'value', ...share, axis: { ...ticks, title: titleOf(titles.happened) } } },
      },
    ],
  }
}
