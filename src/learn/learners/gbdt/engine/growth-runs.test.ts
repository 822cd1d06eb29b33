// Every parameter of growth changes the model, and kernels, threads and room for histograms do not.
import { describe, expect, it } from 'vitest'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import { example, forestOf, squaredError } from './growth.test.support.js'
import type { Given } from './growth.test.support.js'

describe('every parameter changes the model', () => {
  const dart = { boosting: 'dart', skipDrop: 0, dropRate: 0.5 }
  const goss = { sampling: 'goss', learningRate: 0.5 }
  it.each<[Given, Given]>([
    [{ boosting: 'dart', skipDrop: 0 }, {}],
    [{ boosting: 'rf', subsample: 0.5 }, { subsample: 0.5 }],
    [{ growth: 'depthwise', leaves: 6 }, { leaves: 6 }],
    [{ growth: 'symmetric' }, {}],
    [{ extraTrees: true }, {}],
    [{ pathSmooth: 2 }, {}],
    [{ maxDeltaStep: 0.3 }, {}],
    [{ colsampleByLevel: 0.5 }, {}],
    [{ subsample: 0.5, subsampleFrequency: 4 }, { subsample: 0.5 }],
    [{ positiveSubsample: 0.5 }, {}],
    [{ negativeSubsample: 0.5 }, {}],
    [goss, { learningRate: 0.5 }],
    [{ ...goss, topRate: 0.3 }, goss],
    [{ ...goss, otherRate: 0.2 }, goss],
    [{ ...dart, dropRate: 0.9 }, dart],
    [{ ...dart, maxDrop: 1 }, dart],
    [{ ...dart, skipDrop: 0.9 }, dart],
    [{ ...dart, uniformDrop: true }, dart],
    [{ ...dart, xgboostDart: true }, dart],
    [{ linearLeaves: true }, {}],
    [{ linearLeaves: true, linearLambda: 100 }, { linearLeaves: true }],
    [{ monotone: [-1, 0, 0, 0, 0, 0] }, {}],
    [{ interactions: [[0, 1], [2]] }, {}],
  ])('%j', (given, without) => {
    const data = example('binary', 1000, 20)
    const [a, b] = [given, without].map((one) => forestOf(data, { rounds: 12, ...one }))
    // Linear leaves show in their lines, all else in values too.
    expect([a.linear ?? a.leafValue]).not.toEqual([b.linear ?? b.leafValue])
  })

  it('shares of classes are those of the rows that trees see', () => {
    const data = example('binary', 1000, 21)
    const positives = data.labels.reduce((sum, label) => sum + label, 0)
    const forest = forestOf(data, { positiveSubsample: 0.25, negativeSubsample: 0.5 })
    const expected = Math.round(0.25 * positives) + Math.round(0.5 * (1000 - positives))
    for (const root of forest.roots) expect(forest.nodeRows[root]).toBe(expected)
  })
})

describe('whatever does the work', () => {
  const mixes: readonly Given[] = [
    { extraTrees: true, colsampleByLevel: 0.5, colsampleByNode: 0.6 },
    { growth: 'symmetric', leaves: 40, extraTrees: true, subsample: 0.5 },
    { growth: 'symmetric', leaves: 40, pathSmooth: 2, monotone: [1, 0, 0, -1, 0, 0], l1: 0.3, l2: 2 },
    { growth: 'depthwise', interactions: [[0, 1, 2]], maxDeltaStep: 0.5 },
    { boosting: 'dart', skipDrop: 0, dropRate: 0.4, subsample: 0.8, subsampleFrequency: 3 },
    { boosting: 'rf', subsample: 0.5, growth: 'symmetric' },
    { sampling: 'goss', learningRate: 0.5 },
    { linearLeaves: true, linearLambda: 1, sampling: 'goss', learningRate: 0.5 },
  ]
  it.each(mixes)('plain kernels, and room for three histograms, give one model: %j', (given) => {
    // More than 4096 rows: packed entries.
    const data = example('binary', 5000, 15)
    const forest = forestOf(data, { rounds: 5, ...given })
    expect(forest.nodeFeature.length).toBeGreaterThan(20)
    expect(forestOf(data, { rounds: 5, ...given }, { enter: enterPlainWorkplace })).toEqual(forest)
    expect(forestOf(data, { rounds: 5, ...given }, { mostHistogramBytes: 0 })).toEqual(forest)
  })

  it.each(mixes)('two threads give the same model as one: %j', (given) => {
    const data = example('binary', 60_000, 18)
    const all = { rounds: 15, leaves: 8, ...given }
    expect(forestOf(data, all, { threads: 2, fewestShared: 0 })).toEqual(forestOf(data, all))
  })

  it.each([
    { boosting: 'rf', subsample: 0.6 },
    { boosting: 'dart' },
    { growth: 'symmetric' },
    { linearLeaves: true },
    { sampling: 'goss' },
  ] as Given[])('stops early: %j', (given) => {
    const data = example('regression', 1000, 16)
    const forest = forestOf(data, { ...given, earlyStopping: true, rounds: 400, learningRate: 0.3, patience: 5 })
    expect(forest.roots.length).toBeGreaterThan(3)
    expect(forest.roots.length).toBeLessThan(400)
    expect(squaredError(forest, example('regression', 1000, 17))).toBeLessThan(0.6)
  })
})
