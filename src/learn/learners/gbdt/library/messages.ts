// What passes between a fit's thread and the one that asked for it.
import type { PackedError } from '../../../../base/core/index.js'
import type { GbdtFit } from '../forest/fitted.js'
import type { Forest } from '../forest/forest.js'
import type { FitRequest } from './prepare-request.js'
import type { GbdtColumn, GbdtRound } from './types.js'

export type ToFitThread =
  | { readonly type: 'fit'; readonly request: FitRequest; readonly wantsRounds: boolean }
  | { readonly type: 'score'; readonly task: ScoreTask }

/** Rows to score, shared by several threads; all but the forest lies in shared memory. */
export interface ScoreTask {
  readonly forest: Forest
  readonly columns: readonly GbdtColumn[]
  /** Rows × outputs. */
  readonly scores: Float64Array
  /** The next block to take, blocks that are finished, and for each block whether it is. */
  readonly progress: Int32Array
}

export type FromFitThread =
  | { readonly type: 'round'; readonly round: GbdtRound }
  | { readonly type: 'done'; readonly fit: GbdtFit }
  | { readonly type: 'failed'; readonly error: PackedError }
