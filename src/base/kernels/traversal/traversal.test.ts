// Rows reach the leaves that a plain walk finds.
import { expect, it } from 'vitest'
import { addTreesToBlock } from './traversal.js'

it('by values: the threshold itself goes left, NaN where the node says, trees add to their outputs', () => {
  const block = Float64Array.of(1.5, 0, 1.5000000000000002, 0, NaN, 0.5, 1, NaN)
  const scores = Float64Array.of(7, 7, 0, 0, 0, 0, 0, 0, 0, 0)
  // A second tree: feature 1 ≤ 0 → 5 else 6, missing goes right.
  const trees = {
    outputCount: 2,
    roots: Int32Array.of(0, 2),
    outputs: Int32Array.of(1, 0),
    nodeKind: Uint8Array.of(1, 1, 0),
    nodeThreshold: Float64Array.of(1.5, 0, 0),
    nodeLeft: Int32Array.of(1, -2, -4),
    nodeRight: Int32Array.of(-1, -3, -5),
    leafValue: Float64Array.of(100, 10, 1, 5, 6),
    setStarts: Int32Array.of(0),
    setWords: new Uint32Array(0),
  }
  addTreesToBlock(block, 4, 2, Int32Array.of(0, 1, 1), trees, scores, 2)
  expect(Array.from(scores)).toEqual([7, 7, 5, 10, 5, 100, 6, 1, 6, 10])
})
