// How often each class occurs.
import { distinctLabels, keysOf, labelOfKey } from './label.js'
import { type ChartSpec, colour, frameOf, labelLength } from './theme.js'

export interface ClassCount {
  readonly name: string
  readonly count: number
}

/** The most frequent classes first, and one bar of the rest when there are more than `most`. */
export function classCountsChart(classes: readonly ClassCount[], most = 12): ChartSpec {
  const total = classes.reduce((sum, { count }) => sum + count, 0)
  const ranked = classes.map((one, at) => ({ ...one, at })).sort((a, b) => b.count - a.count || a.at - b.at)
  const rest = ranked.slice(most)
  const shown: ClassCount[] = ranked.slice(0, most)
  if (rest.length > 0) shown.push({ name: `(${rest.length} others)`, count: rest.reduce((sum, { count }) => sum + count, 0) })
  const keys = keysOf(
    distinctLabels(
      shown.map(({ name }) => name),
      labelLength,
    ),
  )
  const values = shown.map(({ count }, at) => ({
    key: keys[at],
    count,
    text: `${Math.round(count).toLocaleString('en-US')}  (${total > 0 ? Math.round((100 * count) / total) : 0}%)`,
  }))
  const y = { field: 'key', type: 'nominal', sort: null, axis: { title: null, labelExpr: labelOfKey, labelColor: colour.ink } } as const
  const greatest = Math.max(1, ...values.map(({ count }) => count))
  const x = { field: 'count', type: 'quantitative' as const, axis: null, scale: { domain: [0, greatest * 1.3], nice: false } }
  return {
    ...frameOf(560, 16 + 30 * values.length),
    data: { values },
    layer: [
      { mark: { type: 'bar', height: { band: 0.7 } }, encoding: { y, x } },
      { mark: { type: 'text', align: 'left', dx: 6, color: colour.muted }, encoding: { y, x, text: { field: 'text' } } },
    ],
  }
}
