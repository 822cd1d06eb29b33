// All learners, cheapest first: the order in which they are tried.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import { baseline } from './baseline/index.js'
import { gbdt } from './gbdt/index.js'
import type { Learner } from './learner.js'
import { linear } from './linear/index.js'

export const learners: readonly Learner[] = [baseline, linear, gbdt] as readonly unknown[] as readonly Learner[]

/** The learner of that id. Throws LEARNER_UNKNOWN, as for a bundle of a newer version. */
export function learnerOf(id: string): Learner {
  const found = learners.find((learner) => learner.id === id)
  if (found !== undefined) return found
  const ids = learners.map((learner) => learner.id)
  const nearest = nearestName(id, ids)
  throw new MlwrightError('LEARNER_UNKNOWN', `There is no learner '${id}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`, {
    hint: `The learners are: ${ids.join(', ')}.`,
    details: { learner: id, learners: ids },
  })
}
