// The objective of a fit.
import type { Task } from '../../../../base/core/index.js'
import { binaryObjective } from './binary.js'
import { l2Objective } from './l2.js'
import { multiclassObjective } from './multiclass.js'
import type { LabelledRows, Objective } from './objective.js'

/** The objective that a task has where none is named. */
export function createObjective(task: Task, classCount: number, labelled: LabelledRows): Objective {
  if (task === 'regression') return l2Objective(labelled)
  return task === 'binary' ? binaryObjective(labelled) : multiclassObjective(labelled, classCount)
}
