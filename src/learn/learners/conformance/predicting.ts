// Laws of predicting.
import { createRandom, outputCountOf } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import { selectRows } from '../../features/index.js'
import { ensure, ensureClose } from './checks.js'
import type { ConformanceCheck } from './checks.js'
import { inLayout, valuesOf, withColumns } from './problems.js'
import type { Trial } from './trial.js'

export function predictionChecks(trial: Trial, task: Task): ConformanceCheck[] {
  const { easy, fit, predict, learner, options } = trial
  const checks: ConformanceCheck[] = [
    {
      name: 'through JSON the model predicts the same, and names its learner',
      run: () => {
        const data = easy(task)
        const model = fit(data)
        ensure(model.learner === learner.id, () => `the model says that its learner is '${model.learner}', expected '${learner.id}'`)
        const json = JSON.stringify(model.toJSON())
        const loaded = learner.load(JSON.parse(json) as Json)
        ensureClose(predict(loaded, data.view, data), predict(model, data.view, data), { tolerance: 0, what: 'after load' })
        ensure(JSON.stringify(loaded.toJSON()) === json, () => 'what was loaded is not stored as it was')
      },
    },
    {
      name: 'one row alone is predicted as among the others, and their order does not matter',
      run: () => {
        const data = easy(task)
        const model = fit(data)
        const outputs = outputCountOf(task, data.classCount)
        const all = predict(model, data.view, data)
        const order = createRandom(2).shuffle(Int32Array.from(data.target.keys()))
        for (const layout of ['dense', 'sparse'] as const) {
          const view = inLayout(data.view, layout)
          const shuffled = predict(model, selectRows(view, order), data)
          order.forEach((row, i) => {
            const expected = all.slice(row * outputs, (row + 1) * outputs)
            ensureClose(shuffled.slice(i * outputs, (i + 1) * outputs), expected, { tolerance: 0, what: `row ${row} in another place` })
          })
          for (const row of [0, 1, 77]) {
            const alone = predict(model, selectRows(view, Int32Array.of(row)), data)
            ensureClose(alone, all.slice(row * outputs, (row + 1) * outputs), { tolerance: 0, what: `row ${row} alone` })
          }
        }
        ensure(model.predict(selectRows(data.view, new Int32Array(0))).length === 0, () => 'no rows give predictions')
      },
    },
    {
      name: 'it beats the constant baseline on rows that it has not seen',
      run: () => {
        const data = easy(task)
        const [seen, unseen] = [Int32Array.from({ length: 110 }, (_, i) => i), Int32Array.from({ length: 50 }, (_, i) => 110 + i)]
        const model = fit({ ...data, view: selectRows(data.view, seen), target: data.target.slice(0, 110) })
        const loss = lossOf(task, { target: data.target.slice(110), predictions: predict(model, selectRows(data.view, unseen), data) })
        const constant = baselineLoss(task, {
          seen: data.target.slice(0, 110),
          unseen: data.target.slice(110),
          classCount: data.classCount,
        })
        ensure(loss < 0.7 * constant, () => `the loss is ${loss}, expected less than 0.7 of the baseline's ${constant}`)
      },
    },
  ]
  const { runGraph } = options
  if (runGraph !== undefined) {
    checks.push({
      name: 'the ONNX graph predicts the same within 1e-9',
      run: async () => {
        const data = easy(task)
        for (const training of learner.encoding === 'ordinal' ? [data, withMissing(data)] : [data]) {
          const model = fit(training)
          const { view } = training
          const values = valuesOf(view)
          const actual = await runGraph({
            write: (graph, features) => model.toOnnx(graph, features),
            values,
            rowCount: view.rowCount,
            featureCount: view.features.length,
          })
          ensureClose(actual, predict(model, view, training), { tolerance: 1e-9, what: 'the graph' })
        }
      },
    })
  }
  if (learner.encoding === 'ordinal') {
    checks.push({
      name: 'missing values are fine, in training and in prediction',
      run: () => {
        const data = easy(task)
        const missing = withMissing(data)
        predict(fit(missing), data.view, data)
        predict(fit(missing), missing.view, data)
        predict(fit(data), missing.view, data)
        const never = withColumns(data, { nothing: () => NaN })
        predict(fit(never), never.view, never)
      },
    })
  }
  return options.beatsBaseline === false ? checks.filter((check) => !check.name.includes('beats the constant baseline')) : checks
}

type Data = ReturnType<Trial['easy']>

/** Every seventh value of every feature is missing, and some rows have none at all. */
function withMissing(data: Data): Data {
  const features = inLayout(data.view, 'dense').features.map((feature, j) => ({
    ...feature,
    layout: 'dense' as const,
    values: feature.values.map((value, row) => ((row + j) % 7 === 0 || row % 31 === 0 ? NaN : value)),
  }))
  return { ...data, view: { ...data.view, features } }
}

function baselineLoss(task: Task, { seen, unseen, classCount }: { seen: Float64Array; unseen: Float64Array; classCount: number }): number {
  if (task === 'regression') {
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
    return lossOf(task, { target: unseen, predictions: unseen.map(() => mean) })
  }
  const shares = Array.from({ length: classCount }, (_, label) => seen.filter((value) => value === label).length / seen.length)
  return lossOf(task, {
    target: unseen,
    predictions: Float64Array.from([...unseen].flatMap(() => (task === 'binary' ? [shares[1]] : shares))),
  })
}

/** Mean squared error, or mean negative log-likelihood. */
function lossOf(task: Task, { target, predictions }: { target: Float64Array; predictions: Float64Array }): number {
  const outputs = predictions.length / target.length
  let loss = 0
  target.forEach((value, row) => {
    if (task === 'regression') loss += (predictions[row] - value) ** 2
    else {
      const hit = task === 'binary' ? (value === 1 ? predictions[row] : 1 - predictions[row]) : predictions[row * outputs + value]
      loss -= Math.log(Math.max(hit, 1e-15))
    }
  })
  return loss / target.length
}
