// What can be said against the options of a training before anything is read.
import { checkOptions } from '../../base/core/index.js'
import { learnerOf } from '../../learn/learners/index.js'
import { metricOf } from '../../learn/metrics/index.js'
import { trainOptions } from './options.js'
import type { TrainOptions } from './options.js'

/** `nameOf`: how options are called where they were given. Throws OPTION_INVALID, METRIC_UNKNOWN, METRIC_NOT_APPLICABLE where the task is given too, LEARNER_UNKNOWN. */
export function checkTrainOptions(options: TrainOptions, nameOf?: (name: string) => string): void {
  checkOptions(trainOptions, options, nameOf === undefined ? {} : { nameOf })
  const { metric, task, learners = [] } = options
  if (metric !== undefined) metricOf(metric, task === 'auto' ? undefined : task)
  for (const id of learners) learnerOf(id)
}
