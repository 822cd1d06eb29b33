// Settings worth trying by default: quick ones on all columns, slow ones on random columns and rows, simpler or richer trees by the number of rows.
import type { Candidate, DataShape } from '../learner.js'
import type { GbdtParameters } from './parameters.js'

/** Below, trees are smaller and columns have fewer bins. */
const fewRows = 5000
/** From so many rows on, large trees earn their time and small ones no longer do. */
const manyRows = 20_000
/** The most trees of a fit, which multiclass shares among its classes. */
const mostTrees = 4000

/** The most promising first; only looks at sizes. bench/gbdt/defaults.mjs holds them against other settings. */
export function gbdtCandidates(shape: DataShape): readonly Candidate<GbdtParameters>[] {
  const isSmall = shape.rowCount < fewRows
  const classes = shape.task === 'multiclass' ? shape.classCount : 1
  const roundsOf = (most: number): number => Math.max(50, Math.min(most, Math.floor(mostTrees / classes)))
  const bins = isSmall ? { maxBins: 127 } : {}
  const sampled = {
    ...bins,
    learningRate: classes > 4 ? 0.08 : 0.05,
    minRowsPerLeaf: isSmall ? 5 : 20,
    l2: 1,
    subsample: 0.8,
    colsampleByTree: 0.7,
  }
  const quick: Candidate<GbdtParameters> = {
    name: 'gbdt',
    parameters: { ...bins, leaves: isSmall ? 15 : 31, minRowsPerLeaf: isSmall ? 10 : 20, l2: 1, rounds: roundsOf(isSmall ? 500 : 300) },
  }
  const slow: Candidate<GbdtParameters> = { name: 'gbdt-slow', parameters: { ...sampled, leaves: 31, rounds: roundsOf(800) } }
  const small: Candidate<GbdtParameters> = { name: 'gbdt-small', parameters: { ...sampled, leaves: 8, rounds: roundsOf(1000) } }
  const deep: Candidate<GbdtParameters> = {
    name: 'gbdt-deep',
    parameters: { ...sampled, learningRate: 0.08, leaves: 95, rounds: roundsOf(300) },
  }
  if (isSmall) return [quick, small, slow]
  return shape.rowCount < manyRows ? [quick, slow, small] : [quick, slow, deep]
}
