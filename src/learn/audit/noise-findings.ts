// What is said of labels that are probably wrong.
import type { Finding } from '../../base/core/index.js'
import { counted, percent } from '../../data/schema/index.js'
import { allRows } from '../../data/table/index.js'
import { findLabelNoise } from './label-noise.js'

/** Rows that the finding lists. */
const mostListed = 50
const fewestRows = 100

export interface Judgements {
  readonly target: string
  readonly classes: readonly string[]
  /** Class indices, NaN probabilities aside one per row. */
  readonly labels: ArrayLike<number>
  /** Out-of-fold, rows × classes. A row that was never judged has NaN. */
  readonly probabilities: Float64Array
  /** For each row its number in the source. */
  readonly rowNumbers: ArrayLike<number>
}

/**
 * A warning where labels of easy rows are wrong too often for doubt in the data, a hint where some rows are suspected; with the rows, the most suspicious
 * first. Nothing below 100 rows, where a model knows too little.
 */
export function noiseFindings({ target, classes, labels, probabilities, rowNumbers }: Judgements): Finding[] {
  const width = classes.length
  const judged = allRows(labels.length).filter((row) => !Number.isNaN(probabilities[row * width]))
  if (judged.length < fewestRows) return []
  const taken = new Float64Array(judged.length * width)
  for (const [k, row] of judged.entries()) taken.set(probabilities.subarray(row * width, (row + 1) * width), k * width)
  const own = Int32Array.from(judged, (row) => labels[row])
  const { suspects, likely, floor, isLikely } = findLabelNoise(own, taken, width)
  if (suspects.length === 0 || (!isLikely && suspects.length < 0.002 * judged.length)) return []
  const rows = Array.from(suspects.subarray(0, mostListed), (k, at) => ({
    row: rowNumbers[judged[k]],
    label: classes[own[k]],
    likely: classes[likely[at]],
    probability: Math.round(1000 * taken[k * width + likely[at]]) / 1000,
  }))
  const [first] = rows
  const example = `row ${first.row} says '${first.label}' where '${first.likely}' is far more likely`
  return [
    {
      code: 'LABEL_NOISE',
      severity: isLikely ? 'warning' : 'info',
      columns: [target],
      evidence: {
        suspects: suspects.length,
        of: judged.length,
        floor: Math.round(1000 * floor.value) / 1000,
        floorLow: Math.round(1000 * floor.low) / 1000,
        floorHigh: Math.round(1000 * floor.high) / 1000,
        rows,
      },
      message: isLikely
        ? `Of the rows that a model is surest of, it gets ${percent(floor.value, 1)} wrong, hardly fewer than of others: about so many labels of '${target}' seem to be wrong. ${counted(suspects.length, 'row')} of ${counted(judged.length, 'row')} ${suspects.length === 1 ? 'is' : 'are'} suspected, most of all ${example}. Have the listed rows looked at; where their labels are right, the columns do not tell enough.`
        : `${counted(suspects.length, 'label')} of ${counted(judged.length, 'row')} may be wrong, most of all ${example}. The columns may also not tell enough: look at the listed rows.`,
    },
  ]
}
