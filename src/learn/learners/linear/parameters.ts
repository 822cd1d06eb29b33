// The settings of linear models, declared once.
import type { ParameterDeclarations } from '../../../base/core/index.js'
import type { Candidate, DataShape } from '../learner.js'

export interface LinearParameters {
  readonly alpha: number
  readonly l1Ratio: number
  readonly chooseAlpha: boolean
  readonly tolerance: number
  readonly maxIterations: number
}

export const linearParameters: ParameterDeclarations<LinearParameters> = {
  alpha: {
    type: 'number',
    default: 1e-3,
    min: 1e-10,
    max: 1e10,
    meaning:
      'Strength of the penalty on the coefficients, beside the mean loss over the rows: it means the same for any number of rows and any unit of the target. ' +
      "scikit-learn's C is 1 ÷ (alpha × rows) for classes, the alpha of its Ridge is alpha × rows.",
    search: { low: 1e-6, high: 1, scale: 'log' },
  },
  l1Ratio: {
    type: 'number',
    default: 0,
    min: 0,
    max: 1,
    meaning:
      'The share of the penalty that is on absolute values (which sets coefficients to 0) and not on squares. 0 is ridge, 1 is lasso.',
    search: { low: 0, high: 1, scale: 'linear' },
  },
  chooseAlpha: {
    type: 'boolean',
    default: false,
    meaning:
      'Whether alpha is chosen by cross-validation within the training rows; the given one then serves only where there are fewer than 30 rows.',
  },
  tolerance: {
    type: 'number',
    default: 1e-5,
    min: 1e-13,
    max: 1e-2,
    meaning: 'The search ends when no slope of the objective exceeds this, features scaled to a root mean square of 1.',
  },
  maxIterations: {
    type: 'integer',
    default: 500,
    min: 1,
    max: 100_000,
    meaning: 'The search ends after this many iterations, whatever the slope.',
  },
}

/** Ridge for all; a sparse model where the table is small enough for it and has no text, of which single words say too little. */
export function linearCandidates({ task, rowCount, classCount, hasText }: DataShape): readonly Candidate<LinearParameters>[] {
  const outputs = task === 'multiclass' ? classCount : 1
  const ridge = { name: 'linear', parameters: { chooseAlpha: true }, quick: { chooseAlpha: false } }
  const sparse = { name: 'linear-sparse', parameters: { chooseAlpha: true, l1Ratio: 0.9 } }
  if (!hasText && rowCount * outputs <= 50_000) return [ridge, sparse]
  return [{ ...ridge, parameters: { ...ridge.parameters, l1Ratio: 0 }, kept: ['l1Ratio'] }]
}
