// What each way of growing and boosting promises: shapes of trees, shares of columns, constraints that hold everywhere, sums that add up.
import { describe, expect, it } from 'vitest'
import { findLeaf } from '../forest/forest.js'
import type { Forest } from '../forest/forest.js'
import { joinForests } from '../forest/join.js'
import { example, forestOf, scoreOf, squaredError } from './growth.test.support.js'
import type { Given } from './growth.test.support.js'

/** Calls `visit` with each node, how deep it is, and the features on its branch above it. */
function eachNode(forest: Forest, visit: (node: number, depth: number, above: readonly number[], tree: number) => void): void {
  const walk = (node: number, depth: number, above: readonly number[], tree: number): void => {
    if (node < 0) return
    visit(node, depth, above, tree)
    const next = [...above, forest.nodeFeature[node]]
    walk(forest.nodeLeft[node], depth + 1, next, tree)
    walk(forest.nodeRight[node], depth + 1, next, tree)
  }
  forest.roots.forEach((root, tree) => walk(root, 0, [], tree))
}

/** Per tree and depth what `of` gives for the nodes there, each once. */
function perLevel(forest: Forest, of: (node: number) => string | number): Set<string | number>[][] {
  const levels: Set<string | number>[][] = forest.roots.length === 0 ? [] : Array.from(forest.roots, () => [])
  eachNode(forest, (node, depth, _, tree) => (levels[tree][depth] ??= new Set()).add(of(node)))
  return levels
}

const kinds: readonly Given[] = [{ growth: 'leafwise' }, { growth: 'depthwise' }, { growth: 'symmetric', leaves: 32 }]

describe('shapes of trees', () => {
  it('depth-wise trees fill a level before the next, and are those of leaf-wise growth where depth alone limits them', () => {
    const data = example('regression', 1500, 1)
    const forest = forestOf(data, { growth: 'depthwise', leaves: 6, minRowsPerLeaf: 2 })
    eachNode(forest, (node, depth) => {
      const children = [forest.nodeLeft[node], forest.nodeRight[node]]
      if (depth === 0) expect(children.every((child) => child >= 0)).toBe(true)
      expect(depth).toBeLessThanOrEqual(2)
    })
    const limited = { maxDepth: 4, leaves: 16 }
    const [level, leaf] = [forestOf(data, { ...limited, growth: 'depthwise' }), forestOf(data, limited)]
    for (const row of data.labels.keys()) {
      const valueOf = (f: number): number => data.columns[f][row]
      expect(scoreOf(level, valueOf)).toBe(scoreOf(leaf, valueOf))
    }
  })

  it('a symmetric tree has one split for each of its levels, which are as many as leaves and depth allow', () => {
    const data = example('regression', 1500, 2)
    for (const [given, depth] of [
      [{ leaves: 31 }, 4],
      [{ leaves: 64, maxDepth: 3 }, 3],
      [{ leaves: 64 }, 6],
    ] as const) {
      const forest = forestOf(data, { growth: 'symmetric', minRowsPerLeaf: 1, minHessian: 0, ...given })
      const splits = Array.from(forest.roots, () => new Set<string>())
      let nodes = 0
      eachNode(forest, (node, _, __, tree) => {
        splits[tree].add(`${forest.nodeFeature[node]} ${forest.nodeThreshold[node]}`)
        nodes++
      })
      for (const tree of splits) expect(tree.size).toBe(depth)
      // A split that would leave a side of a node without rows does not divide it: there are fewer nodes than in a full tree.
      expect(nodes).toBeLessThanOrEqual(10 * (2 ** depth - 1))
      expect(nodes).toBeGreaterThan(15 * depth)
    }
  })

  it('the first split of a symmetric tree is that of any other', () => {
    const data = example('binary', 1500, 3)
    const [a, b] = ['symmetric', 'leafwise'].map((growth) => forestOf(data, { growth, leaves: 2, rounds: 5 }))
    expect(a.nodeThreshold).toEqual(b.nodeThreshold)
    expect(a.nodeFeature).toEqual(b.nodeFeature)
    a.leafValue.forEach((value, leaf) => expect(value).toBeCloseTo(b.leafValue[leaf], 12))
  })

  it.each(kinds)('no leaf has too few rows or too little hessian, for all kinds of limits: %j', (kind) => {
    const forest = forestOf(example('binary', 900, 4), { ...kind, minRowsPerLeaf: 37, minHessian: 6 })
    expect(forest.leafValue.length).toBeGreaterThan(20)
    // Rows are estimated from hessians, as in LightGBM.
    expect(Math.min(...forest.leafRows)).toBeGreaterThan(25)
    expect(Math.min(...forest.leafWeight)).toBeGreaterThan(5.999)
    const smoothed = forestOf(example('regression', 900, 4), { ...kind, minRowsPerLeaf: 37, pathSmooth: 3 })
    expect(Math.min(...smoothed.leafRows)).toBeGreaterThanOrEqual(37)
  })
})

