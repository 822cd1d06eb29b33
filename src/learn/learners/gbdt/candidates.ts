// Settings worth trying by default.
import type { Candidate, DataShape } from '../learner.js'
import type { GbdtParameters } from './parameters.js'

/** The most promising first; only looks at sizes. */
export function gbdtCandidates(shape: DataShape): readonly Candidate<GbdtParameters>[] {
  const small = shape.rowCount < 5000
  const gbdt: Candidate<GbdtParameters> = {
    name: 'gbdt',
    parameters: small ? { learningRate: 0.05, leaves: 15, minRowsPerLeaf: 5, l2: 1, rounds: 300 } : { learningRate: 0.1, leaves: 31, rounds: 300 },
  }
  const slow: Candidate<GbdtParameters> = {
    name: 'gbdt-slow',
    parameters: { learningRate: 0.05, leaves: 31, colsampleByTree: 0.7, l2: 1, minRowsPerLeaf: small ? 5 : 20, rounds: 600 },
  }
  return [gbdt, slow]
}
