// The thread's side: takes jobs one by one and answers each.
import { parentPort, workerData } from 'node:worker_threads'
import { MlwrightError, packError } from '../core/index.js'
import type { FromThread, Jobs, ThreadData, ToThread } from './messages.js'

export interface JobControl<C> {
  /** What the pool shared with all its threads, last. */
  readonly context: C
  /** Throws ABORTED when the pool was told to stop, TIME_EXHAUSTED past the job's deadline. */
  readonly checkpoint: () => void
}

export type Handlers<J extends Jobs, C> = {
  readonly [N in keyof J]: (input: J[N]['input'], control: JobControl<C>) => J[N]['output'] | Promise<J[N]['output']>
}

/**
 * Serves jobs until the pool closes. Called once, at the top of a worker module.
 * Array buffers in an answer are moved, not copied; shared ones stay shared.
 */
export function serveJobs<J extends Jobs, C>(handlers: Handlers<J, C>): void {
  const port = parentPort
  if (port === null) throw new MlwrightError('INTERNAL', 'A worker module was loaded on the main thread.')
  const { generation } = workerData as ThreadData
  let context: C
  port.on('message', (message: ToThread) => {
    if (message.type === 'share') {
      context = message.context as C
      return
    }
    void answer(message).then((reply) => {
      port.postMessage(reply, reply.type === 'done' ? buffersOf(reply.output) : [])
    })
  })

  async function answer(job: Extract<ToThread, { type: 'job' }>): Promise<FromThread> {
    const checkpoint = (): void => {
      if (Atomics.load(generation, 0) !== job.generation) throw new MlwrightError('ABORTED', 'The work was stopped.')
      if (Date.now() > job.deadline) throw new MlwrightError('TIME_EXHAUSTED', 'The time for this work is used up.')
    }
    try {
      checkpoint()
      const output = await handlers[job.name](job.input, { context, checkpoint })
      return { type: 'done', id: job.id, output }
    } catch (error) {
      return { type: 'failed', id: job.id, error: packError(error) }
    }
  }
}

function buffersOf(output: unknown, found: ArrayBuffer[] = []): ArrayBuffer[] {
  if (ArrayBuffer.isView(output)) {
    const { buffer } = output
    if (buffer instanceof ArrayBuffer && output.byteLength === buffer.byteLength && !found.includes(buffer)) found.push(buffer)
  } else if (typeof output === 'object' && output !== null) {
    for (const value of Object.values(output)) if (typeof value === 'object') buffersOf(value, found)
  }
  return found
}
