// What can be set on how trees grow and add up: kinds of trees and of boosting, samples, constraints. Meanings are LightGBM's where it has them.
import { MlwrightError } from '../../../base/core/index.js'
import type { Parameter, ParameterDeclarations } from '../../../base/core/index.js'
import { ourNameOf } from './objectives/our-names.js'

export interface GrowthParameters {
  readonly boosting: 'gbdt' | 'dart' | 'rf'
  readonly growth: 'leafwise' | 'depthwise' | 'symmetric'
  readonly extraTrees: boolean
  readonly pathSmooth: number
  readonly maxDeltaStep: number
  readonly colsampleByLevel: number
  readonly subsampleFrequency: number
  readonly positiveSubsample: number
  readonly negativeSubsample: number
  readonly sampling: 'bagging' | 'goss'
  readonly topRate: number
  readonly otherRate: number
  readonly dropRate: number
  readonly maxDrop: number
  readonly skipDrop: number
  readonly uniformDrop: boolean
  readonly xgboostDart: boolean
  readonly linearLeaves: boolean
  readonly linearLambda: number
  readonly monotone: readonly number[]
  readonly interactions: readonly (readonly number[])[]
}

const share = { type: 'number', min: 0.001, max: 1 } as const
const chance = { type: 'number', min: 0, max: 1 } as const

export const growthParameters: ParameterDeclarations<GrowthParameters> = {
  boosting: {
    type: 'choice',
    default: 'gbdt',
    options: ['gbdt', 'dart', 'rf'],
    // goss is a way to draw rows here, and was one of boosting in LightGBM.
    alsoCalled: { gbtree: 'gbdt', gbrt: 'gbdt', random_forest: 'rf', goss: "gbdt' with 'sampling' 'goss" },
    meaning:
      'How trees add up; gbdt: each corrects all before; dart: each corrects some, drawn anew; rf: each by itself, averaged without the learning rate (random forest).',
  },
  growth: {
    type: 'choice',
    default: 'leafwise',
    options: ['leafwise', 'depthwise', 'symmetric'],
    alsoCalled: { lossguide: 'leafwise', symmetrictree: 'symmetric' },
    meaning:
      'Which leaves are split next: the one that gains most; all of a level; all of a level by one and the same split, which makes the most leaves a power of two, the greatest up to `leaves`.',
  },
  extraTrees: {
    type: 'boolean',
    default: false,
    meaning: 'Try one threshold per column and split, drawn at random (extremely randomised trees).',
  },
  pathSmooth: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e30,
    meaning: 'Draws the value of a node towards that of its parent, as if so many rows had it; 0: no.',
  },
  maxDeltaStep: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e300,
    meaning: 'The largest value of a leaf before the learning rate; 0: any.',
  },
  colsampleByLevel: { ...share, default: 1, meaning: 'The share of the columns of its tree that a level of splits sees.' },
  subsampleFrequency: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 100_000,
    meaning: 'How many rounds in a row see the same drawn rows.',
  },
  positiveSubsample: {
    ...share,
    default: 1,
    meaning: 'binary: the share of the rows of class 1 that each round sees, instead of subsample.',
  },
  negativeSubsample: {
    ...share,
    default: 1,
    meaning: 'binary: the share of the rows of class 0 that each round sees, instead of subsample.',
  },
  sampling: {
    type: 'choice',
    default: 'bagging',
    options: ['bagging', 'goss'],
    meaning:
      'How rows are drawn; goss: those of great gradients, and some of the others, which count more for it, after the first 1 ÷ learningRate rounds, which see all.',
  },
  topRate: { ...chance, default: 0.2, meaning: 'goss: the share of rows that are kept for their great gradients.' },
  otherRate: { ...share, default: 0.1, meaning: 'goss: how many of the others are drawn, as a share of all rows.' },
  dropRate: { ...chance, default: 0.1, meaning: 'dart: the share of earlier rounds that are dropped for a round.' },
  maxDrop: { type: 'integer', default: 50, min: 0, max: 100_000, meaning: 'dart: the most rounds that are dropped at once; 0: any.' },
  skipDrop: { ...chance, default: 0.5, meaning: 'dart: the chance that none is dropped for a round.' },
  uniformDrop: { type: 'boolean', default: false, meaning: 'dart: drop all earlier rounds with one chance, rather than by their weights.' },
  xgboostDart: { type: 'boolean', default: false, meaning: 'dart: weigh rounds as XGBoost does.' },
  linearLeaves: {
    type: 'boolean',
    default: false,
    meaning: 'A linear regression in each leaf, on the numeric columns that lead there, from the second round on.',
  },
  linearLambda: { type: 'number', default: 0, min: 0, max: 1e300, meaning: 'linearLeaves: the ridge penalty on the coefficients.' },
  monotone: {
    type: 'numbers',
    default: [],
    min: -1,
    max: 1,
    meaning: 'Per column: 1 where predictions must not fall as it rises, −1 where they must not rise, else 0; empty: all 0.',
  },
  interactions: {
    type: 'lists',
    default: [],
    min: 0,
    max: 10_000_000,
    meaning:
      'Groups of columns (by number from 0): all columns of a branch are in one group. Columns in no group are not used; empty: no limit.',
  },
}

