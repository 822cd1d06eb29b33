// What a fit comes to: a forest, and what it was fitted for.
import type { Forest } from './forest.js'
import type { Transform } from './transform.js'

/** What was minimised, by LightGBM's name of it, and its parameters. */
export interface FittedObjective {
  readonly name: string
  readonly [parameter: string]: string | number
}

export interface GbdtFit {
  readonly objective: FittedObjective
  /** From scores to predictions. */
  readonly transform: Transform
  /** The number of features of the view. */
  readonly featureCount: number
  readonly featureNames: readonly string[]
  /** The features that hold level codes, ascending. */
  readonly categorical: readonly number[]
  /** Per feature, in LightGBM's words, where they are known: `[least:greatest]`, the codes with `:` between them, or `none`. */
  readonly featureInfos?: readonly string[]
  /** Rounds that the trees came from. */
  readonly rounds: number
  /** The share of the training rows that the rounds were counted on; below 1 when some were kept apart. */
  readonly roundsShare: number
  readonly forest: Forest
}
