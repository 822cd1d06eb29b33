// The two curves of a yes-or-no model: ROC, and precision over recall.
import { type ChartSpec, colour, frameOf } from './theme.js'

const share = { type: 'quantitative' as const, scale: { domain: [0, 1], nice: false } }
const ticks = { format: '.0%', tickCount: 5 }

/** True positives over false positives as the threshold falls; the dotted diagonal is guessing. */
export function rocChart(roc: { readonly falsePositiveRate: readonly number[]; readonly truePositiveRate: readonly number[] }): ChartSpec {
  const curve = roc.falsePositiveRate.map((x, at) => ({ x, y: roc.truePositiveRate[at], at }))
  return square('false alarms among the negatives', 'found among the positives', curve, [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ])
}

/** Precision over recall; the dotted level is what guessing reaches: the share of positives. */
export function precisionRecallChart(
  curve: { readonly recall: readonly number[]; readonly precision: readonly number[] },
  positiveShare: number,
): ChartSpec {
  const points = curve.recall.map((x, at) => ({ x, y: curve.precision[at], at }))
  const level = Number.isFinite(positiveShare)
    ? [
        { x: 0, y: positiveShare },
        { x: 1, y: positiveShare },
      ]
    : []
  return square('found among the positives (recall)', 'right when it says positive (precision)', points, level)
}

type Point = { readonly x: number; readonly y: number }

function square(xTitle: string, yTitle: string, curve: readonly (Point & { at: number })[], guess: readonly Point[]): ChartSpec {
  return {
    ...frameOf(440, 340),
    layer: [
      {
        data: { values: [...guess] },
        mark: { type: 'line', color: colour.neutral, strokeDash: [2, 4], strokeWidth: 1.5 },
        encoding: { x: { field: 'x', ...share }, y: { field: 'y', ...share } },
      },
      {
        data: { values: curve.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y)) },
        mark: { type: 'line' },
        encoding: {
          x: { field: 'x', ...share, axis: { ...ticks, title: xTitle } },
          y: { field: 'y', ...share, axis: { ...ticks, title: yTitle } },
          order: { field: 'at', type: 'quantitative' },
        },
      },
    ],
  }
}
