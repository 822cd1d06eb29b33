// Graphs of every kind of node and leaf predict what the model predicts, in both runtimes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { createGraph } from '../../../../base/onnx/index.js'
import { openSession } from '../../../../base/runtime/index.js'
import type { OnnxSession, RunTensor } from '../../../../base/runtime/index.js'
import type { View } from '../../../features/index.js'
import { exampleFit, randomFit, randomRows } from './examples.test.support.js'
import type { GbdtFit } from './fitted.js'
import { isCategorical } from './forest.js'
import { growForest } from './growing-forest.js'
import { scoreRows } from './score.js'
import { toOnnxModel, writeForest } from './to-onnx.js'
import { applyTransform } from './transform.js'
import type { Transform } from './transform.js'

const random = createRandom(5)
const rows = randomRows(random, 800)
const four: View = { ...rows, features: [0, 3, 1, 2].map((feature) => rows.features[feature]) }

const shapes = [
  ['one output', 1, false, 40],
  ['three outputs', 3, false, 40],
  ['linear leaves', 1, true, 25],
  ['linear leaves, three outputs', 3, true, 25],
  ['one tree', 1, false, 1],
  ['no trees', 2, false, 0],
] as const
const transforms: readonly Transform[] = [
  { name: 'sigmoid', slope: 1 },
  { name: 'sigmoid', slope: 0.3 },
  { name: 'softmax' },
  { name: 'exp' },
  { name: 'softplus' },
  { name: 'signed-square' },
]

const cases: readonly (readonly [string, GbdtFit, View])[] = [
  ['the example by hand', exampleFit, four],
  ...shapes.map(([name, outputCount, isLinear, treeCount]): [string, GbdtFit, View] => [
    `random trees, ${name}`,
    { ...randomFit(random, { outputCount, treeCount, isLinear }), transform: { name: 'identity' } },
    rows,
  ]),
  ...transforms.map((transform): [string, GbdtFit, View] => [
    `predictions by ${JSON.stringify(transform)}`,
    { ...randomFit(random, { outputCount: 2, treeCount: 10, isLinear: false }), transform },
    rows,
  ]),
]

function tensorOf({ rowCount, features }: View): RunTensor {
  const data = new Float64Array(rowCount * features.length)
  features.forEach(({ values }, c) => values.forEach((value, row) => (data[row * features.length + c] = value)))
  return { type: 'double', dims: [rowCount, features.length], data }
}

/** All models in one graph: opening the web runtime takes seconds. */
function graphOfAll(): Uint8Array {
  const graph = createGraph()
  const inputs = new Map([four, rows].map((view, at) => [view, graph.input(`rows ${at}`, 'double', ['N', view.features.length])]))
  cases.forEach(([name, fit, view]) => {
    graph.output(writeForest(graph, inputs.get(view)!, fit), name, 'double', ['N', fit.forest.outputCount])
  })
  return graph.toBytes()
}

describe.each(['onnxruntime-node', 'onnxruntime-web'] as const)('%s', (runtime) => {
  let session: OnnxSession
  let outputs: ReadonlyMap<string, RunTensor>
  beforeAll(async () => {
    session = await openSession(graphOfAll(), { runtime })
    outputs = await session.run(new Map([four, rows].map((view, at) => [`rows ${at}`, tensorOf(view)])))
  }, 120_000)
  afterAll(() => session.close())

  it.each(cases)('%s: equal within 1e-12 at thresholds, for zeros, missing values, unseen codes and what is no code', (name, fit, view) => {
    const expected = scoreRows(fit.forest, view)
    applyTransform(fit.transform, fit.forest.outputCount, expected)
    const actual = outputs.get(name)!
    expect(actual.dims).toEqual([view.rowCount, fit.forest.outputCount])
    const worst = expected.reduce((most, value, at) => {
      const found = (actual.data as Float64Array)[at]
      return Object.is(found, value) ? most : Math.max(most, Math.abs(value - found) / Math.max(1, Math.abs(value)))
    }, 0)
    expect(worst).toBeLessThan(1e-12)
  })
})

it('50,000 nodes with sets of one column are written in time that grows with them', () => {
  const growing = growForest()
  const about = { feature: 3, kind: isCategorical, gain: 1, value: 0, weight: 1, rows: 1 }
  for (let tree = 0; tree < 50_000; tree++) {
    const split = [random.integer(2 ** 32), random.integer(2 ** 28)]
    const leaves = [1, 2].map((value) => ({ value, weight: 1, rows: 1 }))
    growing.addTree(0, [{ ...about, split, left: -1, right: -2 }], leaves)
  }
  const started = performance.now()
  toOnnxModel({ ...exampleFit, forest: growing.finish(Float64Array.of(0)) })
  expect(performance.now() - started).toBeLessThan(10_000)
}, 120_000)
