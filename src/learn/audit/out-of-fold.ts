// What a quick model makes of rows that it has not learned from.
import { createRandom, resolveParameters } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { makeFolds } from '../../data/split/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { gatherTable } from '../../data/table/index.js'
import { fitPipeline } from '../features/index.js'
import { learnerOf } from '../learners/index.js'
import type { Audited } from './audited.js'

export interface QuickModelOptions {
  /** Default 3. */
  readonly folds?: number
  /** Boosting rounds at most; stopped early. Default 100. */
  readonly rounds?: number
  readonly seed: number | string
  readonly checkpoint?: () => void
}

/**
 * Predictions of gradient-boosted trees for `rows` of the table, each from folds without it: rows × classes for classes (two for binary), values for numbers.
 * `target`: the answers of those rows. About folds × one fit.
 */
export function predictOutOfFold(
  { table, task, classCount }: Pick<Audited, 'table' | 'task' | 'classCount'>,
  { columns, rows, target }: { columns: readonly ColumnSchema[]; rows: Int32Array; target: Float64Array },
  { folds = 3, rounds = 100, seed, checkpoint }: QuickModelOptions,
): Float64Array {
  const taken = gatherTable(table, rows)
  const width = Math.max(1, classCount)
  const predictions = new Float64Array(rows.length * width)
  const split = makeFolds({ task, target, classCount, random: createRandom(`${seed}/audit`) }, { folds, repeats: 1 })
  const learner = learnerOf('gbdt')
  const isSmall = rows.length < 6000
  const asked: Readonly<Record<string, Json>> = {
    rounds: Math.max(20, Math.round(rounds / Math.max(1, classCount / 4))),
    leaves: isSmall ? 15 : 31,
    minRowsPerLeaf: isSmall ? 10 : 20,
    maxBins: 127,
    l2: 1,
  }
  const parameters = resolveParameters(learner.parameters, asked)
  for (const [at, { train, test }] of split.folds.entries()) {
    checkpoint?.()
    const pipeline = fitPipeline(taken, train, columns, learner.encoding, { values: target, task, classCount }, checkpoint)
    const data = { view: pipeline.transform(taken, train), target: Float64Array.from(train, (row) => target[row]), task, classCount }
    const model = learner.fit(data, parameters, {
      random: createRandom(`${seed}/audit/${at}`),
      checkpoint: checkpoint ?? (() => undefined),
    })
    const found = model.predict(pipeline.transform(taken, test))
    for (const [k, row] of test.entries()) {
      if (classCount === 2 && found.length === test.length) predictions.set([1 - found[k], found[k]], row * 2)
      else predictions.set(found.subarray(k * width, (k + 1) * width), row * width)
    }
  }
  return predictions
}
