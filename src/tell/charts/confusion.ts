// Which class was taken for which: one row per actual class, shaded by its share of the row.
import { distinctLabels, keysOf, labelOfKey } from './label.js'
import { type ChartSpec, colour, frameOf } from './theme.js'

export interface Confusion {
  readonly classes: readonly string[]
  /** `counts[actual][predicted]` */
  readonly counts: readonly (readonly number[])[]
  /** Classes that were folded into the last row and column; 0 when all are shown. */
  readonly folded: number
}

/** The most frequent classes, in their own order, and one "other" of the rest when there are more than `most`. */
export function foldConfusion(classes: readonly string[], counts: readonly (readonly number[])[], most = 12): Confusion {
  if (classes.length <= most) return { classes, counts, folded: 0 }
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const kept = classes
    .map((_, at) => at)
    .sort((a, b) => totals[b] - totals[a] || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
  const placeOf = new Map(kept.map((at, place) => [at, place]))
  const folded = Array.from({ length: most + 1 }, () => Array.from({ length: most + 1 }, () => 0))
  counts.forEach((row, actual) =>
    row.forEach((count, predicted) => {
      folded[placeOf.get(actual) ?? most][placeOf.get(predicted) ?? most] += count
    }),
  )
  const rest = classes.length - most
  return { classes: [...kept.map((at) => classes[at]), `(${rest} others)`], counts: folded, folded: rest }
}

export function confusionChart({ classes, counts }: Confusion): ChartSpec {
  const labels = distinctLabels(classes, classes.length > 6 ? 12 : 18)
  const keys = keysOf(labels)
  const values = counts.flatMap((row, actual) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return row.map((count, predicted) => {
      const share = total > 0 ? count / total : 0
      const percent = share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`
      return {
        actual: keys[actual],
        predicted: keys[predicted],
        share,
        count: Math.round(count).toLocaleString('en-US'),
        percent: count > 0 || actual === predicted ? percent : '',
        right: actual === predicted,
      }
    })
  })
  const roomy = classes.length <= 5
  const wordy = Math.max(...labels.map((label) => label.length)) * 7
  const side = roomy ? Math.min(110, Math.max(64, (350 - wordy) / classes.length)) : 40
  const axis = { titlePadding: 10, labelColor: colour.ink, labelAngle: 0, labelExpr: labelOfKey }
  const slanted = classes.length > 3 && wordy > side
  const x = {
    field: 'predicted',
    type: 'nominal',
    sort: null,
    axis: { ...axis, title: 'predicted', orient: 'top', labelAngle: slanted ? -40 : 0 },
  } as const
  const y = { field: 'actual', type: 'nominal', sort: null, axis: { ...axis, title: 'actual' } } as const
  const color = { condition: { test: 'datum.share > 0.55', value: colour.paper }, value: colour.ink } as const
  return {
    ...frameOf(90 + wordy + side * classes.length, 60 + (slanted ? wordy * 0.7 : 16) + (roomy ? 64 : 32) * classes.length),
    data: { values },
    encoding: { x, y },
    layer: [
      {
        mark: { type: 'rect', stroke: colour.paper, strokeWidth: 2 },
        encoding: {
          color: { condition: { test: 'datum.right', value: colour.accent }, value: colour.neutral },
          opacity: { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: [0.06, 1] }, legend: null },
        },
      },
      {
        mark: { type: 'text', fontSize: roomy ? 15 : 11, fontWeight: 600, dy: roomy ? -7 : 0 },
        encoding: { text: { field: 'percent' }, color },
      },
      ...(roomy ? [{ mark: { type: 'text', fontSize: 11, dy: 11 } as const, encoding: { text: { field: 'count' }, color } }] : []),
    ],
  }
}
