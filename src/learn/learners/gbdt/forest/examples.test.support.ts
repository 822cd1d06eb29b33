// Fitted models with every kind of node and leaf: a small one by hand, and random ones.
import type { Random } from '../../../../base/core/index.js'
import type { View } from '../../../features/index.js'
import type { GbdtFit } from './fitted.js'
import { isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import { growForest } from './growing-forest.js'
import type { ReadLeaf, ReadNode } from './growing-forest.js'

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

export interface RandomShape {
  readonly outputCount: number
  readonly treeCount: number
  readonly isLinear: boolean
  /** Without nodes that only models of XGBoost have: categorical, missing values to the left. */
  readonly isPlain?: boolean
}

/** Features 0 to 2 hold numbers, 3 level codes below 20, 4 level codes below 200. Trees of 1 to 20 leaves with every kind of node. */
export function randomFit(random: Random, { outputCount, treeCount, isLinear, isPlain }: RandomShape): GbdtFit {
  const growing = growForest()
  for (let tree = 0; tree < treeCount; tree++) {
    const leafCount = 1 + random.integer(20)
    const nodes: ReadNode[] = []
    // Leaf by leaf, as the engine grows: a random leaf becomes a node with two leaves.
    for (let n = 0; n < leafCount - 1; n++) {
      const split = random.integer(n + 1)
      const at = nodes.findIndex(({ left, right }) => left === -1 - split || right === -1 - split)
      const side = nodes[at]?.left === -1 - split ? 'left' : 'right'
      if (at >= 0) nodes[at] = { ...nodes[at], [side]: n }
      nodes.push(randomNode(random, { left: -1 - split, right: -2 - n }, isPlain === true))
    }
    const leaves = Array.from({ length: leafCount }, (): ReadLeaf => {
      const leaf = { value: random.normal(), weight: 1 + random.next(), rows: 1 + random.integer(50) }
      if (!isLinear || random.next() < 0.3) return leaf
      const features = [0, 1, 2].filter(() => random.next() < 0.5)
      return { ...leaf, linear: { constant: random.normal(), features, coefficients: features.map(() => random.normal()) } }
    })
    growing.addTree(random.integer(outputCount), nodes, leaves)
  }
  return {
    objective: { name: outputCount === 1 ? 'regression' : 'multiclass' },
    transform: { name: outputCount === 1 ? 'identity' : 'softmax' },
    featureCount: 5,
    featureNames: ['a', 'b', 'c', 'level', 'many levels'],
    categorical: [3, 4],
    rounds: treeCount,
    roundsShare: 1,
    forest: growing.finish(Float64Array.from({ length: outputCount }, () => random.normal())),
  }
}

function randomNode(random: Random, children: { left: number; right: number }, isPlain: boolean): ReadNode {
  const feature = random.integer(5)
  const about = { feature, gain: random.next(), value: random.normal(), weight: 1, rows: 10, ...children }
  if (feature < 3) {
    const kind = (random.next() < 0.5 ? missingLeft : 0) | (random.next() < 0.3 ? zeroIsMissing : 0)
    return { ...about, kind, split: Math.round(random.normal() * 4) / 4 }
  }
  // Some sets lie within 64 codes, some are empty, some go far.
  const words = Array.from({ length: feature === 3 ? 1 : 1 + random.integer(7) }, () =>
    random.next() < 0.4 ? 0 : Math.floor(random.next() * 2 ** 32),
  )
  return { ...about, kind: isCategorical | (!isPlain && random.next() < 0.4 ? missingLeft : 0), split: words }
}

/** Rows for `randomFit`: thresholds themselves and their neighbours, zeros, missing values, unseen codes and what is no code at all. */
export function randomRows(random: Random, rowCount: number): View {
  const pick = (values: readonly number[]): number => values[random.integer(values.length)]
  const number = (): number =>
    random.next() < 0.5 ? Math.round(random.normal() * 4) / 4 : pick([NaN, 0, -0, 1e-36, 1e-34, Infinity, -Infinity, 0.3])
  const code = (most: number) => (): number =>
    random.next() < 0.8 ? random.integer(most) : pick([NaN, -1, -0.5, 0.5, most + 1, 1e300, -Infinity, Infinity, 31.9, 32, 63, 64])
  return denseView(...[number, number, number, code(24), code(230)].map((make) => Float64Array.from({ length: rowCount }, make)))
}
