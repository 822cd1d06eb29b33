// The threads that a training works with.
import { createPool } from '../../base/workers/index.js'
import type { Pool } from '../../base/workers/index.js'
import type { TrainingJobs } from './worker.js'

export function createTrainingPool(threads: number): Pool<TrainingJobs> {
  return createPool<TrainingJobs>(new URL('./worker.js', import.meta.url), threads)
}
