// The work of one thread: how much worse a fold's model does on its held-out rows when a column is shuffled among them.
import { createRandom } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import type { Feature, View } from '../../learn/features/index.js'
import { metricOf, scoreOf } from '../../learn/metrics/index.js'
import { loadTrainedModel } from '../../learn/model/index.js'
import type { Study } from '../../learn/trials/index.js'
import { promisingColumns } from './promising-columns.js'

export interface PermuteInput {
  readonly fold: number
  /** JSON text of the fold's model. */
  readonly model: string
  /** At most so many held-out rows are used, drawn by the seed. */
  readonly rowLimit: number
}

export interface PermuteOutput {
  readonly columns: readonly string[]
  /** For each column the score lost; NaN where the metric is undefined on these rows. */
  readonly lost: Float64Array
}

/** Numbers that a fold may look at in all, and features that it may touch: wide tables shuffle only their promising columns. */
const numberLimit = 400_000_000
const featureLimit = 2_000_000
/** However wide the table, so many columns are shuffled. */
const leastColumns = 20

export function permuteColumns(study: Study, input: PermuteInput, checkpoint: () => void): PermuteOutput {
  const trained = loadTrainedModel(JSON.parse(input.model) as Json)
  const metric = metricOf(study.metric)
  const random = createRandom(`${study.seed}/permute/${input.fold}`)
  const rows = random.shuffle(Int32Array.from(study.folds[input.fold].test)).slice(0, input.rowLimit)
  const view = trained.pipeline.transform(study.table, rows)
  const target = Float64Array.from(rows, (row) => study.target[row])
  const weights = study.weights === undefined ? undefined : Float64Array.from(rows, (row) => study.weights![row])
  const predictWith = (changed: View): Float64Array => trained.model.predict(changed)
  const scoreOfPredictions = (predictions: Float64Array): number => {
    const scored = { task: study.task, classCount: study.classCount, target, predictions }
    return scoreOf(metric, metric.compute(weights === undefined ? scored : { ...scored, weights }))
  }
  const predictions = predictWith(view)
  const whole = scoreOfPredictions(predictions)
  const width = Math.max(1, view.features.length)
  const columnLimit = Math.max(leastColumns, Math.floor(Math.min(numberLimit / (rows.length * width), featureLimit / width)))
  const columns = promisingColumns(view, trained.pipeline.columns, predictions, columnLimit)
  const lost = new Float64Array(columns.length)
  for (const [index, name] of columns.entries()) {
    checkpoint()
    const order = random.shuffle(Int32Array.from({ length: rows.length }, (_, i) => i))
    lost[index] = whole - scoreOfPredictions(predictWith(shuffleColumn(view, name, order)))
  }
  return { columns, lost }
}

/** Every feature is made of one column, row by row: shuffling a column's features alike is shuffling its cells. */
function shuffleColumn(view: View, column: string, order: Int32Array): View {
  let positions: Int32Array | undefined
  const features = view.features.map((feature): Feature => {
    if (feature.column !== column) return feature
    if (feature.layout === 'dense') return { ...feature, values: Float64Array.from(order, (row) => feature.values[row]) }
    positions ??= inverseOf(order)
    const moved = Array.from(feature.rows, (row, at) => ({ row: positions![row], value: feature.values[at] })).sort((a, b) => a.row - b.row)
    return { ...feature, rows: Int32Array.from(moved, (one) => one.row), values: Float64Array.from(moved, (one) => one.value) }
  })
  return { rowCount: view.rowCount, features }
}

function inverseOf(order: Int32Array): Int32Array {
  const positions = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) positions[order[i]] = i
  return positions
}
