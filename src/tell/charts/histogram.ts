// Counts in bins of equal width: the target's values, or the errors with their zero.
import type { HistogramBin } from '../../base/stats/index.js'
import { titleOf } from './label.js'
import { type ChartSpec, colour, frameOf, ticksOf } from './theme.js'

/** `zeroLine`: marks 0, for errors. */
export function histogramChart(
  bins: readonly HistogramBin[],
  titles: { readonly x: string; readonly zeroLine?: boolean },
  width = 440,
): ChartSpec {
  const values = bins
    .filter((bin) => Number.isFinite(bin.from) && Number.isFinite(bin.to))
    .map(({ from, to, count }) => ({ from, to, count }))
  const edges = values.flatMap((bin) => [bin.from, bin.to])
  const domain = values.length > 0 ? [Math.min(...edges), Math.max(...edges)] : [0, 1]
  const x = { type: 'quantitative' as const, scale: { domain, nice: false, zero: false } }
  const spansZero = domain[0] <= 0 && domain[1] >= 0
  return {
    ...frameOf(width, 300),
    layer: [
      {
        data: { values },
        mark: { type: 'bar', binSpacing: 1 },
        encoding: {
          x: { field: 'from', ...x, bin: 'binned', axis: { title: titleOf(titles.x), grid: false, tickCount: 6, ...ticksOf(edges) } },
          x2: { field: 'to' },
          y: { field: 'count', type: 'quantitative', axis: { title: 'rows', tickCount: 4, ...ticksOf(values.map((bin) => bin.count)) } },
        },
      },
      ...(titles.zeroLine === true && spansZero
        ? [
            {
              data: { values: [{ zero: 0 }] },
              mark: { type: 'rule' as const, color: colour.ink, strokeDash: [2, 3], strokeWidth: 1.5 },
              encoding: { x: { field: 'zero', ...x } },
            },
          ]
        : []),
    ],
  }
}
