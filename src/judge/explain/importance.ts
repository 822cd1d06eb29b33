// Permutation importance of the columns, on held-out rows, with intervals over the folds.
import type { Pool } from '../../base/workers/index.js'
import { tQuantile } from '../../base/stats/index.js'
import type { Study, Trial } from '../../learn/trials/index.js'
import type { Importance } from '../evaluate/index.js'
import type { PermuteInput, PermuteOutput } from './permute.js'

export type ImportanceJobs = { permute: { input: PermuteInput; output: PermuteOutput } }

export interface ImportanceOptions {
  readonly pool: Pool<ImportanceJobs>
  readonly study: Study
  readonly trial: Trial
  /** Held-out rows per fold at the most; more make the intervals narrower. */
  readonly rowLimit: number
  /** Epoch ms; folds that are not done by then do not count. */
  readonly deadline?: number
}

/**
 * How much the score of held-out rows drops when a column's values are shuffled among them.
 * Each fold's model is asked about rows that it never saw; the interval is Student's t over the folds. Greatest first.
 * A column whose information another one repeats can look unimportant. Breiman 2001; Fisher, Rudin and Dominici 2019.
 */
export async function permutationImportance(options: ImportanceOptions): Promise<Importance[]> {
  const { pool, study, trial } = options
  const answers = await Promise.allSettled(
    study.folds.map((_, fold) => {
      const input = { fold, model: trial.foldModels[fold], rowLimit: options.rowLimit }
      return pool.run('permute', input, options.deadline === undefined ? {} : { deadline: options.deadline })
    }),
  )
  const lostByColumn = new Map<string, number[]>()
  for (const answer of answers) {
    if (answer.status === 'rejected') continue
    for (const [index, column] of answer.value.columns.entries()) {
      const lost = answer.value.lost[index]
      if (Number.isNaN(lost)) continue
      const known = lostByColumn.get(column)
      if (known === undefined) lostByColumn.set(column, [lost])
      else known.push(lost)
    }
  }
  // A model that dropped a column in one fold (a constant there) lost nothing by its shuffling.
  return [...lostByColumn.entries()].map(([column, lost]) => summarize(column, lost)).sort((a, b) => b.value - a.value)
}

function summarize(column: string, lost: readonly number[]): Importance {
  const value = lost.reduce((sum, one) => sum + one, 0) / lost.length
  if (lost.length < 2) return { column, value, low: value, high: value }
  const variance = lost.reduce((sum, one) => sum + (one - value) ** 2, 0) / (lost.length - 1)
  const half = tQuantile(0.975, lost.length - 1) * Math.sqrt(variance / lost.length)
  return { column, value, low: value - half, high: value + half }
}
