// An example that the tests of this room share: every kind of column, each with missing cells, and learners fitted on it.
import { createRandom } from '../../base/core/index.js'
import type { Task } from '../../base/core/index.js'
import { sharedFloat64, sharedInt32, sharedInt8 } from '../../base/store/index.js'
import type { ColumnSchema, Signature } from '../../data/schema/index.js'
import { allRows, columnOf, textColumn } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'
import { fitPipeline } from '../../learn/features/index.js'
import type { Learner } from '../../learn/learners/index.js'
import { composeModel } from '../../learn/model/index.js'
import type { TrainedModel } from '../../learn/model/index.js'

export const rowCount = 240
const classesOf: Readonly<Record<Task, readonly string[]>> = { binary: ['no', 'yes'], multiclass: ['a "b"', 'ç,', 'dé'], regression: [] }

/** Every kind of column, each with missing cells, and names that are hard on graphs. */
export function exampleTable(): { readonly table: Table; readonly schema: readonly ColumnSchema[]; readonly noise: Float64Array } {
  const random = createRandom(7)
  const number = sharedFloat64(rowCount)
  const date = sharedFloat64(rowCount)
  const flag = sharedInt8(rowCount)
  const level = sharedInt32(rowCount)
  const noise = new Float64Array(rowCount)
  const words = ['red', 'green', 'Blue', 'café', '日本', 'the']
  const texts: string[] = []
  const levels = ['', 'high', 'low', 'None', 'very low'].slice(1)
  for (let row = 0; row < rowCount; row++) {
    number[row] = random.next() < 0.1 ? Number.NaN : random.normal() * 100
    date[row] = random.next() < 0.1 ? Number.NaN : 1_600_000_000_000 + random.integer(1000) * 86_400_000 + random.integer(86_400_000)
    flag[row] = random.integer(3) - 1
    level[row] = random.integer(levels.length + 1) - 1
    texts.push(
      random.next() < 0.1 ? '' : Array.from({ length: 1 + random.integer(6) }, () => words[random.integer(words.length)]).join(' '),
    )
    noise[row] = random.normal()
  }
  const table: Table = {
    rowCount,
    columns: [
      { kind: 'number', name: 'prediction', values: number },
      { kind: 'datetime', name: 'when?', values: date },
      { kind: 'boolean', name: 'v1', values: flag },
      { kind: 'category', name: 'probability_yes', codes: level, levels },
      textColumn(' a text\n', texts),
    ],
  }
  const schema = table.columns.map((column): ColumnSchema => ({
    kind: column.kind,
    name: column.name,
    role: 'feature',
    why: '',
    missing: ['', 'n/a'],
    missingCount: 20,
    distinctCount: 4,
    ...(column.kind === 'category' ? { levels: column.levels } : {}),
    ...(column.kind === 'boolean' ? { levels: ['f', 't'] } : {}),
  }))
  return { table, schema, noise }
}

function targetOf(task: Task, table: Table, noise: Float64Array): Float64Array {
  const number = columnOf(table, 'prediction')
  const level = columnOf(table, 'probability_yes')
  if (number.kind !== 'number' || level.kind !== 'category') throw new Error('the example has changed')
  return Float64Array.from(noise, (value, row) => {
    const signal = (Number.isNaN(number.values[row]) ? 50 : number.values[row]) / 50 + level.codes[row] + value
    if (task === 'regression') return signal * 1000
    return task === 'binary' ? Number(signal > 1) : signal > 2 ? 2 : Number(signal > 0)
  })
}

export function signatureOf(task: Task, schema: readonly ColumnSchema[]): Signature {
  const inputs = schema.map(({ name, kind, missing, levels }) => ({
    name,
    kind,
    missing,
    required: true,
    ...(levels === undefined ? {} : { levels }),
  }))
  const classes = classesOf[task]
  return {
    format: 1,
    task,
    target: 'y',
    ...(classes.length === 0 ? {} : { classes }),
    inputs,
    outputs: [],
    targetFormat: { kind: task === 'regression' ? 'number' : 'category', missing: [''] },
  }
}

export interface Example {
  readonly table: Table
  readonly signature: Signature
  readonly trained: TrainedModel
}

export function trainExample(learner: Learner, task: Task, columns?: readonly string[]): Example {
  const { table, schema, noise } = exampleTable()
  const used = schema.filter((column) => columns?.includes(column.name) ?? true)
  const values = targetOf(task, table, noise)
  const classCount = classesOf[task].length
  const pipeline = fitPipeline(table, allRows(rowCount), used, learner.encoding, { values, task, classCount })
  const parameters = Object.fromEntries(
    Object.entries(learner.parameters).map(([name, declared]) => [name, (declared as { default: unknown }).default]),
  )
  const small = { ...parameters, ...('rounds' in parameters ? { rounds: 20, minRowsPerLeaf: 5 } : {}) }
  const data = { view: pipeline.transform(table), target: values, task, classCount }
  const model = learner.fit(data, small, { random: createRandom(1), checkpoint: () => undefined })
  return { table, signature: signatureOf(task, used), trained: composeModel({ task, classCount, pipeline, learned: model }) }
}
