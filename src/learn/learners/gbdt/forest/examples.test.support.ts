// A small fitted model by hand, with every kind of node and leaf.
import type { View } from '../../../features/index.js'
import type { GbdtFit } from './fitted.js'

/**
 * Tree 0, output 0: a ≤ 0.5 or missing → (level in {0, 3, 33} → (c ≤ 1, neither zero nor missing → leaf 1, else leaf 2), else leaf 0),
 * else (d ≤ −1, zero or missing → leaf 3, else leaf 4). Tree 1, output 1: leaf 5 alone. Tree 2, output 1: always leaf 6 (a ≤ ∞).
 */
export const exampleFit: GbdtFit = {
  objective: { name: 'multiclass', num_class: 2 },
  transform: { name: 'softmax' },
  featureCount: 4,
  featureNames: ['a', 'level', 'c', 'd e'],
  categorical: [1],
  rounds: 2,
  roundsShare: 1,
  forest: {
    outputCount: 2,
    baseScores: Float64Array.of(0.25, -0.5),
    roots: Int32Array.of(0, -6, 4),
    outputs: Int32Array.of(0, 1, 1),
    nodeFeature: Int32Array.of(0, 1, 2, 3, 0),
    nodeKind: Uint8Array.of(1, 2, 4, 5, 1),
    nodeThreshold: Float64Array.of(0.5, 0, 1, -1, Infinity),
    nodeLeft: Int32Array.of(1, 2, -2, -4, -7),
    nodeRight: Int32Array.of(3, -1, -3, -5, -8),
    nodeGain: Float64Array.of(5, 4, 3, 2, 1),
    nodeValue: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5),
    nodeWeight: Float64Array.of(10, 6, 4, 4, 10),
    nodeRows: Float64Array.of(100, 60, 40, 40, 100),
    leafValue: Float64Array.of(1, 2, 4, 8, 16, 32, 64, 128),
    leafWeight: Float64Array.of(2, 2, 2, 2, 2, 10, 5, 5),
    leafRows: Float64Array.of(20, 20, 20, 20, 20, 100, 50, 50),
    setStarts: Int32Array.of(0, 2),
    setWords: Uint32Array.of(0b1001, 0b10),
    linear: {
      starts: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 3, 3),
      features: Int32Array.of(2, 0, 3),
      coefficients: Float64Array.of(10, 3, 0.5),
      constants: Float64Array.of(1, 2, 4, 80, 16, 32, 600, 128),
    },
  },
}

export function denseView(...columns: readonly (readonly number[] | Float64Array)[]): View {
  const features = columns.map((values, c) => ({
    layout: 'dense' as const,
    name: `c${c}`,
    column: `c${c}`,
    values: Float64Array.from(values),
  }))
  return { rowCount: columns[0]?.length ?? 0, features }
}
