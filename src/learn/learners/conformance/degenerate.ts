// Tables with little or nothing to learn from, and numbers of any size.
import type { Task } from '../../../base/core/index.js'
import { outputCountOf } from '../../../base/core/index.js'
import { selectRows } from '../../features/index.js'
import type { TrainingData } from '../learner.js'
import { ensure, ensureClose } from './checks.js'
import type { ConformanceCheck } from './checks.js'
import { withColumns } from './problems.js'
import type { Trial } from './trial.js'

export function degenerateChecks({ easy, fit, predict, learner }: Trial, task: Task): ConformanceCheck[] {
  const checks: ConformanceCheck[] = [
    {
      name: 'no features, one row and a constant target give the constant answer',
      run: () => {
        const data = easy(task)
        const none: TrainingData = { ...data, view: { ...data.view, features: [] } }
        ensureConstant(predict(fit(none), none.view, data), data)
        const single: TrainingData = { ...data, view: selectRows(data.view, Int32Array.of(0)), target: data.target.slice(0, 1) }
        const one = fit(single)
        const equal: TrainingData = { ...data, target: data.target.map(() => data.target[0]) }
        for (const model of [one, fit(equal)]) {
          const predictions = predict(model, data.view, data)
          ensureConstant(predictions, data)
          ensureTruth(predictions, data.target[0], data)
        }
      },
    },
    {
      name: 'numbers near the largest and the smallest that occur stay finite',
      run: () => {
        const data = easy(task)
        if (task === 'regression') {
          for (const scale of [1e-100, 1e100]) predict(fit({ ...data, target: data.target.map((value) => value * scale) }), data.view, data)
        }
        const heavy = { ...data, weights: data.target.map((_, row) => (row % 2 === 0 ? 1e-9 : 1e9)) }
        predict(fit(heavy), data.view, data)
        if (learner.encoding === 'none') return
        const wide = withColumns(data, {
          huge: (row) => 1e100 * Math.sin(row),
          tiny: (row) => 1e-100 * Math.cos(row),
          far: (row) => 1e12 + (row % 5),
          lone: (row) => (row === 3 ? 1e30 : 0),
        })
        predict(fit(wide), wide.view, data)
      },
    },
  ]
  if (learner.encoding !== 'none') {
    checks.push({
      name: 'a constant feature changes nothing for the worse, copies of a feature neither',
      run: () => {
        const data = easy(task)
        const first = data.view.features[0]
        const more = [
          ...data.view.features,
          { name: 'constant', column: 'constant', layout: 'dense' as const, values: data.target.map(() => 5) },
          { name: 'zero', column: 'zero', layout: 'sparse' as const, rows: new Int32Array(0), values: new Float64Array(0) },
          { ...first, name: 'copy' },
        ]
        const view = { ...data.view, features: more }
        const predictions = predict(fit({ ...data, view }), view, data)
        const apart = meanDistance(predictions, predict(fit(data), data.view, data))
        ensure(apart < 0.2, () => `predictions move by ${apart} on average, expected less than 0.2`)
      },
    })
  }
  if (task === 'multiclass') {
    checks.push({
      name: 'a class without rows is fine and improbable',
      run: () => {
        const data: TrainingData = { ...easy(task), classCount: 5 }
        for (const places of [
          [0, 1, 2],
          [0, 2, 4],
          [4, 4, 1],
        ]) {
          const moved = { ...data, target: data.target.map((label) => places[label]) }
          const predictions = predict(fit(moved), data.view, moved)
          const absent = [0, 1, 2, 3, 4].filter((label) => !places.includes(label))
          for (const label of absent) {
            const most = predictions.filter((_, i) => i % 5 === label).reduce((a, b) => Math.max(a, b))
            ensure(most < 0.01, () => `absent class ${label} gets probability ${most}, expected less than 0.01`)
          }
        }
      },
    })
  }
  return checks
}

function ensureConstant(predictions: Float64Array, { task, classCount }: TrainingData): void {
  const outputs = outputCountOf(task, classCount)
  const expected = predictions.map((_, i) => predictions[i % outputs])
  ensureClose(predictions, expected, { tolerance: 1e-9, what: 'without anything to learn from' })
}

/** The only value that was ever seen is what is predicted. */
function ensureTruth(predictions: Float64Array, truth: number, { task, classCount }: TrainingData): void {
  const outputs = outputCountOf(task, classCount)
  if (task === 'regression')
    return ensureClose(
      predictions,
      predictions.map(() => truth),
      { tolerance: 1e-6, what: 'a constant target' },
    )
  const sure = task === 'binary' ? (truth === 1 ? predictions[0] : 1 - predictions[0]) : predictions.subarray(0, outputs)[truth]
  ensure(sure > 0.9, () => `the only class seen gets probability ${sure}, expected more than 0.9`)
}

function meanDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length
}
