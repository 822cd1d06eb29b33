// The work of one thread: how much worse a fold's model does on its held-out rows when a column is shuffled among them.
import { createRandom } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { gatherColumn } from '../../data/table/index.js'
import type { Column, Table } from '../../data/table/index.js'
import { metricOf, scoreOf } from '../../learn/metrics/index.js'
import { loadTrainedModel } from '../../learn/model/index.js'
import type { Study } from '../../learn/trials/index.js'

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

export function permuteColumns(study: Study, input: PermuteInput, checkpoint: () => void): PermuteOutput {
  const trained = loadTrainedModel(JSON.parse(input.model) as Json)
  const metric = metricOf(study.metric)
  const random = createRandom(`${study.seed}/permute/${input.fold}`)
  const rows = random.shuffle(Int32Array.from(study.folds[input.fold].test)).slice(0, input.rowLimit)
  const names = trained.pipeline.columns
  const table: Table = {
    rowCount: rows.length,
    columns: study.table.columns.filter((column) => names.includes(column.name)).map((column) => gatherColumn(column, rows)),
  }
  const target = Float64Array.from(rows, (row) => study.target[row])
  const weights = study.weights === undefined ? undefined : Float64Array.from(rows, (row) => study.weights![row])
  const scoreWith = (columns: readonly Column[]): number => {
    const predictions = trained.predict({ rowCount: rows.length, columns })
    const scored = { task: study.task, classCount: study.classCount, target, predictions }
    return scoreOf(metric, metric.compute(weights === undefined ? scored : { ...scored, weights }))
  }
  const whole = scoreWith(table.columns)
  const lost = new Float64Array(names.length)
  for (const [index, name] of names.entries()) {
    checkpoint()
    const order = random.shuffle(Int32Array.from({ length: rows.length }, (_, i) => i))
    lost[index] = whole - scoreWith(table.columns.map((column) => (column.name === name ? gatherColumn(column, order) : column)))
  }
  return { columns: names, lost }
}
