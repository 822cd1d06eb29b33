import { expect, test } from 'vitest'
import { createGraph } from '../../base/onnx/index.js'
import { openSession } from '../../base/runtime/index.js'
import type { FittedModel } from '../learners/index.js'
import { logScaleFrom, logScaleOf, onLogScale, toLogScale } from './log-scale.js'

const answers = Float64Array.of(-3, -0.2, 0, 1.5, 4, 900)
/** A model that says its only feature. */
const echo: FittedModel = {
  learner: 'echo',
  predict: (view) => Float64Array.from(view.features[0].values),
  toJSON: () => ({}),
  toOnnx: (_, features) => features,
}
const viewOf = (values: Float64Array) => ({
  rowCount: values.length,
  features: [{ name: 'x', column: 'x', layout: 'dense' as const, values }],
})

test('answers are turned back, none below 0 and none above ten times the greatest target', () => {
  const targets = Float64Array.of(0, 3, 99)
  const model = onLogScale(echo, logScaleOf(toLogScale(targets)))
  expect([...model.predict(viewOf(toLogScale(targets)))].map((value) => Number(value.toPrecision(12)))).toEqual([...targets])
  const [low, , , , , high] = model.predict(viewOf(answers))
  expect(low).toBe(0)
  expect(high).toBeCloseTo(999, 9)
})

test('targets between −1 and 0 keep answers there possible', () => {
  const model = onLogScale(echo, logScaleOf(toLogScale(Float64Array.of(-0.5, 2))))
  expect(model.predict(viewOf(Float64Array.of(-5)))[0]).toBeCloseTo(-0.5, 12)
})

test('the graph gives the same numbers', async () => {
  const model = onLogScale(echo, { low: -0.1, high: 5 })
  const graph = createGraph()
  graph.output(model.toOnnx(graph, graph.input('x', 'double', ['N', 1])), 'y', 'double', ['N', 1])
  const session = await openSession(graph.toBytes())
  const outputs = await session.run(new Map([['x', { type: 'double', dims: [answers.length, 1], data: answers }]]))
  const expected = model.predict(viewOf(answers))
  expect(
    [...(outputs.get('y')!.data as Float64Array)].map((value, at) => Math.abs(value - expected[at]) < 1e-12 * Math.max(1, value)),
  ).toEqual(Array.from(answers, () => true))
  await session.close()
})

test('bounds that are none are refused', () => {
  expect(logScaleFrom({ low: 0, high: 2 })).toEqual({ low: 0, high: 2 })
  for (const damaged of [null, [], {}, { low: 2, high: 1 }, { low: '0', high: 1 }]) expect(logScaleFrom(damaged)).toBeUndefined()
})
