import { describe, expect, test } from 'vitest'
import { createGraph } from '../../../base/onnx/index.js'
import { openSession } from '../../../base/runtime/index.js'
import { baseline } from '../baseline/index.js'
import { gbdt } from '../gbdt/index.js'
import { linear } from '../linear/index.js'
import { learnerConformance } from './index.js'
import type { ConformanceCheck, RunGraph } from './index.js'

const runGraph: RunGraph = async ({ write, values, rowCount, featureCount }) => {
  const graph = createGraph()
  const features = graph.input('features', 'double', ['N', featureCount])
  graph.output(write(graph, features), 'predictions', 'double', ['N', 'outputs'])
  const session = await openSession(graph.toBytes())
  try {
    const outputs = await session.run(new Map([['features', { type: 'double', dims: [rowCount, featureCount], data: values }]]))
    return outputs.get('predictions')!.data as Float64Array
  } finally {
    await session.close()
  }
}

const suites: Readonly<Record<string, readonly ConformanceCheck[]>> = {
  baseline: learnerConformance(baseline, { weightTolerance: 1e-12, beatsBaseline: false, runGraph }),
  'linear, ridge': learnerConformance(linear, { parameters: { tolerance: 1e-11 }, weightTolerance: 1e-7, runGraph }),
  'linear, elastic net': learnerConformance(linear, {
    parameters: { tolerance: 1e-11, l1Ratio: 0.5, alpha: 0.01 },
    weightTolerance: 1e-7,
    runGraph,
  }),
  'linear, chosen strength': learnerConformance(linear, { parameters: { chooseAlpha: true }, runGraph }),
  gbdt: learnerConformance(gbdt, { layoutTolerance: 1e-9, runGraph }),
}

describe.each(Object.entries(suites))('%s', (_learner, checks) => {
  test.each(checks.map((check) => [check.name, check] as const))('%s', async (_name, check) => {
    await expect((async () => check.run())()).resolves.toBeUndefined()
  })
})

describe('the checks themselves fail', () => {
  const failuresOf = async (checks: readonly ConformanceCheck[]): Promise<string[]> => {
    const failed: string[] = []
    for (const check of checks) {
      try {
        await check.run()
      } catch {
        failed.push(check.name)
      }
    }
    return failed
  }

  test('for a learner that changes its input', async () => {
    const rude: typeof linear = {
      ...linear,
      fit: (data, parameters, context) => {
        const model = linear.fit(data, parameters, context)
        data.target.fill(0)
        return model
      },
    }
    expect(await failuresOf(learnerConformance(rude))).toContain('regression: fit and predict change nothing that they are given')
  })

  test('for probabilities that do not sum to 1, predictions that look at other rows, and a graph that differs', async () => {
    const broken: typeof linear = {
      ...linear,
      fit: (data, parameters, context) => {
        const model = linear.fit(data, parameters, context)
        return { ...model, predict: (view) => model.predict(view).map((value) => value * (1 - 1 / (1 + view.rowCount))) }
      },
    }
    const failed = await failuresOf(learnerConformance(broken, { runGraph }))
    expect(failed).toContain('multiclass: no features, one row and a constant target give the constant answer')
    expect(failed).toContain('regression: one row alone is predicted as among the others, and their order does not matter')
    expect(failed).toContain('binary: the ONNX graph predicts the same within 1e-9')
  })

  test('for a learner that learns nothing or ignores the checkpoint', async () => {
    const lazy: typeof baseline = {
      ...baseline,
      encoding: 'standardized',
      fit: (data, parameters, context) => baseline.fit(data, parameters, { ...context, checkpoint: () => {} }),
    }
    const failed = await failuresOf(learnerConformance(lazy))
    expect(failed).toContain('binary: it beats the constant baseline on rows that it has not seen')
    expect(failed).toContain('binary: the checkpoint is called, and what it throws comes out')
  })
})
