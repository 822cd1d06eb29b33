// Importances equal LightGBM's, and what shuffling by hand gives.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { denseView, exampleFit } from './examples.test.support.js'
import { permutationImportance } from './importance-permutation.js'
import { importance } from './importance.js'
import { leafIndex } from './leaves.js'
import { scoreRows } from './score.js'
import { goldenCases, randomForest, randomView, valueIn } from './shap.test.support.js'

const ofLightGbm = goldenCases.filter((one) => one.gain !== undefined)

describe('LightGBM gives the same', () => {
  it('for some cases', () => expect(ofLightGbm.length).toBeGreaterThan(5))

  // Its text keeps six digits of a gain.
  it.each(ofLightGbm)('importances within 1e-6: $name', ({ forest, view, gain, split }) => {
    const ours = importance(forest, view.features.length, 'gain')
    for (const [feature, sum] of gain!.entries()) expect(Math.abs(ours[feature] - sum)).toBeLessThanOrEqual(1e-6 * sum)
    expect(Array.from(importance(forest, view.features.length, 'split'))).toEqual(split)
  })

  it.each(ofLightGbm)('leaves: $name', ({ forest, view, leaves }) => {
    expect(Array.from(leafIndex(forest, view))).toEqual(leaves)
  })
})

describe('importance', () => {
  it('leaves out splits that gained nothing, but where no gain is known it counts them', () => {
    const { forest } = exampleFit
    expect(Array.from(importance({ ...forest, nodeGain: Float64Array.of(5, 0, 3, 2, 1) }, 5, 'split'))).toEqual([2, 0, 1, 1, 0])
    const unknown = { ...forest, nodeGain: new Float64Array(5) }
    expect(Array.from(importance(unknown, 4, 'split'))).toEqual([2, 1, 1, 1])
    expect(Array.from(importance(unknown, 4, 'gain'))).toEqual([0, 0, 0, 0])
  })
})

describe('permutation importance', () => {
  const forest = randomForest(5, { depth: 5, split: 0.9, features: 4, trees: 6, outputs: 2 })
  const view = randomView(5, 300, 6)
  const labels = scoreRows(forest, view).map((score, at) => score + Math.sin(at))
  const loss = (scores: Float64Array): number => scores.reduce((sum, score, at) => sum + (score - labels[at]) ** 2, 0) / scores.length

  it('is the mean rise of the loss over the shuffles, and 0 for features that no tree asks for', () => {
    const { mean, standardDeviation } = permutationImportance(forest, view, { loss, random: createRandom(1), repeats: 3 })
    const random = createRandom(1)
    for (let feature = 0; feature < 4; feature++) {
      const rises = [0, 1, 2].map(() => {
        const order = random.shuffle(Int32Array.from({ length: 300 }, (_, row) => row))
        const columns = Array.from({ length: 6 }, (_, f) =>
          Array.from({ length: 300 }, (_, row) => valueIn(view, f === feature ? order[row] : row, f)),
        )
        return loss(scoreRows(forest, denseView(...columns))) - loss(scoreRows(forest, view))
      })
      const average = (rises[0] + rises[1] + rises[2]) / 3
      expect(mean[feature]).toBeCloseTo(average, 10)
      expect(mean[feature]).toBeGreaterThan(0)
      expect(standardDeviation[feature] ** 2).toBeCloseTo(rises.reduce((sum, rise) => sum + (rise - average) ** 2, 0) / 3, 10)
    }
    expect(Array.from(mean.subarray(4))).toEqual([0, 0])
  })

  it('knows the features of linear leaves', () => {
    const random = createRandom(2)
    const rows = denseView(...[0, 1, 2, 3].map(() => Array.from({ length: 40 }, () => random.normal())))
    const truth = scoreRows(exampleFit.forest, rows)
    const off = (scores: Float64Array): number => scores.reduce((sum, score, at) => sum + Math.abs(score - truth[at]), 0)
    const { mean } = permutationImportance(exampleFit.forest, rows, { loss: off, random })
    // Feature 3 is asked for by a node of tree 0, and by a linear leaf of tree 2.
    const onlyLeaf = { ...exampleFit.forest, roots: exampleFit.forest.roots.slice(2), outputs: exampleFit.forest.outputs.slice(2) }
    expect(mean[3]).toBeGreaterThan(0)
    const truthOfLeaf = scoreRows(onlyLeaf, rows)
    const offLeaf = (scores: Float64Array): number => scores.reduce((sum, score, at) => sum + Math.abs(score - truthOfLeaf[at]), 0)
    expect(permutationImportance(onlyLeaf, rows, { loss: offLeaf, random }).mean[3]).toBeGreaterThan(0)
  })
})
