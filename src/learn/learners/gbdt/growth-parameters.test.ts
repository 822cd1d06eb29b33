// Combinations that cannot be are refused, all at once; none is ignored.
import { expect, it } from 'vitest'
import { resolveParameters } from '../../../base/core/index.js'
import type { Json } from '../../../base/core/index.js'
import { checkGrowth } from './growth-parameters.js'
import type { CheckedFit } from './growth-parameters.js'
import { gbdtParameters } from './parameters.js'

const binary: CheckedFit = { columnCount: 3, objective: 'binary', renewsLeaves: false, isContinued: false }
const check = (given: Readonly<Record<string, Json>>, fit: Partial<CheckedFit> = {}): void =>
  checkGrowth(resolveParameters(gbdtParameters, given), { ...binary, ...fit })

it.each<[Readonly<Record<string, Json>>, string, Partial<CheckedFit>?]>([
  [{ topRate: 0.3 }, "'topRate' is for 'sampling' 'goss'"],
  [{ otherRate: 0.3 }, "'otherRate' is for 'sampling' 'goss'"],
  [{ dropRate: 0.3 }, "'dropRate' is for 'boosting' 'dart'"],
  [{ boosting: 'rf', subsample: 0.5, maxDrop: 3 }, "'maxDrop' is for 'boosting' 'dart'"],
  [{ skipDrop: 0.3 }, "'skipDrop' is for 'boosting' 'dart'"],
  [{ uniformDrop: true }, "'uniformDrop' is for 'boosting' 'dart'"],
  [{ xgboostDart: true }, "'xgboostDart' is for 'boosting' 'dart'"],
  [{ linearLambda: 1 }, "'linearLambda' is for 'linearLeaves'"],
  [{ subsampleFrequency: 2 }, "'subsampleFrequency' is for rows that are drawn"],
  [{ positiveSubsample: 0.5 }, 'are for binary, not for l2', { objective: 'regression' }],
  [{ positiveSubsample: 0.5, subsample: 0.5 }, "'subsample' cannot be set beside"],
  [{ sampling: 'goss', subsample: 0.5 }, "'goss' draws rows itself"],
  [{ sampling: 'goss', topRate: 0.7, otherRate: 0.4 }, "'topRate' 0.7 and 'otherRate' 0.4 sum to more than 1"],
  [{ boosting: 'rf' }, "needs 'subsample' or 'colsampleByTree' below 1"],
  [{ boosting: 'rf', subsample: 0.5 }, 'cannot go on', { isContinued: true }],
  [{ linearLeaves: true, boosting: 'dart' }, "'linearLeaves' cannot be combined"],
  [{ linearLeaves: true, monotone: [1, 0, 0] }, "'linearLeaves' cannot be combined"],
  [{ linearLeaves: true }, 'the objective l1', { objective: 'regression_l1', renewsLeaves: true }],
  [{ monotone: [1, 0, 0] }, 'the objective l1', { objective: 'l1', renewsLeaves: true }],
  [{ monotone: [1, 0] }, 'has 2 numbers, expected one for each of 3 columns'],
  [{ monotone: [1, 0.5, 0] }, 'none of −1, 0 and 1'],
  [{ monotone: [0, 1, 0] }, 'has a direction for a categorical column', { categorical: [1] }],
  [{ growth: 'symmetric', catStatistics: 'off' }, 'cuts categorical columns by statistics alone', { categorical: [2] }],
  [{ interactions: [[0, 3]] }, 'names a column that is not one of 3'],
  [{ interactions: [[0.5]] }, 'names a column'],
  [{ pathSmooth: 1, minRowsPerLeaf: 1 }, "needs a 'minRowsPerLeaf' of at least 2"],
])('%j: %s', (given, message, fit) => {
  expect(() => check(given, fit)).toThrow(
    expect.objectContaining({ code: 'PARAMETER_INVALID', message: expect.stringContaining(message) as string }) as Error,
  )
})

it.each<[Readonly<Record<string, Json>>, string]>([
  [{ monotone: [1, 0] }, 'Give each column one of −1, 0 and 1: 0 where it has no direction.'],
  [{ interactions: [[0, 3]] }, 'Columns are numbered from 0, as they stand in the data.'],
  [{ sampling: 'goss', topRate: 0.7, otherRate: 0.4 }, 'Lower one of both shares.'],
  [{ topRate: 0.3, dropRate: 0.2, sampling: 'bagging' }, 'Leave out what is not used.'],
  [{ sampling: 'goss', subsample: 0.5 }, 'Leave one of both out.'],
])('%j has the hint: %s', (given, hint) => {
  expect(() => check(given)).toThrow(expect.objectContaining({ hint }) as Error)
})

it('names all problems at once', () => {
  expect(() => check({ topRate: 0.3, dropRate: 0.2, monotone: [1] })).toThrow(/topRate.*dropRate.*monotone/)
})

it.each<Readonly<Record<string, Json>>>([
  {},
  { boosting: 'dart', dropRate: 0.3, subsample: 0.5, subsampleFrequency: 5, growth: 'symmetric' },
  { boosting: 'rf', colsampleByTree: 0.5, monotone: [0, 1, -1], interactions: [[0, 1], [2]] },
  { sampling: 'goss', topRate: 0.5, otherRate: 0.5, linearLeaves: true, linearLambda: 1 },
  { positiveSubsample: 0.5, subsampleFrequency: 2, pathSmooth: 2, maxDeltaStep: 1, extraTrees: true },
])('%j is fine', (given) => {
  expect(() => check(given)).not.toThrow()
})
