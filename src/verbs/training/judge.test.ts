import { expect, test } from 'vitest'
import { fitFindings } from './judge.js'
import type { FittedModel } from '../../learn/learners/index.js'

const learned: FittedModel = {
  learner: 'linear',
  predict: (view) => new Float64Array(view.rowCount),
  toJSON: () => ({}),
  toOnnx: (_, features) => features,
}

test('a fit that did not end as it should have is a finding; others are none', () => {
  expect(fitFindings({ learned })).toEqual([])
  expect(fitFindings({ learned: { ...learned, caution: 'It stopped early.' } })).toEqual([
    { code: 'NOT_CONVERGED', severity: 'warning', columns: [], evidence: { learner: 'linear' }, message: 'It stopped early.' },
  ])
})
