// The graph predicts what the model predicts, through ONNX Runtime.
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Task } from '../../../../base/core/index.js'
import { createGraph } from '../../../../base/onnx/index.js'
import type { View } from '../../../features/index.js'
import type { FittedModel } from '../../learner.js'
import { gbdt } from '../learner.js'

const columnCount = 4

async function runGraph(model: FittedModel, view: View, outputCount: number): Promise<Float64Array> {
  const graph = createGraph()
  const features = graph.input('features', 'double', ['N', columnCount])
  graph.output(model.toOnnx(graph, features), 'predictions', 'double', ['N', outputCount])
  const session = await InferenceSession.create(graph.toBytes(), { intraOpNumThreads: 1 })
  const cells = new Float64Array(view.rowCount * columnCount)
  view.features.forEach((feature, c) => feature.values.forEach((value, row) => (cells[row * columnCount + c] = value)))
  const { predictions } = await session.run({ features: new Tensor('float64', cells, [view.rowCount, columnCount]) })
  expect(predictions.dims).toEqual([view.rowCount, outputCount])
  return predictions.data as Float64Array
}

function randomView(rowCount: number, seed: number): View {
  const random = createRandom(seed)
  const cell = [
    () => random.normal(),
    () => random.integer(5),
    () => (random.next() < 0.3 ? NaN : random.normal() * 1e6),
    () => (random.next() < 0.9 ? 0 : 1),
  ]
  const features = cell.map((make, c) => ({
    layout: 'dense' as const,
    name: `c${c}`,
    column: `c${c}`,
    values: Float64Array.from({ length: rowCount }, make),
  }))
  return { rowCount, features }
}

function fitExample(task: Task, classCount: number, rounds: number): FittedModel {
  const view = randomView(500, 1)
  const random = createRandom(2)
  const score = (row: number): number =>
    view.features[0].values[row] * (view.features[1].values[row] - 2) +
    (Number.isNaN(view.features[2].values[row]) ? 1 : 0) +
    0.2 * random.normal()
  const scores = Float64Array.from({ length: 500 }, (_, row) => score(row))
  const target = task === 'regression' ? scores : scores.map((value) => Math.min(classCount - 1, Math.max(0, Math.floor(value + 1))))
  const parameters = resolveParameters(gbdt.parameters, { rounds, earlyStopping: false, minRowsPerLeaf: 3 })
  return gbdt.fit({ view, target, task, classCount }, parameters, { random: createRandom(0), checkpoint: () => {} })
}

describe.each([
  ['regression', 0, 1],
  ['binary', 2, 1],
  ['multiclass', 3, 3],
] as const)('%s', (task, classCount, outputCount) => {
  it('is equal within 1e-12 on new rows, on rows at the thresholds themselves, and where any value is missing', async () => {
    const model = fitExample(task, classCount, 40)
    const { nodeFeature, nodeThreshold } = model.toJSON() as { nodeFeature: number[]; nodeThreshold: number[] }
    const view = randomView(1000, 3)
    const random = createRandom(4)
    const edges = view.features.map((feature, c) => {
      const thresholds = nodeThreshold.filter((_, node) => nodeFeature[node] === c)
      return feature.values.map((value) =>
        random.next() < 0.2 ? NaN : random.next() < 0.5 ? thresholds[random.integer(thresholds.length)] : value,
      )
    })
    const edgy: View = { rowCount: 1000, features: view.features.map((feature, c) => ({ ...feature, layout: 'dense', values: edges[c] })) }
    for (const rows of [view, edgy]) {
      const expected = model.predict(rows)
      const scale = task === 'regression' ? 10 : 1
      const actual = await runGraph(model, rows, outputCount)
      actual.forEach((value, i) => expect(Math.abs(value - expected[i]) / scale).toBeLessThan(1e-12))
    }
  })

  it('is equal when there are no trees', async () => {
    const model = fitExample(task, classCount, 0)
    const view = randomView(3, 5)
    const expected = model.predict(view)
    const actual = await runGraph(model, view, outputCount)
    actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14))
  })
})
