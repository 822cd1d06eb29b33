// The graph of a model of the library predicts what the model does.
import { expect, it } from 'vitest'
import { openSession } from '../../../../base/runtime/index.js'
import { trainGbdt } from './index.js'
import { exampleData } from './examples.test.support.js'

it.each(['l2', 'binary', 'multiclass'] as const)(
  '%s: ONNX Runtime predicts the same (1e-9), missing values included',
  async (objective) => {
    const data = exampleData(objective, 300, 1)
    const model = await trainGbdt(data, { objective, rounds: 10 })
    const session = await openSession(model.toOnnx())
    try {
      const rows = Float64Array.from({ length: 300 * 5 }, (_, at) => data.columns[at % 5][Math.floor(at / 5)])
      const outputs = await session.run(new Map([['features', { type: 'double', dims: [300, 5], data: rows }]]))
      const { dims, data: predicted } = outputs.get('predictions')!
      expect(dims).toEqual([300, model.outputCount])
      const expected = model.predict(data.columns)
      Array.from(predicted as Float64Array).forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-9))
    } finally {
      await session.close()
    }
  },
)
