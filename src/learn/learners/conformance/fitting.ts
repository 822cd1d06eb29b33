// Laws of fitting.
import { selectRows } from '../../features/index.js'
import type { Task } from '../../../base/core/index.js'
import type { View } from '../../features/index.js'
import type { TrainingData } from '../learner.js'
import { ensure, ensureClose } from './checks.js'
import type { ConformanceCheck } from './checks.js'
import { inLayout, numbersOf } from './problems.js'
import type { Trial } from './trial.js'

export function fitChecks(trial: Trial, task: Task): ConformanceCheck[] {
  const { easy, fit, predict, options } = trial
  return [
    {
      name: 'the same seed gives the same model',
      run: () => {
        const data = easy(task)
        const [first, second] = [fit(data), fit(data)].map((model) => JSON.stringify(model.toJSON()))
        ensure(first === second, () => 'two fits with seed 1 differ in toJSON()')
      },
    },
    {
      name: 'fit and predict change nothing that they are given',
      run: () => {
        for (const layout of ['dense', 'sparse'] as const) {
          const plain = easy(task)
          const data = { ...plain, view: inLayout(plain.view, layout), weights: plain.target.map((_, row) => 1 + (row % 3)) }
          const before = JSON.stringify(numbersOf(data))
          fit(data).predict(data.view)
          ensure(JSON.stringify(numbersOf(data)) === before, () => `the ${layout} training data changed`)
        }
      },
    },
    {
      name: 'the checkpoint is called, and what it throws comes out',
      run: () => {
        let calls = 0
        fit(easy(task), { checkpoint: () => void calls++ })
        ensure(calls > 0, () => 'the checkpoint was never called')
        const stop = new Error('stop')
        for (const at of [1, Math.ceil(calls / 2), calls]) {
          let left = at
          const thrown = thrownBy(() => fit(easy(task), { checkpoint: () => stopWhen(--left === 0, stop) }))
          ensure(
            thrown === stop,
            () => `thrown at call ${at} of ${calls}: the fit gave ${String(thrown)}, expected what the checkpoint threw`,
          )
        }
      },
    },
    {
      name: 'dense and sparse features of the same values give the same',
      run: () => {
        const data = easy(task)
        const sparse = inLayout(data.view, 'sparse')
        const models = [fit(data), fit({ ...data, view: sparse })]
        const [expected, ...others] = models.flatMap((model) => [predict(model, data.view, data), predict(model, sparse, data)])
        for (const actual of others) ensureClose(actual, expected, { tolerance: options.layoutTolerance ?? 0, what: 'another layout' })
      },
    },
    ...(options.weightTolerance === undefined ? [] : weightChecks(trial, { task, tolerance: options.weightTolerance })),
  ]
}

function weightChecks({ easy, fit, predict }: Trial, { task, tolerance }: { task: Task; tolerance: number }): ConformanceCheck[] {
  return [
    {
      name: 'a weight of 0 is a row that is not there',
      run: () => {
        const data = easy(task)
        const without = rowsOf(
          data,
          Int32Array.from({ length: 100 }, (_, row) => row),
        )
        const model = fit({ ...data, weights: data.target.map((_, row) => (row < 100 ? 1 : 0)) })
        ensureClose(predict(model, data.view, data), predict(fit(without), data.view, data), { tolerance, what: 'weights of 0' })
      },
    },
    {
      name: 'a weight of 2 is a row given twice',
      run: () => {
        const data = easy(task)
        const weights = data.target.map((_, row) => 1 + (row % 2))
        const twice = [...data.target.keys()].flatMap((row) => (row % 2 === 1 ? [row, row] : [row]))
        const model = fit({ ...data, weights })
        const expected = predict(
          fit({ ...data, view: repeatRows(data.view, twice), target: Float64Array.from(twice, (row) => data.target[row]) }),
          data.view,
          data,
        )
        ensureClose(predict(model, data.view, data), expected, { tolerance, what: 'weights of 2' })
      },
    },
  ]
}

function stopWhen(isTime: boolean, stop: Error): void {
  if (isTime) throw stop
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

function rowsOf(data: TrainingData, rows: Int32Array): TrainingData {
  return { ...data, view: selectRows(data.view, rows), target: Float64Array.from(rows, (row) => data.target[row]) }
}

function repeatRows(view: View, rows: readonly number[]): View {
  const features = inLayout(view, 'dense').features.map((feature) => ({
    ...feature,
    layout: 'dense' as const,
    values: Float64Array.from(rows, (row) => feature.values[row]),
  }))
  return { rowCount: rows.length, features }
}