describe('shares of columns', () => {
  it('a level sees its share of the columns of its tree, drawn anew for each', () => {
    const forest = forestOf(example('regression', 1500, 5), { colsampleByLevel: 0.34, rounds: 30, minRowsPerLeaf: 3 })
    const levels = perLevel(forest, (node) => forest.nodeFeature[node])
    for (const level of levels.flat()) expect(level.size).toBeLessThanOrEqual(2)
    expect(levels.some((tree) => new Set(tree.flatMap((level) => [...level])).size > 3)).toBe(true)
    expect(new Set(levels.map(([first]) => [...first][0])).size).toBeGreaterThan(1)
  })

  it('a symmetric level sees its share too', () => {
    const forest = forestOf(example('regression', 1500, 5), { growth: 'symmetric', colsampleByLevel: 0.34, rounds: 40 })
    expect(new Set(perLevel(forest, (node) => forest.nodeFeature[node]).map(([first]) => [...first][0])).size).toBeGreaterThan(1)
  })
})

describe('extra-random trees', () => {
  const rows = 2000
  const column = Float64Array.from({ length: rows }, (_, row) => row % 10)
  const data = { ...example('regression', rows, 6), columns: [column], labels: column.map((value) => value ** 3) }
  const given = { leaves: 2, rounds: 900, learningRate: 1e-6, minRowsPerLeaf: 1 }

  it.each(['leafwise', 'symmetric'])('each of the nine cuts of a column of ten values is drawn as often: %s', (growth) => {
    const forest = forestOf(data, { ...given, growth, extraTrees: true })
    const counts = new Map<number, number>()
    forest.nodeThreshold.forEach((threshold) => counts.set(threshold, (counts.get(threshold) ?? 0) + 1))
    expect(counts.size).toBe(9)
    // 100 expected each, standard deviation 9.4.
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(45)
    expect(new Set(forestOf(data, { ...given, growth }).nodeThreshold).size).toBe(1)
  })

  it('a column of missing and one other value can be cut too', () => {
    const holed = column.map((value) => (value < 4 ? NaN : 1))
    const forest = forestOf({ ...data, columns: [holed] }, { leaves: 2, rounds: 5, extraTrees: true })
    expect(forest.roots.length).toBe(5)
  })
})

describe('constraints hold everywhere', () => {
  const boosting: readonly Given[] = [{}, { boosting: 'dart' }, { boosting: 'rf', subsample: 0.6 }, { pathSmooth: 4, maxDeltaStep: 0.8 }]
  it.each(kinds.flatMap((kind) => boosting.map((more) => ({ ...kind, ...more }))))('monotone: %j', (given) => {
    const data = example('regression', 1200, 7)
    const monotone = [1, -1, 1, 0, 0, 0]
    const forest = forestOf(data, { monotone, rounds: 20, minRowsPerLeaf: 3, ...given })
    expect([0, 1, 2].every((feature) => forest.nodeFeature.includes(feature))).toBe(true)
    let varies = 0
    for (let row = 0; row < 60; row++) {
      for (const feature of [0, 1, 2]) {
        let before: number | undefined
        for (let value = -50; value <= 50; value++) {
          const score = scoreOf(forest, (f) => (f === feature ? value : data.columns[f][row]))
          if (before !== undefined) {
            expect((score - before) * monotone[feature]).toBeGreaterThanOrEqual(-1e-12)
            if (score !== before) varies++
          }
          before = score
        }
      }
    }
    expect(varies).toBeGreaterThan(100)
  })

  it('without the constraint the same data are not monotone', () => {
    const data = example('regression', 1200, 7)
    const forest = forestOf(data, { rounds: 20, minRowsPerLeaf: 3 })
    const scores = Array.from({ length: 101 }, (_, k) => scoreOf(forest, (f) => (f === 0 ? k - 50 : data.columns[f][0])))
    expect(scores.some((score, k) => k > 0 && score < scores[k - 1] - 0.1)).toBe(true)
  })

  it.each(kinds)('all columns of a branch are in one group: %j', (kind) => {
    const interactions = [
      [0, 1],
      [1, 2, 3],
      [4, 5],
    ]
    const forest = forestOf(example('regression', 1200, 8), { ...kind, interactions, rounds: 40, minRowsPerLeaf: 3 })
    const pairs = new Set<string>()
    eachNode(forest, (node, _, above) => {
      const used = [...above, forest.nodeFeature[node]]
      expect(interactions.some((group) => used.every((feature) => group.includes(feature)))).toBe(true)
      if (new Set(used).size > 1) pairs.add([...new Set(used)].sort((a, b) => a - b).join())
    })
    expect(pairs.size).toBeGreaterThan(1)
  })
})

