// Which columns a split may use: those of its tree, fewer by level, by what its branch has used already, and by split.
import type { Random } from '../../../../base/core/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { BinnedData } from './layout.js'
import { drawColumns } from './sampling.js'

/** What the choice of columns depends on. */
export interface BranchEnd {
  readonly depth: number
  /** The features that lead here; absent where nobody asks. */
  readonly used?: readonly number[] | undefined
}

export interface ColumnChoice {
  /** Whether every split of a tree may use all features of the tree. */
  readonly isFixed: boolean
  /** Begins a tree over some features. */
  start(features: Int32Array, random: Random): void
  /** Writes the features for one split to `out`; returns how many. */
  choose(end: BranchEnd, out: Int32Array): number
}

export function createColumnChoice(data: BinnedData, parameters: GbdtParameters): ColumnChoice {
  const { colsampleByLevel, colsampleByNode, interactions } = parameters
  const groups = interactions.map((group) => new Set(group))
  const columnOf = (feature: number): number => data.bins[feature].origin
  let features: Int32Array = new Int32Array(0)
  let levels: Int32Array[] = []
  let random: Random

  const levelOf = (depth: number): Int32Array => {
    if (colsampleByLevel >= 1) return features
    if (levels[depth] === undefined) {
      const drawn = new Int32Array(features.length)
      levels[depth] = drawn.subarray(0, drawColumns(features, colsampleByLevel, random, drawn))
    }
    return levels[depth]
  }

  /** Those that are in a group with all that the branch has used. */
  const allowedOf = (level: Int32Array, used: readonly number[]): Int32Array => {
    if (groups.length === 0) return level
    const open = groups.filter((group) => used.every((feature) => group.has(columnOf(feature))))
    return level.filter((feature) => open.some((group) => group.has(columnOf(feature))))
  }

  return {
    isFixed: colsampleByLevel >= 1 && colsampleByNode >= 1 && groups.length === 0,
    start: (given, seeded) => {
      features = given
      random = seeded
      levels = []
    },
    choose: ({ depth, used = [] }, out) => drawColumns(allowedOf(levelOf(depth), used), colsampleByNode, random, out),
  }
}
