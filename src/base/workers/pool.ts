// A pool of threads: jobs wait in a queue, each thread works on one at a time.
import { Worker } from 'node:worker_threads'
import { MlwrightError, unpackError } from '../core/index.js'
import type { FromThread, Jobs, ThreadData, ToThread } from './messages.js'

export interface Pool<J extends Jobs> {
  readonly size: number
  /** Starts all threads, so that they have loaded what they need when the first job comes. */
  start(): void
  /** Gives every thread, present and future, this value; arrays over shared memory are not copied. */
  share(context: unknown): void
  /**
   * Resolves to what the handler returns. Rejects with what it throws, with ABORTED after `stop`, with TIME_EXHAUSTED past
   * `deadline` (epoch ms), with INTERNAL when its thread dies (the pool starts another one).
   */
  run<N extends keyof J & string>(name: N, input: J[N]['input'], options?: { deadline?: number }): Promise<J[N]['output']>
  /** Ends all waiting and running jobs with ABORTED. Later jobs run as usual. */
  stop(): void
  close(): Promise<void>
}

interface Waiting {
  readonly message: Extract<ToThread, { type: 'job' }>
  readonly resolve: (output: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  job: Waiting | undefined
}

/**
 * Threads that run `module`, a compiled file that calls `serveJobs`. They start with the first job, with `share` or with `start`.
 * `youngMegabytes`: of each thread's memory for what is soon let go; less of it is looked through more often.
 */
export function createPool<J extends Jobs>(
  module: URL,
  size: number,
  { youngMegabytes }: { readonly youngMegabytes?: number } = {},
): Pool<J> {
  const generation = new Int32Array(new SharedArrayBuffer(4))
  const threads: Thread[] = []
  const queue: Waiting[] = []
  let context: unknown
  let nextId = 1
  let closed = false

  function startThread(): Thread {
    const data: ThreadData = { generation }
    const worker = new Worker(module, {
      workerData: data,
      ...(youngMegabytes === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } }),
    })
    const thread: Thread = { worker, job: undefined }
    worker.on('message', (message: FromThread) => {
      const { job } = thread
      if (job === undefined || job.message.id !== message.id) return
      thread.job = undefined
      if (message.type === 'done') job.resolve(message.output)
      else job.reject(unpackError(message.error))
      assign()
    })
    let reason: unknown
    worker.on('error', (error) => (reason = error))
    worker.on('exit', (code) => {
      threads.splice(threads.indexOf(thread), 1)
      if (thread.job !== undefined) thread.job.reject(deathOf(reason, code))
      thread.job = undefined
      if (!closed) assign()
    })
    worker.unref()
    if (context !== undefined) worker.postMessage({ type: 'share', context } satisfies ToThread)
    threads.push(thread)
    return thread
  }

  function assign(): void {
    while (queue.length > 0) {
      const idle = threads.find((thread) => thread.job === undefined) ?? (threads.length < size ? startThread() : undefined)
      if (idle === undefined) return
      const job = queue.shift()!
      idle.job = job
      idle.worker.ref()
      idle.worker.postMessage(job.message)
    }
    for (const thread of threads) if (thread.job === undefined) thread.worker.unref()
  }

  return {
    size,
    start() {
      while (threads.length < size) startThread()
    },
    share(value) {
      context = value
      for (const thread of threads) thread.worker.postMessage({ type: 'share', context } satisfies ToThread)
      this.start()
    },
    run(name, input, options = {}) {
      return new Promise((resolve, reject) => {
        const deadline = options.deadline ?? Infinity
        const message = { type: 'job', id: nextId++, name, input, generation: Atomics.load(generation, 0), deadline } as const
        queue.push({ message, resolve: resolve, reject })
        assign()
      })
    },
    stop() {
      Atomics.add(generation, 0, 1)
      for (const waiting of queue.splice(0)) waiting.reject(new MlwrightError('ABORTED', 'The work was stopped.'))
    },
    async close() {
      closed = true
      this.stop()
      await Promise.all(threads.map((thread) => thread.worker.terminate()))
    },
  }
}

function deathOf(reason: unknown, exitCode: number): MlwrightError {
  const isMemory = reason instanceof Error && 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory
    ? new MlwrightError('MEMORY_EXHAUSTED', 'A working thread ran out of memory.', {
        hint: 'Use fewer rows or columns, fewer threads (--threads 1), or raise the limit with NODE_OPTIONS=--max-old-space-size=8192.',
        cause: reason,
      })
    : new MlwrightError('INTERNAL', `A working thread ended unexpectedly (exit code ${exitCode}).`, { cause: reason })
}