describe('adding up', () => {
  it('going on from a fit is the same as not having stopped', () => {
    for (const task of ['regression', 'binary'] as const) {
      const data = example(task, 1500, 9)
      const initialForest = forestOf(data, { rounds: 6 })
      expect(forestOf({ ...data, initialForest }, { rounds: 4 })).toEqual(forestOf(data, { rounds: 10 }))
    }
  })

  it('scores of joined forests are the sums of both, less the base scores of the second', () => {
    const data = example('regression', 800, 10)
    const [a, b] = [forestOf(data, { linearLeaves: true, rounds: 3 }), forestOf(data, { growth: 'symmetric' })]
    const both = joinForests(a, b)
    for (let row = 0; row < 100; row++) {
      const valueOf = (f: number): number => data.columns[f][row]
      expect(scoreOf(both, valueOf)).toBeCloseTo(scoreOf(a, valueOf) + scoreOf(b, valueOf) - b.baseScores[0], 10)
    }
    expect(both.linear!.constants.length).toBe(both.leafValue.length)
  })

  it('DART that drops nothing is plain boosting', () => {
    const data = example('regression', 800, 11)
    const plain = forestOf(data, {})
    expect(forestOf(data, { boosting: 'dart', skipDrop: 1 }).leafValue).toEqual(plain.leafValue)
    expect(forestOf(data, { boosting: 'dart', dropRate: 0 }).leafValue).toEqual(plain.leafValue)
    expect(forestOf(data, { boosting: 'dart', skipDrop: 0, dropRate: 0.5 }).leafValue).not.toEqual(plain.leafValue)
  })

  it('a random forest of one round is a tree without the learning rate; more are a mean', () => {
    const data = example('regression', 800, 12)
    const given = { boosting: 'rf', subsample: 0.7, learningRate: 0.05 }
    const forest = forestOf(data, { ...given, rounds: 60, leaves: 100, minRowsPerLeaf: 2 })
    expect(forest.roots.length).toBe(60)
    const single = forestOf(data, { ...given, rounds: 1, leaves: 100, minRowsPerLeaf: 2 })
    single.leafValue.forEach((value, leaf) => expect(forest.leafValue[leaf] * 60).toBeCloseTo(value, 10))
    const other = example('regression', 800, 13)
    expect(squaredError(forest, other)).toBeLessThan(squaredError(single, other))
  })

  it('linear leaves fit a linear function that constants do not', () => {
    const data = example('regression', 800, 14)
    const linear = {
      ...data,
      labels: data.columns[0].map((value, row) => 3 * value + 2 * data.columns[3][row] + (value > 0 ? data.columns[4][row] : 0)),
    }
    const given = { rounds: 20, leaves: 6, learningRate: 0.5 }
    const forest = forestOf(linear, { ...given, linearLeaves: true, linearLambda: 0.01 })
    let [withLines, without] = [0, 0]
    const constant = forestOf(linear, given)
    for (const row of linear.labels.keys()) {
      const valueOf = (f: number): number => data.columns[f][row]
      let score = forest.baseScores[0]
      forest.roots.forEach((_, tree) => {
        const leaf = findLeaf(forest, tree, valueOf)
        const { starts, features, coefficients, constants } = forest.linear!
        const entries = Array.from({ length: starts[leaf + 1] - starts[leaf] }, (_, k) => starts[leaf] + k)
        if (entries.some((k) => Number.isNaN(valueOf(features[k])))) score += forest.leafValue[leaf]
        else score += entries.reduce((sum, k) => sum + coefficients[k] * valueOf(features[k]), constants[leaf])
      })
      withLines += (score - linear.labels[row]) ** 2
      without += (scoreOf(constant, valueOf) - linear.labels[row]) ** 2
    }
    expect(withLines).toBeLessThan(without / 4)
  })
  it('infinite values are as good as missing for linear leaves, in the fit as in what is predicted', () => {
    const rows = 800
    const given = { linearLeaves: true, rounds: 20 }
    const finite = example('regression', rows, 15)
    const labels = finite.columns[0].map((value, row) => 3 * value + 2 * finite.columns[3][row])
    const odd = Array.from<Float64Array, Float64Array>(finite.columns, (values) => values.slice())
    for (const row of [3, 400]) odd[0][row] = row === 3 ? Infinity : -Infinity
    const errorsOf = (columns: readonly Float64Array[], forest: Forest): Float64Array =>
      labels.map((label, row) => Math.abs(scoreOf(forest, (f) => columns[f][row]) - label))
    const [plain, errors] = [finite.columns, odd].map((columns) => errorsOf(columns, forestOf({ ...finite, labels, columns }, given)))
    expect(errors.every(Number.isFinite)).toBe(true)
    const sumOf = (values: Float64Array): number =>
      values.reduce((sum, value, row) => (Number.isFinite(odd[0][row]) ? sum + value : sum), 0)
    expect(sumOf(errors)).toBeLessThan(2 * sumOf(plain))
    // The scores that the fit keeps are those that the trees give.
    const data = { ...finite, labels, columns: odd }
    const half = forestOf(data, { ...given, rounds: 10 })
    expect(forestOf({ ...data, initialForest: half }, { ...given, rounds: 10 })).toEqual(forestOf(data, given))
  })
})
