// Opens an ONNX model and runs it on a thread of its own: ONNX Runtime blocks the thread that calls it.
import { MlwrightError } from '../core/index.js'
import type { FromWorker, Runtime, RunTensor, ToWorker, WorkerStart } from './messages.js'

export interface SessionOptions {
  /** Which runtime to use. Default: `onnxruntime-node` where it is installed and loads, else `onnxruntime-web`. */
  readonly runtime?: Runtime
}

export interface RunOptions {
  /** Splits the rows (the first dimension of every input and output) so that a call stays short. Default: all in one call. */
  readonly rowsPerCall?: number
  /** Stops between calls. */
  readonly signal?: AbortSignal
}

export interface OnnxSession {
  readonly runtime: Runtime
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** The outputs by name. Throws INTERNAL when the runtime refuses the inputs, ABORTED when `signal` says so. */
  run(inputs: ReadonlyMap<string, RunTensor>, options?: RunOptions): Promise<ReadonlyMap<string, RunTensor>>
  /** Frees the model and ends the thread, after the call in progress: a thread that is killed inside one takes the process down. */
  close(): Promise<void>
}

interface Pending {
  readonly resolve: (outputs: ReadonlyMap<string, RunTensor>) => void
  readonly reject: (error: Error) => void
}

/**
 * Opens a model from its bytes or the path of its file.
 * One intra-op thread, so that results do not depend on the machine's cores.
 * Throws RUNTIME_MISSING when no runtime loads, BUNDLE_INVALID when the runtime refuses the model.
 */
export async function openSession(model: Uint8Array | string, options: SessionOptions = {}): Promise<OnnxSession> {
  const { Worker } = await import('node:worker_threads')
  const start: WorkerStart = {
    model,
    runtimes: options.runtime === undefined ? ['onnxruntime-node', 'onnxruntime-web'] : [options.runtime],
  }
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start })
  const send = (message: ToWorker): void => worker.postMessage(message)
  const pending = new Map<number, Pending>()
  let runCount = 0
  let ended: Error | undefined
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))

  const opened = await new Promise<Extract<FromWorker, { type: 'opened' }>>((resolve, reject) => {
    const failAll = (error: Error): void => {
      ended ??= error
      reject(error)
      for (const run of pending.values()) run.reject(error)
      pending.clear()
    }
    worker.on('error', failAll)
    worker.once('exit', () => failAll(new MlwrightError('INTERNAL', 'The model is closed: its thread has ended.')))
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'opened') return resolve(message)
      if (message.type === 'refused') return reject(new MlwrightError(message.code, message.message, { hint: message.hint }))
      const run = pending.get(message.run)
      pending.delete(message.run)
      if (pending.size === 0) worker.unref()
      if (message.type === 'done') run?.resolve(message.outputs)
      else run?.reject(new MlwrightError(message.code, message.message, { hint: message.hint }))
    })
  })
  // An idle model does not keep the process alive.
  worker.unref()

  return {
    runtime: opened.runtime,
    inputNames: opened.inputNames,
    outputNames: opened.outputNames,
    run: (inputs, { rowsPerCall, signal } = {}) => {
      signal?.throwIfAborted()
      const run = runCount++
      const stop = (): void => send({ type: 'stop', run })
      signal?.addEventListener('abort', stop, { once: true })
      return new Promise<ReadonlyMap<string, RunTensor>>((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        pending.set(run, { resolve, reject })
        worker.ref()
        send({ type: 'run', run, inputs, rowsPerCall: rowsPerCall ?? Number.POSITIVE_INFINITY })
      }).finally(() => signal?.removeEventListener('abort', stop))
    },
    close: async () => {
      worker.ref()
      send({ type: 'close' })
      await exited
    },
  }
}
