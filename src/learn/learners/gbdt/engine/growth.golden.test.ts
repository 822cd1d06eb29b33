// Every way of growing and boosting gives what LightGBM gives, and CatBoost for symmetric trees; on compiled and on plain kernels.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Task } from '../../../../base/core/index.js'
import { enterPlainWorkplace } from '../../../../base/kernels/index.js'
import type { View } from '../../../view/index.js'
import type { GbdtModel } from '../forest/model.js'
import { scoreRows } from '../forest/score.js'
import { goldenView } from '../golden.test.support.js'
import { gbdtParameters } from '../parameters.js'
import { fitGbdt } from './fit.js'
import type { InitialState } from './fit.js'

type Cells = readonly (number | null)[]

interface Case {
  readonly name: string
  readonly task: Task
  readonly classCount: number
  /** Numbers of tables. */
  readonly columns: number
  readonly newColumns: number
  readonly target: number
  readonly weights: number | null
  readonly parameters: Readonly<Record<string, Json>>
  /** What the model to go on from was fitted with, besides `parameters`. */
  readonly first: Readonly<Record<string, Json>> | null
  readonly initialScores: readonly number[] | null
  /** Whether predictions are scores. */
  readonly isRaw: boolean
  readonly predictions: readonly number[]
}

const golden = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-growth.json', import.meta.url), 'utf8')) as {
  readonly tables: readonly unknown[]
  readonly cases: readonly Case[]
}

const viewOf = (table: number): View => goldenView(golden.tables[table] as readonly Cells[])

const numbersOf = (table: number): Float64Array => Float64Array.from(golden.tables[table] as readonly number[])

function fitCase({ task, classCount, columns, target, weights, parameters, first, initialScores }: Case, isPlain = false): GbdtModel {
  const data = { view: viewOf(columns), target: numbersOf(target), task, classCount }
  const fit = (given: Case['parameters'], initial: InitialState): GbdtModel =>
    fitGbdt(
      weights === null ? data : { ...data, weights: numbersOf(weights) },
      resolveParameters(gbdtParameters, { ...given, earlyStopping: false }),
      { random: createRandom(0), checkpoint: () => {}, initial, ...(isPlain ? { enter: enterPlainWorkplace } : {}) },
    )
  if (initialScores !== null) return fit(parameters, { scores: Float64Array.from(initialScores) })
  return fit(parameters, first === null ? {} : { fit: fit({ ...parameters, ...first }, {}).fit })
}

describe('predictions within 1e-6 of the range of the target', () => {
  it.each(golden.cases)('$name', (example) => {
    const { task, target, newColumns, isRaw, predictions } = example
    const values = numbersOf(target)
    const range = task === 'regression' ? Math.max(...values) - Math.min(...values) : 1
    const model = fitCase(example)
    const ours = isRaw ? scoreRows(model.fit.forest, viewOf(newColumns)) : model.predict(viewOf(newColumns))
    const worst = predictions.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0)
    expect(worst / range).toBeLessThan(1e-6)
  })
})

it.each(golden.cases)('the plain twins give the same model, bit for bit: $name', (example) => {
  expect(fitCase(example, true).fit.forest).toEqual(fitCase(example).fit.forest)
})
