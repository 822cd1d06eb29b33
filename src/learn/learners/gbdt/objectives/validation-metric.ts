// By what a fit is watched on rows that it does not learn from, other than by its loss: a metric by name.
import { MlwrightError, nearestName } from '../../../../base/core/index.js'
import type { Task } from '../../../../base/core/index.js'
import { metricOf, metricsFor } from '../../../metrics/index.js'
import { gainsOf } from './dcg.js'
import type { LabelledRows } from './objective.js'
import type { ObjectiveName, ObjectiveSettings } from './parameters.js'
import { meanAveragePrecision, ndcg } from './ranking-metrics.js'

export interface ValidationMetric {
  /** As it was asked for. */
  readonly id: string
  readonly direction: 'maximize' | 'minimize'
  /** The value on labelled rows. `predictions`: rows × outputs, row by row: probabilities or means; for ranking the scores. NaN where it is undefined. */
  compute(predictions: Float64Array, labelled: LabelledRows): number
}

/** The rows at the top that count where no cut is named. */
const defaultCut = 5

const rankingNames = ['ndcg', 'map'] as const

/**
 * The metric of a name. For `lambdarank` `ndcg` and `map`, at a cut such as `ndcg@10` (5 where none is named); for other objectives the ids that
 * `mlwright train` has for their task (`binary`, `multiclass`, or numbers).
 * Throws METRIC_UNKNOWN, with the nearest name, and METRIC_NOT_APPLICABLE.
 */
export function validationMetricOf(id: string, settings: ObjectiveSettings): ValidationMetric {
  return settings.objective === 'lambdarank' ? rankingMetric(id, settings) : rowMetric(id, settings)
}

function rankingMetric(id: string, { labelGain }: ObjectiveSettings): ValidationMetric {
  const [, name = '', cutText] = /^(.*?)(?:@(.*))?$/u.exec(id) ?? []
  const cut = cutText === undefined ? defaultCut : Number(cutText)
  const known = rankingNames.find((each) => each === name)
  if (known === undefined || !(Number.isInteger(cut) && cut >= 1)) {
    const nearest = known ?? nearestName(name, rankingNames)
    throw new MlwrightError(
      'METRIC_UNKNOWN',
      `There is no metric '${id}' for ranking.${nearest === undefined ? '' : ` Did you mean '${nearest}@5'?`}`,
      {
        hint: 'For lambdarank there are ndcg and map, at a cut of at least 1: ndcg@5, map@10.',
        details: { metric: id },
      },
    )
  }
  const gains = gainsOf(labelGain)
  return {
    id,
    direction: 'maximize',
    compute: (scores, { target, weights, groupSizes }) => {
      const ranked = { target, scores, weights, groupSizes: groupSizes! }
      return known === 'ndcg' ? ndcg(ranked, cut, gains) : meanAveragePrecision(ranked, cut)
    },
  }
}

function rowMetric(id: string, { objective, classCount }: ObjectiveSettings): ValidationMetric {
  const task = taskOf(objective)
  if (/^(?:ndcg|map)(?:@|$)/u.test(id)) {
    throw new MlwrightError('METRIC_NOT_APPLICABLE', `The metric '${id}' is for lambdarank, but the objective is ${objective}.`, {
      hint: `Metrics for ${objective}: ${metricsFor(task)
        .map((metric) => metric.id)
        .join(', ')}.`,
      details: { metric: id, objective },
    })
  }
  const metric = metricOf(id, task)
  const classes = task === 'binary' ? 2 : task === 'multiclass' ? classCount : 0
  return {
    id,
    direction: metric.direction,
    compute: (predictions, { target, weights }) =>
      metric.compute({ task, classCount: classes, target, predictions, ...(weights === undefined ? {} : { weights }) }),
  }
}

/** What an objective predicts; probabilities as targets are numbers. */
function taskOf(objective: ObjectiveName): Task {
  return objective === 'binary' || objective === 'multiclass' ? objective : 'regression'
}
