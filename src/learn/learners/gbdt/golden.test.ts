// The same trees as LightGBM's on small fixed data: predictions equal, on rows seen and new.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../base/core/index.js'
import type { Json, Task } from '../../../base/core/index.js'
import { goldenView } from './golden.test.support.js'
import { gbdt } from './learner.js'

interface Case {
  readonly name: string
  readonly task: Task
  readonly classCount: number
  readonly columns: readonly (readonly (number | null)[])[]
  readonly target: readonly number[]
  readonly weights: readonly number[] | null
  readonly parameters: Readonly<Record<string, Json>>
  readonly newColumns: readonly (readonly (number | null)[])[]
  readonly predictions: readonly number[]
}

const golden = JSON.parse(readFileSync(new URL('../../../../test/golden/gbdt.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[]
}

describe('LightGBM on the same data gives the same predictions within 1e-6 of the target’s range', () => {
  it.each(golden.cases)('$name', ({ task, classCount, columns, target, weights, parameters, newColumns, predictions }) => {
    const data = { view: goldenView(columns), target: Float64Array.from(target), task, classCount }
    const model = gbdt.fit(
      weights === null ? data : { ...data, weights: Float64Array.from(weights) },
      resolveParameters(gbdt.parameters, { ...parameters, earlyStopping: false }),
      { random: createRandom(0), checkpoint: () => {} },
    )
    const range = task === 'regression' ? Math.max(...target) - Math.min(...target) : 1
    const ours = model.predict(goldenView(newColumns))
    const worst = predictions.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0)
    expect(worst / range).toBeLessThan(1e-6)
  })
})
