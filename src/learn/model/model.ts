// One fitted thing: the pipeline and the model behind it.
import { MlwrightError, outputCountOf } from '../../base/core/index.js'
import type { Json, Task } from '../../base/core/index.js'
import type { Table } from '../../data/table/index.js'
import { loadPipeline } from '../features/index.js'
import type { FittedPipeline } from '../features/index.js'
import { learnerOf } from '../learners/index.js'
import type { FittedModel } from '../learners/index.js'
import { logScaleFrom, onLogScale } from './log-scale.js'
import type { LogScale } from './log-scale.js'

/** Immutable. From typed columns to predictions. */
export interface TrainedModel {
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  readonly pipeline: FittedPipeline
  /** Its answers are on the scale of the target. */
  readonly model: FittedModel
  /** As the learner made it: on the scale that it learned on. */
  readonly learned: FittedModel
  /** Rows × outputs, as FittedModel.predict gives them. */
  predict(table: Table, rows?: Int32Array): Float64Array
  toJSON(): Json
}

export interface ModelParts extends Pick<TrainedModel, 'task' | 'classCount' | 'pipeline' | 'learned'> {
  readonly logScale?: LogScale | undefined
}

/** Rows that are turned into a view at once: bounds the memory of a prediction. */
const rowsAtOnce = 65_536

/** What a pipeline and the model behind it make. `logScale`: the model learned ln(1 + target). */
export function composeModel({ task, classCount, pipeline, learned, logScale }: ModelParts): TrainedModel {
  const outputs = outputCountOf(task, classCount)
  const model = logScale === undefined ? learned : onLogScale(learned, logScale)
  return {
    task,
    classCount,
    pipeline,
    model,
    learned,
    predict(table, rows) {
      const rowCount = rows?.length ?? table.rowCount
      if (rowCount <= rowsAtOnce) return model.predict(pipeline.transform(table, rows))
      const predictions = new Float64Array(rowCount * outputs)
      for (let from = 0; from < rowCount; from += rowsAtOnce) {
        const to = Math.min(rowCount, from + rowsAtOnce)
        const part = rows?.subarray(from, to) ?? Int32Array.from({ length: to - from }, (_, i) => from + i)
        predictions.set(model.predict(pipeline.transform(table, part)), from * outputs)
      }
      return predictions
    },
    toJSON: () => ({
      task,
      classCount,
      learner: learned.learner,
      pipeline: pipeline.toJSON(),
      model: learned.toJSON(),
      ...(logScale === undefined ? {} : { logScale: { ...logScale } }),
    }),
  }
}

/** Reads what `toJSON` gave. Throws BUNDLE_INVALID when it is something else. */
export function loadTrainedModel(json: Json): TrainedModel {
  const stored = json as { task: Task; classCount: number; learner: string; pipeline: Json; model: Json; logScale?: Json } | null
  if (typeof stored !== 'object' || stored === null || !('pipeline' in stored) || !('model' in stored)) {
    throw new MlwrightError('BUNDLE_INVALID', 'The stored model is damaged: it has no pipeline or no model.')
  }
  const learner = learnerOf(stored.learner)
  const logScale = stored.logScale === undefined ? undefined : logScaleFrom(stored.logScale)
  if (stored.logScale !== undefined && logScale === undefined) {
    throw new MlwrightError('BUNDLE_INVALID', 'The stored model is damaged: the bounds of its logarithms are none.')
  }
  const { task, classCount } = stored
  return composeModel({ task, classCount, pipeline: loadPipeline(stored.pipeline), learned: learner.load(stored.model), logScale })
}
