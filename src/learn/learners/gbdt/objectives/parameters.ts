// What can be set on the objective; names and meanings are LightGBM's where it has them.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Parameter, ParameterDeclarations, Task } from '../../../../base/core/index.js'

export const objectiveNames = [
  'binary',
  'crossEntropy',
  'multiclass',
  'l2',
  'l1',
  'huber',
  'fair',
  'quantile',
  'mape',
  'poisson',
  'gamma',
  'tweedie',
  'lambdarank',
] as const

export type ObjectiveName = (typeof objectiveNames)[number]

export interface ObjectiveParameters {
  readonly objective: ObjectiveName | 'auto'
  readonly boostFromAverage: boolean
  readonly classWeights: readonly number[]
  readonly scalePosWeight: number
  readonly isUnbalance: boolean
  readonly sigmoid: number
  readonly alpha: number
  readonly fairC: number
  readonly poissonMaxDeltaStep: number
  readonly tweedieVariancePower: number
  readonly lambdarankTruncation: number
  readonly lambdarankNorm: boolean
  readonly labelGain: readonly number[]
}

export const objectiveParameters: ParameterDeclarations<ObjectiveParameters> = {
  objective: {
    type: 'choice',
    default: 'auto',
    options: ['auto', ...objectiveNames],
    meaning: 'The loss that is minimised; auto: log-loss for classes, squared error for numbers.',
  },
  boostFromAverage: {
    type: 'boolean',
    default: true,
    meaning: 'Start from the constant that fits best, rather than from 0.',
  },
  classWeights: {
    type: 'numbers',
    default: [],
    min: 0,
    max: 1e30,
    meaning: 'For classes: what the weights of the rows of each class are multiplied by, one number per class; empty: 1.',
  },
  scalePosWeight: {
    type: 'number',
    default: 1,
    min: 1e-30,
    max: 1e30,
    meaning: 'binary: what the derivatives of the rows of class 1 are multiplied by. The start does not see it, unlike classWeights.',
  },
  isUnbalance: {
    type: 'boolean',
    default: false,
    meaning: 'binary: multiply the derivatives of the rows of the rarer class by the ratio of the rows of both.',
  },
  sigmoid: {
    type: 'number',
    default: 1,
    min: 1e-6,
    max: 1e6,
    meaning: 'binary: the probability is 1 ÷ (1 + exp(−sigmoid · score)). lambdarank: the same for pairs.',
  },
  alpha: {
    type: 'number',
    default: 0.9,
    min: 1e-12,
    max: 1e30,
    meaning: 'quantile: which one is predicted, below 1. huber: the distance from which on errors count linearly.',
  },
  fairC: { type: 'number', default: 1, min: 1e-12, max: 1e30, meaning: 'fair: the distance at which errors begin to count less.' },
  poissonMaxDeltaStep: {
    type: 'number',
    default: 0.7,
    min: 1e-12,
    max: 100,
    meaning: 'poisson: hessians are multiplied by e to this power, which holds steps back.',
  },
  tweedieVariancePower: {
    type: 'number',
    default: 1.5,
    min: 1,
    max: 1.999_999,
    meaning: 'tweedie: the variance grows with this power of the mean; 1 is that of Poisson, towards 2 that of gamma.',
  },
  lambdarankTruncation: {
    type: 'integer',
    default: 30,
    min: 1,
    max: 1_000_000_000,
    meaning: 'lambdarank: pairs count where at least one of both is among so many at the top.',
  },
  lambdarankNorm: {
    type: 'boolean',
    default: true,
    meaning: 'lambdarank: make the derivatives of all groups similar in size, and less of pairs whose scores are far apart.',
  },
  labelGain: {
    type: 'numbers',
    default: [],
    min: 0,
    max: 1e30,
    meaning: 'lambdarank: the gain of each label from 0 on; empty: 2^label − 1 for labels up to 30.',
  },
}

/** The objectives that each parameter is for. */
const usedBy: { readonly [K in keyof ObjectiveParameters]?: readonly ObjectiveName[] } = {
  classWeights: ['binary', 'multiclass'],
  scalePosWeight: ['binary'],
  isUnbalance: ['binary'],
  sigmoid: ['binary', 'lambdarank'],
  alpha: ['huber', 'quantile'],
  fairC: ['fair'],
  poissonMaxDeltaStep: ['poisson'],
  tweedieVariancePower: ['tweedie'],
  lambdarankTruncation: ['lambdarank'],
  lambdarankNorm: ['lambdarank'],
  labelGain: ['lambdarank'],
}

/** The parameters with the objective decided. */
export type ObjectiveSettings = ObjectiveParameters & { readonly objective: ObjectiveName; readonly classCount: number }

/** The objectives that predict what a task asks for; the first where none is named. */
const objectivesOf: Readonly<Record<Task, readonly ObjectiveName[]>> = {
  binary: ['binary'],
  multiclass: ['multiclass'],
  regression: ['l2', 'l1', 'huber', 'fair', 'quantile', 'mape', 'poisson', 'gamma', 'tweedie', 'crossEntropy'],
}

/** The settings of a fit for a task. Throws PARAMETER_INVALID where the objective is not one of the task's. */
export function settingsForTask<P extends ObjectiveParameters>(parameters: P, task: Task, classCount: number): P & ObjectiveSettings {
  const known = objectivesOf[task]
  const objective = parameters.objective === 'auto' ? known[0] : parameters.objective
  if (!known.includes(objective)) {
    throw new MlwrightError('PARAMETER_INVALID', `'objective' is '${objective}', expected one for ${task}: ${known.join(', ')}.`, {
      hint: "Leave 'objective' out, or choose another task.",
      details: { objective, task },
    })
  }
  return { ...parameters, objective, classCount }
}

/** Throws PARAMETER_INVALID that names every parameter which the objective does not use, and every value that it cannot. */
export function checkSettings(settings: ObjectiveSettings): void {
  const { objective, classCount } = settings
  const problems: string[] = []
  for (const [name, users] of Object.entries(usedBy)) {
    const value = settings[name as keyof ObjectiveParameters]
    if (!users.includes(objective) && !isDefault(objectiveParameters[name as keyof ObjectiveParameters], value)) {
      problems.push(`'${name}' is ${JSON.stringify(value)}, but it is for ${users.join(' and ')}, not for ${objective}`)
    }
  }
  const unusedCount = problems.length
  const { alpha, classWeights, isUnbalance, scalePosWeight } = settings
  if (objective === 'quantile' && alpha >= 1) problems.push(`'alpha' is ${alpha}, expected a quantile below 1`)
  if (isUnbalance && scalePosWeight !== 1) problems.push("'isUnbalance' and 'scalePosWeight' cannot both be set")
  const expected = objective === 'binary' ? 2 : classCount
  if (classWeights.length > 0 && usedBy.classWeights!.includes(objective) && classWeights.length !== expected) {
    problems.push(`'classWeights' has ${classWeights.length} numbers, expected one for each of ${expected} classes`)
  }
  if (objective === 'multiclass' && !(Number.isInteger(classCount) && classCount >= 2)) {
    problems.push(`there are ${classCount} classes, expected at least 2`)
  }
  if (problems.length === 0) return
  throw new MlwrightError('PARAMETER_INVALID', `Invalid parameters: ${problems.join('; ')}.`, {
    hint: unusedCount > 0 ? `Leave out what is not for ${objective}.` : 'Change such a value, or leave it out.',
    details: { problems },
  })
}

function isDefault(declaration: Parameter, value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : value === declaration.default
}
