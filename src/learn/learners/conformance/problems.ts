// Small made-up tables to fit learners on.
import { createRandom } from '../../../base/core/index.js'
import type { Task } from '../../../base/core/index.js'
import type { Encoding, Feature, View } from '../../features/index.js'
import type { TrainingData } from '../learner.js'

const rowCount = 160

/** An easy table: numbers, a 0/1 column and a sparse one decide on the target, with some noise. `none` has no features. */
export function easyProblem(task: Task, encoding: Encoding): TrainingData {
  const random = createRandom(`conformance ${task}`)
  const draw = (value: () => number): Float64Array => Float64Array.from({ length: rowCount }, value)
  const first = draw(() => random.normal())
  const second = draw(() => random.normal())
  const flag = draw(() => (random.next() < 0.5 ? 1 : 0))
  const rare = draw(() => (random.next() < 0.15 ? 1 + random.next() : 0))
  const noise = draw(() => random.normal())
  const signal = first.map((value, row) => 2 * value - second[row] + 1.5 * flag[row] + rare[row] + 0.3 * noise[row])
  const columns = { first, second, flag, rare }
  const features = Object.entries(columns).map(([name, values]): Feature => ({ name, column: name, layout: 'dense', values }))
  const view: View = { rowCount, features: encoding === 'none' ? [] : features }
  if (task === 'regression') return { view, target: signal, task, classCount: 0 }
  if (task === 'binary') return { view, target: signal.map((value) => (value > 0.7 ? 1 : 0)), task, classCount: 2 }
  return { view, target: signal.map((value) => (value < -0.5 ? 0 : value < 1.5 ? 1 : 2)), task, classCount: 3 }
}

/** The same view with every feature in that layout. */
export function inLayout(view: View, layout: 'dense' | 'sparse'): View {
  return {
    rowCount: view.rowCount,
    features: view.features.map((feature) => (layout === 'dense' ? toDense(feature, view.rowCount) : toSparse(feature))),
  }
}

/** Row by row. */
export function valuesOf(view: View): Float64Array {
  const width = view.features.length
  const values = new Float64Array(view.rowCount * width)
  inLayout(view, 'dense').features.forEach((feature, j) => feature.values.forEach((value, row) => (values[row * width + j] = value)))
  return values
}

/** A table of the given columns, the rest as in the easy table. */
export function withColumns(data: TrainingData, columns: Readonly<Record<string, (row: number) => number>>): TrainingData {
  const features = Object.entries(columns).map(([name, valueOf]): Feature => {
    return { name, column: name, layout: 'dense', values: Float64Array.from({ length: data.view.rowCount }, (_, row) => valueOf(row)) }
  })
  return { ...data, view: { ...data.view, features } }
}

/** All numbers that a learner could change. */
export function numbersOf({ view, target, weights }: TrainingData): number[][] {
  const features = view.features.flatMap((feature) =>
    feature.layout === 'dense' ? [[...feature.values]] : [[...feature.rows], [...feature.values]],
  )
  return [[view.rowCount, view.features.length], [...target], [...(weights ?? [])], ...features]
}

function toDense(feature: Feature, rows: number): Feature {
  if (feature.layout === 'dense') return feature
  const values = new Float64Array(rows)
  feature.rows.forEach((row, i) => (values[row] = feature.values[i]))
  return { name: feature.name, column: feature.column, layout: 'dense', values }
}

function toSparse(feature: Feature): Feature {
  if (feature.layout === 'sparse') return feature
  const rows = Int32Array.from(feature.values.keys()).filter((row) => feature.values[row] !== 0)
  return {
    name: feature.name,
    column: feature.column,
    layout: 'sparse',
    rows,
    values: Float64Array.from(rows, (row) => feature.values[row]),
  }
}
