// What can be set on gradient-boosted trees; where LightGBM has a parameter of the same meaning, it means the same here.
import type { ParameterDeclarations } from '../../../base/core/index.js'
import { mostBins } from '../../../base/kernels/index.js'
import { growthParameters } from './growth-parameters.js'
import type { GrowthParameters } from './growth-parameters.js'
import { objectiveParameters } from './objectives/parameters.js'
import type { ObjectiveParameters } from './objectives/parameters.js'

export type CatStatistics = 'auto' | 'on' | 'off'

export interface GbdtParameters extends ObjectiveParameters, GrowthParameters {
  readonly rounds: number
  readonly learningRate: number
  readonly leaves: number
  readonly maxDepth: number
  readonly minRowsPerLeaf: number
  readonly minHessian: number
  readonly minGain: number
  readonly l1: number
  readonly l2: number
  readonly subsample: number
  readonly colsampleByTree: number
  readonly colsampleByNode: number
  readonly maxBins: number
  readonly catSmooth: number
  readonly catL2: number
  readonly minRowsPerGroup: number
  readonly maxCatThreshold: number
  readonly maxCatToOnehot: number
  readonly catStatistics: CatStatistics
  readonly catPrior: number
  readonly catOrders: number
  readonly earlyStopping: boolean
  readonly patience: number
}

export const gbdtParameters: ParameterDeclarations<GbdtParameters> = {
  rounds: {
    type: 'integer',
    default: 300,
    min: 0,
    max: 100_000,
    meaning: 'Trees per output; the most that are tried when stopping early. 0: the constant alone.',
  },
  learningRate: {
    type: 'number',
    default: 0.1,
    min: 1e-6,
    max: 1,
    meaning: 'What each tree is multiplied by.',
    search: { low: 0.02, high: 0.2, scale: 'log' },
  },
  leaves: {
    type: 'integer',
    default: 31,
    min: 2,
    max: 32_768,
    meaning: 'The most leaves of a tree.',
    search: { low: 4, high: 127, scale: 'log' },
  },
  maxDepth: { type: 'integer', default: 0, min: 0, max: 1000, meaning: 'The most splits between root and leaf; 0: no limit.' },
  minRowsPerLeaf: {
    type: 'integer',
    default: 20,
    min: 1,
    max: 1_000_000_000,
    meaning:
      'The fewest rows in a leaf. Where second derivatives differ by row (binary, poisson, … or weights), rows are estimated from them, as in LightGBM: some leaves then have fewer.',
    search: { low: 3, high: 100, scale: 'log' },
  },
  minHessian: { type: 'number', default: 1e-3, min: 0, max: 1e300, meaning: 'The least sum of second derivatives in a leaf.' },
  minGain: { type: 'number', default: 0, min: 0, max: 1e300, meaning: 'What a split must gain more than.' },
  l1: { type: 'number', default: 0, min: 0, max: 1e300, meaning: 'Shrinks the sum of gradients in a leaf towards 0.' },
  l2: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1e300,
    meaning: 'Added to the sum of second derivatives in a leaf.',
    search: { low: 0.001, high: 30, scale: 'log' },
  },
  subsample: {
    type: 'number',
    default: 1,
    min: 0.01,
    max: 1,
    meaning: 'The share of rows that each round sees, drawn anew without replacement.',
    search: { low: 0.5, high: 1, scale: 'linear' },
  },
  colsampleByTree: {
    type: 'number',
    default: 1,
    min: 0.001,
    max: 1,
    meaning: 'The share of columns that a tree sees.',
    search: { low: 0.3, high: 1, scale: 'linear' },
  },
  colsampleByNode: { type: 'number', default: 1, min: 0.001, max: 1, meaning: 'The share of the columns of its tree that a split sees.' },
  maxBins: {
    type: 'integer',
    default: mostBins,
    min: 2,
    max: mostBins,
    meaning: 'The most bins of a column, those for zero and for missing values among them; fewer where there are thousands of columns.',
  },
  catSmooth: {
    type: 'number',
    default: 10,
    min: 0,
    max: 1e300,
    meaning:
      'Added to the hessians of a level where levels are sorted; a level with fewer rows in the node than this stays on the side of missing.',
  },
  catL2: { type: 'number', default: 10, min: 0, max: 1e300, meaning: 'Added to `l2` where several levels are grouped.' },
  minRowsPerGroup: { type: 'integer', default: 100, min: 1, max: 1_000_000_000, meaning: 'The fewest rows of a group of levels.' },
  maxCatThreshold: { type: 'integer', default: 32, min: 1, max: 255, meaning: 'The most levels that a split sends to one side by name.' },
  maxCatToOnehot: {
    type: 'integer',
    default: 4,
    min: 1,
    max: 256,
    meaning: 'With at most so many bins, one of them for missing, each level of a categorical column is tried against the others.',
  },
  catStatistics: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'on', 'off'],
    meaning:
      'Cut categorical columns by the mean label of their levels too. auto: of the rows of the level where there are 30 a level, else of those before the row in a random order; on: always the latter.',
  },
  catPrior: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1e300,
    meaning: 'How many rows of the mean of all a mean in a random order is mixed with.',
  },
  catOrders: { type: 'integer', default: 1, min: 1, max: 16, meaning: 'Random orders of the rows, each with its statistics.' },
  earlyStopping: {
    type: 'boolean',
    default: true,
    meaning: 'Keep some training rows apart to find the number of rounds (docs/decisions/0004-early-stopping.md).',
  },
  patience: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 100_000,
    meaning: 'Rounds without improvement before stopping early; 0: by learning rate and rows.',
  },
  ...objectiveParameters,
  ...growthParameters,
}
