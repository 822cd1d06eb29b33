// What a flawless result still does not rule out.
import type { Metric, Scored } from '../../learn/metrics/index.js'

/**
 * The least standard error to claim: by how much the value would drop if one confident row had been wrong, less by what the
 * observed mistakes make up already. Without it a classifier that is right in all of 30 rows would be called perfect with certainty,
 * since resamples of flawless rows are flawless. 0 for metrics without a best and a worst value.
 */
export function unseenMistake(metric: Metric, scored: Scored, value: number): number {
  const best = metric.range[metric.direction === 'maximize' ? 1 : 0]
  if (scored.task === 'regression' || !metric.range.every(Number.isFinite) || Number.isNaN(value)) return 0
  let most = 0
  for (const row of surestRows(scored)) {
    const target = scored.target.slice()
    target[row] = leastLikelyClass(scored, row)
    const changed = Math.abs(metric.compute({ ...scored, target }) - value)
    if (changed > most) most = changed
  }
  return Math.max(0, most - Math.abs(best - value))
}

/** Of the rarest and of the commonest class that have rows, the row that was most surely right. */
function surestRows(scored: Scored): number[] {
  const { target, weights, classCount } = scored
  const counts = new Float64Array(classCount)
  const surest = new Int32Array(classCount).fill(-1)
  for (let row = 0; row < target.length; row++) {
    if (weights !== undefined && !(weights[row] > 0)) continue
    const k = target[row]
    counts[k]++
    if (surest[k] < 0 || probabilityOf(scored, row, k) > probabilityOf(scored, surest[k], k)) surest[k] = row
  }
  const present = [...counts.keys()].filter((k) => counts[k] > 0).sort((a, b) => counts[a] - counts[b] || a - b)
  return [...new Set([present[0], present.at(-1)!])].map((k) => surest[k])
}

function leastLikelyClass(scored: Scored, row: number): number {
  let least = 0
  for (let k = 1; k < scored.classCount; k++) if (probabilityOf(scored, row, k) < probabilityOf(scored, row, least)) least = k
  return least
}

function probabilityOf({ task, classCount, predictions }: Scored, row: number, k: number): number {
  if (task === 'multiclass') return predictions[row * classCount + k]
  return k === 1 ? predictions[row] : 1 - predictions[row]
}
