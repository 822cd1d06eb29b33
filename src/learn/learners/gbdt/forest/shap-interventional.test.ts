// Interventional SHAP values equal those of shap's TreeExplainer and of the definition.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import { denseView, exampleFit } from './examples.test.support.js'
import { scoreRows } from './score.js'
import { interventionalShap } from './shap-interventional.js'
import { addPairs } from './shap-pairs.js'
import { difference, goldenCases, playTree, randomForest, randomView, shapleyValues, sumsOf, valueIn } from './shap.test.support.js'

const withBackground = goldenCases.flatMap((one) =>
  one.background === undefined ? [] : [{ ...one, background: one.background, interventional: one.interventional! }],
)

describe('interventional SHAP values', () => {
  it('have golden cases', () => expect(withBackground.length).toBeGreaterThan(5))

  // shap keeps the values of leaves in single precision here: its own values miss the raw score by as much.
  it.each(withBackground)('equal those of shap within 1e-7 and sum to the score within 1e-12: $name', (one) => {
    const { forest, view, background, interventional, raw } = one
    const ours = interventionalShap(forest, view, background)
    expect(difference(ours, interventional)).toBeLessThan(1e-7)
    expect(difference(sumsOf(ours, view.features.length + 1), raw)).toBeLessThan(1e-12)
  })

  it('equal the definition on random trees, also by pairs of rows', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), (seed, features, others) => {
        const forest = randomForest(seed, { depth: 5, split: 0.8, features, trees: 3, outputs: 2 })
        const view = randomView(seed, 3, features)
        const background = randomView(seed + 1, others, features)
        const expected: number[] = []
        for (let row = 0; row < view.rowCount; row++) {
          for (let output = 0; output < 2; output++) {
            const game = (coalition: number): number => {
              let sum = forest.baseScores[output]
              for (let tree = 0; tree < forest.roots.length; tree++) {
                if (forest.outputs[tree] !== output) continue
                for (let other = 0; other < others; other++) {
                  const inside = (feature: number): number =>
                    (coalition >> feature) & 1 ? valueIn(view, row, feature) : valueIn(background, other, feature)
                  sum += playTree(forest, tree, inside, () => [0, 0]) / others
                }
              }
              return sum
            }
            expected.push(...shapleyValues(features, game), game(0))
          }
        }
        const ours = interventionalShap(forest, view, background)
        expect(difference(ours, expected)).toBeLessThan(1e-12)
        expect(difference(sumsOf(ours, features + 1), scoreRows(forest, view))).toBeLessThan(1e-12)
        const byPairs = ours.map((value, at) => (at % (features + 1) === features ? value : 0))
        addPairs(forest, Array.from(forest.roots.keys()), { view, background, values: byPairs })
        expect(difference(byPairs, ours)).toBeLessThan(1e-12)
      }),
      { numRuns: 60 },
    )
  })

  it('are the same to the last bit by the plain kernel, for any number of rows', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 90 }), (seed, rowCount, others) => {
        const forest = randomForest(seed, { depth: 9, split: 0.8, features: 12, trees: 3, outputs: 2 })
        const view = randomView(seed, rowCount, 12)
        const background = randomView(seed + 1, others, 12)
        const ours = interventionalShap(forest, view, background)
        expect(ours).toEqual(interventionalShap(forest, view, background, { enter: enterPlainWorkplace }))
        const row = rowCount >> 1
        const one = denseView(...view.features.map((_, feature) => [valueIn(view, row, feature)]))
        expect(interventionalShap(forest, one, background)).toEqual(ours.slice(row * 26, (row + 1) * 26))
      }),
      { numRuns: 30 },
    )
  })

  it('by pairs where a path has more than 30 features, beside trees that have fewer', () => {
    const { forest, view } = goldenCases.find(({ name }) => name.startsWith('a path of 60'))!
    const leafCount = forest.leafValue.length
    const grown = (values: Float64Array): Float64Array => Float64Array.of(...values, 0.25)
    const leaves = { leafValue: grown(forest.leafValue), leafWeight: grown(forest.leafWeight), leafRows: grown(forest.leafRows) }
    const two = { ...forest, ...leaves, roots: Int32Array.of(forest.roots[0], -1 - leafCount), outputs: Int32Array.of(0, 0) }
    const values = interventionalShap(two, view, view)
    expect(difference(sumsOf(values, 61), scoreRows(two, view))).toBeLessThan(1e-12)
  })

  it('against the row itself are 0', () => {
    const { forest, view } = goldenCases[0]
    const one = denseView(...view.features.map((_, feature) => [valueIn(view, 4, feature)]))
    expect(interventionalShap(forest, one, one).subarray(0, 6)).toEqual(new Float64Array(6))
  })

  it('need background rows and constant leaves', () => {
    const { forest, view } = goldenCases[0]
    expect(() => interventionalShap(forest, view, denseView([], [], [], [], [], []))).toThrowError(/need background rows/)
    expect(() => interventionalShap(exampleFit.forest, view, view)).toThrowError(/linear/)
  })
})
