// What passes between the pool and its threads.
import type { PackedError } from '../core/index.js'

/** The jobs that a worker module serves: for each name what goes in and what comes out. */
export type Jobs = Record<string, { input: unknown; output: unknown }>

export interface ThreadData {
  /** One shared number: jobs of an older generation stop. */
  readonly generation: Int32Array
}

export type ToThread =
  | { readonly type: 'share'; readonly context: unknown }
  | {
      readonly type: 'job'
      readonly id: number
      readonly name: string
      readonly input: unknown
      readonly generation: number
      /** Epoch ms; Infinity when there is none. */
      readonly deadline: number
    }

export type FromThread =
  | { readonly type: 'done'; readonly id: number; readonly output: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PackedError }