/** What the checks see. */
export interface CheckedParameters extends GrowthParameters {
  readonly subsample: number
  readonly colsampleByTree: number
  readonly minRowsPerLeaf: number
  readonly catStatistics: string
}

export interface CheckedFit {
  readonly columnCount: number
  /** Columns that are split by sets of levels. */
  readonly categorical?: readonly number[] | undefined
  readonly objective: string
  /** Whether the objective sets the values of leaves itself. */
  readonly renewsLeaves: boolean
  readonly isContinued: boolean
}

/** What each parameter is for: absent or false, it must keep its default. */
const usedWith: { readonly [K in keyof GrowthParameters]?: readonly [reason: string, (given: CheckedParameters) => boolean] } = {
  subsampleFrequency: ['is for rows that are drawn, but all are seen', (given) => given.sampling === 'bagging' && drawsRows(given)],
  topRate: ["is for 'sampling' 'goss'", (given) => given.sampling === 'goss'],
  otherRate: ["is for 'sampling' 'goss'", (given) => given.sampling === 'goss'],
  dropRate: ["is for 'boosting' 'dart'", (given) => given.boosting === 'dart'],
  maxDrop: ["is for 'boosting' 'dart'", (given) => given.boosting === 'dart'],
  skipDrop: ["is for 'boosting' 'dart'", (given) => given.boosting === 'dart'],
  uniformDrop: ["is for 'boosting' 'dart'", (given) => given.boosting === 'dart'],
  xgboostDart: ["is for 'boosting' 'dart'", (given) => given.boosting === 'dart'],
  linearLambda: ["is for 'linearLeaves'", (given) => given.linearLeaves],
}

/** Whether any is set otherwise than by default. */
export function asksForGrowth(given: GrowthParameters): boolean {
  return Object.entries<Parameter>(growthParameters).some(([name, declaration]) => {
    const value = given[name as keyof GrowthParameters]
    return Array.isArray(value) ? value.length > 0 : value !== declaration.default
  })
}

const oneOfBoth = 'Leave one of both out.'
const leaveOut = 'Leave out what is not used.'
const directions = 'Give each column one of −1, 0 and 1: 0 where it has no direction.'

