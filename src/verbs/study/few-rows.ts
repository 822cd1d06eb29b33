// What is said where few rows teach or judge.
import type { Finding } from '../../base/core/index.js'
import { counted } from '../../data/schema/index.js'

/** Rows by their target, with their weights: those of weight 0 count for nothing. */
interface Counted {
  readonly target: Float64Array
  readonly weights?: Float64Array | undefined
}

/** Fewer rows than this give wide intervals. */
const fewToLearn = 200
const fewToJudge = 100

/** Said of the rows that teach, which may be fewer than the table has: neither those kept apart nor those left out of a sample. */
export function fewLearnedFindings(rows: Counted): Finding[] {
  const count = countOf(rows)
  if (count >= fewToLearn) return []
  return [
    {
      code: 'FEW_ROWS',
      severity: count < fewToLearn / 2 ? 'warning' : 'info',
      columns: [],
      evidence: { rows: count },
      message: `There ${count === 1 ? 'is' : 'are'} ${counted(count, 'row')}${ofWeight(rows)} to learn from. Expect wide intervals: what holds for so few may not hold for others.`,
    },
  ]
}

/** Said of the rows that judge a finished model. */
export function fewJudgedFindings(rows: Counted): Finding[] {
  const count = countOf(rows)
  if (count >= fewToJudge) return []
  return [
    {
      code: 'FEW_ROWS',
      severity: 'warning',
      columns: [],
      evidence: { rowsJudged: count },
      message: `The model is judged on ${counted(count, 'row')}${ofWeight(rows)}: so few say little about how good it is.`,
    },
  ]
}

function countOf({ target, weights }: Counted): number {
  return weights === undefined ? target.length : weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0)
}

function ofWeight({ weights }: Counted): string {
  return weights === undefined ? '' : ' of weight above 0'
}
