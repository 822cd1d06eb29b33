// Predicted against actual numbers: on the diagonal they agree.
import { type ChartSpec, colour, frameOf, ticksOf } from './theme.js'

/** More than this many points only make the page heavier. */
const pointLimit = 500

export function predictedActualChart(
  points: readonly { readonly actual: number; readonly predicted: number }[],
  target: string,
): ChartSpec {
  const sound = points.filter((point) => Number.isFinite(point.actual) && Number.isFinite(point.predicted))
  const step = Math.max(1, Math.ceil(sound.length / pointLimit))
  const values = sound.filter((_, at) => at % step === 0).map(({ actual, predicted }) => ({ actual, predicted }))
  let low = Infinity
  let high = -Infinity
  for (const { actual, predicted } of values) {
    low = Math.min(low, actual, predicted)
    high = Math.max(high, actual, predicted)
  }
  if (low === Infinity) [low, high] = [0, 1]
  const number = { type: 'quantitative' as const, scale: { domain: [low, high], zero: false, nice: true } }
  const axis = { tickCount: 6, ...ticksOf([low, high]) }
  return {
    ...frameOf(440, 360),
    layer: [
      {
        data: {
          values: [
            { x: low, y: low },
            { x: high, y: high },
          ],
        },
        mark: { type: 'line', color: colour.neutral, strokeDash: [2, 4], strokeWidth: 1.5 },
        encoding: { x: { field: 'x', ...number }, y: { field: 'y', ...number } },
      },
      {
        data: { values },
        mark: { type: 'point', size: 22, opacity: 0.45 },
        encoding: {
          x: { field: 'actual', ...number, axis: { ...axis, title: `actual ${target}` } },
          y: { field: 'predicted', ...number, axis: { ...axis, title: `predicted ${target}` } },
        },
      },
    ],
  }
}
