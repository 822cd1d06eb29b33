// Settings worth trying, by rows, columns and task. What bench/gbdt/defaults.mjs found on real tables (docs/decisions/0010-defaults-of-boosted-trees.md).
import type { Candidate, DataShape } from '../learner.js'
import type { GbdtParameters } from './parameters.js'

/** Below, trees learn slowly and are small, and columns have fewer bins. */
const fewRows = 6000
/** From so many rows on, large trees earn their time and small ones no longer do. */
const manyRows = 20_000
/** The most trees of a fit, which multiclass shares among its classes; more classes than this learn faster for it. */
const mostTrees = 4000
const manyClasses = 4
/** Each cut of an extremely randomised tree looks at all columns on one thread: with more of them it takes too long. */
const mostRandomised = 200

/** The most promising that is not slow first; only looks at sizes. */
export function gbdtCandidates(shape: DataShape): readonly Candidate<GbdtParameters>[] {
  const isSmall = shape.rowCount < fewRows
  const roundsOf = roundsFor(shape)
  const quick: Candidate<GbdtParameters> = {
    name: 'gbdt',
    parameters: {
      ...binsFor(shape),
      leaves: isSmall ? 15 : 31,
      minRowsPerLeaf: isSmall ? 10 : 20,
      l2: 1,
      rounds: roundsOf(isSmall ? 500 : 300),
    },
  }
  const slow: Candidate<GbdtParameters> = { name: 'gbdt-slow', parameters: adaptiveParameters(shape) }
  const sampled = {
    ...binsFor(shape),
    learningRate: rateFor(shape, 0.05),
    minRowsPerLeaf: isSmall ? 5 : 20,
    l2: 1,
    subsample: 0.8,
    colsampleByTree: 0.7,
  }
  const small: Candidate<GbdtParameters> = { name: 'gbdt-small', parameters: { ...sampled, leaves: 8, rounds: roundsOf(1000) } }
  const deep: Candidate<GbdtParameters> = {
    name: 'gbdt-deep',
    parameters: { ...sampled, learningRate: 0.08, leaves: 95, rounds: roundsOf(300) },
  }
  const first = isSmall ? [quick, small, slow] : shape.rowCount < manyRows ? [quick, slow, small] : [quick, slow, deep]
  return [...first, ...furtherCandidates(shape)]
}

/** What serves best by itself: the candidate `gbdt-slow`, and what `'auto'` of mlwright/gbdt stands for. */
export function adaptiveParameters(shape: DataShape): Partial<GbdtParameters> {
  const isSmall = shape.rowCount < fewRows
  return {
    ...binsFor(shape),
    learningRate: rateFor(shape, isSmall ? 0.03 : 0.05),
    leaves: 31,
    minRowsPerLeaf: isSmall ? 10 : 20,
    l2: isSmall ? 0 : 1,
    subsample: isSmall ? 0.7 : 0.8,
    colsampleByTree: 0.7,
    rounds: roundsFor(shape)(isSmall ? 2000 : 800),
  }
}

/** Trees of other kinds, which are best where the usual ones are not. */
function furtherCandidates(shape: DataShape): readonly Candidate<GbdtParameters>[] {
  const roundsOf = roundsFor(shape)
  const bins = binsFor(shape)
  const symmetric: Candidate<GbdtParameters> = {
    name: 'gbdt-symmetric',
    isFurther: true,
    parameters: { ...bins, growth: 'symmetric', leaves: 64, minRowsPerLeaf: 3, l2: 1, subsample: 0.7, rounds: roundsOf(800) },
  }
  const level: Candidate<GbdtParameters> = {
    name: 'gbdt-level',
    isFurther: true,
    parameters: { ...bins, growth: 'depthwise', leaves: 63, minRowsPerLeaf: 10, l2: 5, rounds: roundsOf(500) },
  }
  const random: Candidate<GbdtParameters> = {
    name: 'gbdt-random',
    isFurther: true,
    parameters: { ...bins, extraTrees: true, learningRate: 0.05, leaves: 127, minRowsPerLeaf: 3, l2: 1, rounds: roundsOf(2000) },
  }
  return shape.hasText || shape.columnCount > mostRandomised ? [symmetric, level] : [random, symmetric, level]
}

function binsFor({ rowCount }: DataShape): { maxBins?: number } {
  return rowCount < fewRows ? { maxBins: 127 } : {}
}

function rateFor({ classCount }: DataShape, ofFew: number): number {
  return classCount > manyClasses ? 0.08 : ofFew
}

function roundsFor({ task, classCount }: DataShape): (most: number) => number {
  const classes = task === 'multiclass' ? classCount : 1
  return (most) => Math.max(50, Math.min(most, Math.floor(mostTrees / classes)))
}
