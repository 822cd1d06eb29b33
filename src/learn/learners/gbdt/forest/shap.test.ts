// SHAP values equal those of the field's libraries and of the definition.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import { denseView, exampleFit } from './examples.test.support.js'
import { scoreRows } from './score.js'
import { coverShares } from './shap-cover.js'
import { shap } from './shap.js'
import { difference, goldenCases, playTree, randomForest, randomView, shapleyValues, sumsOf, valueIn } from './shap.test.support.js'

describe('path-dependent SHAP values', () => {
  it.each(goldenCases)('equal those of LightGBM, XGBoost, shap or exact fractions within 1e-12: $name', (one) => {
    const { forest, view, values, raw, tolerance = 1e-12 } = one
    const ours = shap(forest, view)
    expect(difference(ours, values)).toBeLessThan(tolerance)
    expect(difference(sumsOf(ours, view.features.length + 1), raw)).toBeLessThan(tolerance)
    expect(difference(sumsOf(ours, view.features.length + 1), scoreRows(forest, view))).toBeLessThan(1e-12)
  })

  it('equal the definition on random trees: every kind of node, covers of 0, single leaves, sparse features', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0.75, 1), fc.integer({ min: 1, max: 5 }), (seed, split, features) => {
        const forest = randomForest(seed, { depth: 5, split, features, trees: 3, outputs: 2 })
        const view = randomView(seed, 3, features)
        const ours = shap(forest, view)
        const expected: number[] = []
        for (let row = 0; row < view.rowCount; row++) {
          for (let output = 0; output < 2; output++) {
            const game = (coalition: number): number => {
              let sum = forest.baseScores[output]
              for (let tree = 0; tree < forest.roots.length; tree++) {
                if (forest.outputs[tree] !== output) continue
                const inside = (feature: number): number | undefined =>
                  (coalition >> feature) & 1 ? valueIn(view, row, feature) : undefined
                sum += playTree(forest, tree, inside, (node) => coverShares(forest, node, 'rows'))
              }
              return sum
            }
            expected.push(...shapleyValues(features, game), game(0))
          }
        }
        expect(difference(ours, expected)).toBeLessThan(1e-12)
        expect(difference(sumsOf(ours, features + 1), scoreRows(forest, view))).toBeLessThan(1e-12)
      }),
      { numRuns: 60 },
    )
  })

  it('are the same to the last bit by the plain kernel, for any number of rows and in any blocks', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 300 }), (seed, rowCount) => {
        const forest = randomForest(seed, { depth: 9, split: 0.8, features: 12, trees: 3, outputs: 2 })
        const view = randomView(seed, rowCount, 12)
        const ours = shap(forest, view)
        expect(ours).toEqual(shap(forest, view, { enter: enterPlainWorkplace }))
        const row = rowCount >> 1
        const one = denseView(...view.features.map((_, feature) => [valueIn(view, row, feature)]))
        expect(shap(forest, one)).toEqual(ours.slice(row * 26, (row + 1) * 26))
      }),
      { numRuns: 30 },
    )
  })

  it('sum to the score within 1e-11 at a depth of 400 with 300 features', () => {
    const chain = randomForest(3, { depth: 12, split: 0.9, features: 300, trees: 1, outputs: 1 })
    const depth = 400
    const range = Array.from({ length: depth }, (_, i) => i)
    const forest = {
      ...chain,
      roots: Int32Array.of(0),
      nodeFeature: Int32Array.from(range, (i) => (i * 7) % 300),
      nodeKind: new Uint8Array(depth),
      nodeThreshold: new Float64Array(depth),
      nodeLeft: Int32Array.from(range, (i) => -1 - i),
      nodeRight: Int32Array.from(range, (i) => (i + 1 < depth ? i + 1 : -1 - depth)),
      nodeRows: Float64Array.from(range, (i) => 1000 - i),
      leafRows: Float64Array.from([...range, depth], (i) => (i < depth ? 1 : 600)),
      leafValue: Float64Array.from([...range, depth], (i) => Math.sin(i)),
    }
    const view = denseView(...Array.from({ length: 300 }, (_, f) => [1, f === 299 ? 0 : 1, f % 50 === 7 ? -1 : 1]))
    expect(difference(sumsOf(shap(forest, view), 301), scoreRows(forest, view))).toBeLessThan(1e-11)
  })

  it('by weights where the forest knows no rows, or where asked for', () => {
    const { linear: _, ...forest } = exampleFit.forest
    const view = denseView([0.5, 0.6], [3, 0], [1, 0], [9, 0])
    const weighed = { ...forest, leafWeight: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) }
    const noRows = { ...weighed, nodeRows: new Float64Array(5), leafRows: new Float64Array(8) }
    const byWeight = shap(weighed, view, { cover: 'weight' })
    expect(shap(noRows, view)).toEqual(byWeight)
    expect(byWeight).not.toEqual(shap(weighed, view))
  })

  it('are refused for linear leaves', () => {
    expect(() => shap(exampleFit.forest, denseView([1], [1], [1], [1]))).toThrowError(/linear/)
  })

  it('of no rows are none', () => {
    expect(shap(goldenCases[0].forest, denseView([], [], [], [], [], []))).toHaveLength(0)
  })
})