/** Throws PARAMETER_INVALID that names every value and every combination that cannot be. */
export function checkGrowth(given: CheckedParameters, fit: CheckedFit): void {
  const problems: string[] = []
  const hints = new Set<string>()
  const objective = ourNameOf(fit.objective)
  const forbid = (isWrong: boolean, problem: string, hint: string): void => {
    if (!isWrong) return
    problems.push(problem)
    hints.add(hint)
  }
  for (const [name, [reason, isUsed]] of Object.entries(usedWith)) {
    const value = given[name as keyof GrowthParameters]
    const declaration: Parameter = growthParameters[name as keyof GrowthParameters]
    forbid(value !== declaration.default && !isUsed(given), `'${name}' ${reason}`, leaveOut)
  }
  const hasMonotone = given.monotone.some((direction) => direction !== 0)
  const isByClass = given.positiveSubsample < 1 || given.negativeSubsample < 1
  forbid(isByClass && objective !== 'binary', `'positiveSubsample' and 'negativeSubsample' are for binary, not for ${objective}`, leaveOut)
  forbid(isByClass && given.subsample < 1, "'subsample' cannot be set beside 'positiveSubsample' and 'negativeSubsample'", oneOfBoth)
  forbid(given.sampling === 'goss' && drawsRows(given), "'sampling' 'goss' draws rows itself, leave shares of rows out", oneOfBoth)
  forbid(
    given.sampling === 'goss' && given.topRate + given.otherRate > 1,
    `'topRate' ${given.topRate} and 'otherRate' ${given.otherRate} sum to more than 1`,
    'Lower one of both shares.',
  )
  forbid(
    given.boosting === 'rf' && (given.sampling === 'goss' || !(drawsRows(given) || given.colsampleByTree < 1)),
    "'boosting' 'rf' needs 'subsample' or 'colsampleByTree' below 1, without 'goss': without a draw all trees are one",
    "For instance { boosting: 'rf', subsample: 0.7 }.",
  )
  forbid(
    given.linearLeaves && (given.boosting !== 'gbdt' || hasMonotone || fit.renewsLeaves),
    `'linearLeaves' cannot be combined with 'dart', 'rf', 'monotone' or the objective ${objective}`,
    oneOfBoth,
  )
  forbid(
    given.pathSmooth > 0 && given.minRowsPerLeaf < 2,
    "'pathSmooth' needs a 'minRowsPerLeaf' of at least 2",
    "Raise 'minRowsPerLeaf', or leave 'pathSmooth' out.",
  )
  forbid(
    hasMonotone && fit.renewsLeaves,
    `'monotone' cannot be combined with the objective ${objective}, which sets the values of leaves itself`,
    oneOfBoth,
  )
  forbid(
    given.monotone.length > 0 && given.monotone.length !== fit.columnCount,
    `'monotone' has ${given.monotone.length} numbers, expected one for each of ${fit.columnCount} columns`,
    directions,
  )
  forbid(!given.monotone.every(Number.isInteger), "'monotone' has a number that is none of −1, 0 and 1", directions)
  const { categorical = [] } = fit
  forbid(
    categorical.some((column) => (given.monotone[column] ?? 0) !== 0),
    "'monotone' has a direction for a categorical column, whose levels have no order",
    directions,
  )
  forbid(
    given.growth === 'symmetric' && given.catStatistics === 'off' && categorical.length > 0,
    "'growth' 'symmetric' cuts categorical columns by statistics alone: 'catStatistics' must be 'auto' or 'on'",
    "For instance { growth: 'symmetric', catStatistics: 'auto' }.",
  )
  const known = (column: number): boolean => Number.isInteger(column) && column < fit.columnCount
  forbid(
    !given.interactions.every((group) => group.every(known)),
    `'interactions' names a column that is not one of ${fit.columnCount}, from 0 on`,
    'Columns are numbered from 0, as they stand in the data.',
  )
  forbid(given.boosting === 'rf' && fit.isContinued, "'boosting' 'rf' cannot go on from another model or from scores", oneOfBoth)
  if (problems.length === 0) return
  throw new MlwrightError('PARAMETER_INVALID', `Invalid parameters: ${problems.join('; ')}.`, {
    hint: [...hints].join(' '),
    details: { problems },
  })
}

function drawsRows({ subsample, positiveSubsample, negativeSubsample }: CheckedParameters): boolean {
  return subsample < 1 || positiveSubsample < 1 || negativeSubsample < 1
}
