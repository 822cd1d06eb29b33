// The objective of a fit.
import { checkGroups, checkRows } from './checks.js'
import { customObjective } from './custom.js'
import type { CustomObjective } from './custom.js'
import { gainsOf } from './dcg.js'
import { hotDerivatives } from './derivatives.js'
import { lambdarankObjective } from './lambdarank.js'
import { l2Objective } from './l2.js'
import { gammaObjective, poissonObjective, tweedieObjective } from './log-link.js'
import { binaryObjective, crossEntropyObjective } from './logistic.js'
import { multiclassObjective } from './multiclass.js'
import type { LabelledRows, Objective, Placement } from './objective.js'
import { checkSettings } from './parameters.js'
import type { ObjectiveSettings } from './parameters.js'
import { l1Objective, mapeObjective, quantileObjective } from './quantile.js'
import { fairObjective, huberObjective } from './robust.js'

/**
 * The objective over labelled rows. The definitions, and the losses, stand with each objective; they are LightGBM's (4.7).
 * Throws PARAMETER_INVALID for parameters that the objective does not use, TARGET_UNSUITABLE and CELL_INVALID for rows that it cannot fit.
 */
export function createObjective(settings: ObjectiveSettings, labelled: LabelledRows, placement: Placement = {}): Objective {
  checkSettings(settings)
  checkRows(labelled, settings.objective, { classCount: settings.classCount, gainCount: gainsOf(settings.labelGain).length })
  const objective = objectiveOf(settings, withClassWeights(withoutOnes(labelled), settings, placement), placement)
  if (settings.boostFromAverage) return objective
  return { ...objective, baseScores: () => new Float64Array(objective.outputCount) }
}

/** The same for a loss of one's own; targets are any finite numbers, and there may be groups. */
export function createCustomObjective(custom: CustomObjective, labelled: LabelledRows): Objective {
  checkRows({ ...labelled, groupSizes: undefined }, 'l2', { classCount: 0, gainCount: 0 })
  if (labelled.groupSizes !== undefined) checkGroups(labelled.groupSizes, labelled.rowCount)
  return customObjective(labelled, custom)
}

function objectiveOf(settings: ObjectiveSettings, labelled: LabelledRows, { kernels }: Placement): Objective {
  const derivatives = hotDerivatives(labelled, kernels)
  switch (settings.objective) {
    case 'binary':
      return binaryObjective(labelled, settings, derivatives)
    case 'crossEntropy':
      return crossEntropyObjective(labelled, derivatives)
    case 'multiclass':
      return multiclassObjective(labelled, settings.classCount, derivatives)
    case 'l2':
      return l2Objective(labelled, derivatives)
    case 'l1':
      return l1Objective(labelled)
    case 'huber':
      return huberObjective(labelled, settings)
    case 'fair':
      return fairObjective(labelled, settings)
    case 'quantile':
      return quantileObjective(labelled, settings)
    case 'mape':
      return mapeObjective(labelled)
    case 'poisson':
      return poissonObjective(labelled, settings, derivatives)
    case 'gamma':
      return gammaObjective(labelled, derivatives)
    case 'tweedie':
      return tweedieObjective(labelled, settings, derivatives)
    case 'lambdarank':
      return lambdarankObjective(labelled, settings)
  }
}

/** Weights of 1 are as good as none: percentiles of rows without weights lie on lines between neighbours. */
function withoutOnes(labelled: LabelledRows): LabelledRows {
  return labelled.weights?.every((weight) => weight === 1) === true ? { ...labelled, weights: undefined } : labelled
}

/** The rows with the weights of their classes multiplied in. */
function withClassWeights(labelled: LabelledRows, { classWeights }: ObjectiveSettings, placement: Placement): LabelledRows {
  if (classWeights.length === 0) return labelled
  const { rowCount, target } = labelled
  const weights = placement.allocate === undefined ? new Float64Array(rowCount) : placement.allocate(rowCount)
  for (let row = 0; row < rowCount; row++) weights[row] = classWeights[target[row]] * (labelled.weights?.[row] ?? 1)
  return { ...labelled, weights }
}
