// Scores of typed columns, on one thread or several; the same numbers either way.
import { intoSharedMemory, platform, sharedFloat64, sharedInt32 } from '../../../../base/platform/index.js'
import type { Forest } from '../forest/forest.js'
import { scoreRows } from '../forest/score.js'
import type { ScoredRows } from '../forest/tiles.js'
import { startFitThread } from './fit-on-thread.js'
import type { ScoreTask, ToFitThread } from './messages.js'
import type { GbdtColumn } from './types.js'

/** Rows that a thread takes at once. */
const blockRows = 16_384

/** Fewer trees × rows than this are done before another thread has started. */
const fewestSteps = 20_000_000

/** After so long without a block being finished, a thread is taken for dead. */
const patienceMs = 5000

/** Rows × outputs. `threads`: the most; others are started only where this one may wait for them, and where it pays. */
export function scoreColumns(forest: Forest, columns: readonly GbdtColumn[], threads: number): Float64Array {
  const rowCount = columns[0].length
  const count = Math.min(threads, Math.ceil(rowCount / blockRows), platform.parallelism)
  if (count <= 1 || !platform.canWaitForThreads || rowCount * forest.roots.length < fewestSteps) {
    return scoreRows(forest, { rowCount, features: featuresOf(columns) })
  }
  return scoreOnThreads(forest, columns, count)
}

function scoreOnThreads(forest: Forest, given: readonly GbdtColumn[], count: number): Float64Array {
  const rowCount = given[0].length
  const blockCount = Math.ceil(rowCount / blockRows)
  const task: ScoreTask = {
    forest,
    columns: intoSharedMemory(given),
    scores: sharedFloat64(rowCount * forest.outputCount),
    // The next block to take, blocks that are finished, and for each block whether it is.
    progress: sharedInt32(2 + blockCount),
  }
  const helpers = Array.from({ length: count - 1 }, startFitThread)
  for (const helper of helpers) helper?.postMessage({ type: 'score', task } satisfies ToFitThread)
  takeBlocks(task)
  const { progress } = task
  for (let finished = Atomics.load(progress, 1); finished < blockCount; finished = Atomics.load(progress, 1)) {
    if (Atomics.wait(progress, 1, finished, patienceMs) !== 'timed-out') continue
    for (let block = 0; block < blockCount; block++) if (Atomics.load(progress, 2 + block) === 0) finishBlock(task, block)
  }
  for (const helper of helpers) void helper?.terminate()
  return task.scores.slice()
}

/** Scores blocks that nobody has taken until there are none. */
export function takeBlocks(task: ScoreTask): void {
  const blockCount = task.progress.length - 2
  for (let block = Atomics.add(task.progress, 0, 1); block < blockCount; block = Atomics.add(task.progress, 0, 1)) finishBlock(task, block)
}

function finishBlock(task: ScoreTask, block: number): void {
  scoreBlock(task, block)
  // Two threads may finish one block, when one of them was taken for dead: it counts once.
  if (Atomics.exchange(task.progress, 2 + block, 1) === 0) Atomics.add(task.progress, 1, 1)
  Atomics.notify(task.progress, 1)
}

function scoreBlock({ forest, columns, scores }: ScoreTask, block: number): void {
  const rowCount = columns[0].length
  const begin = block * blockRows
  scores.set(
    scoreRows(forest, { rowCount, features: featuresOf(columns) }, begin, Math.min(rowCount, begin + blockRows)),
    begin * forest.outputCount,
  )
}

function featuresOf(columns: readonly GbdtColumn[]): ScoredRows['features'] {
  return columns.map((values) => ({ layout: 'dense', values }))
}
