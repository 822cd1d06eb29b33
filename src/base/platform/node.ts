// Threads of Node.
import { availableParallelism } from 'node:os'
import { parentPort, Worker as NodeWorker } from 'node:worker_threads'
import type { Platform, Thread, ThreadEnd } from './thread.js'

/** Started as browsers do it, `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })`, which bundlers know. */
export class Worker implements Thread {
  readonly #worker: NodeWorker
  #end: ThreadEnd | undefined
  #listener: ((end: ThreadEnd) => void) | undefined

  constructor(module: URL, _: { readonly type: 'module' }) {
    // Flags such as --input-type or --import are meant for the caller's program.
    this.#worker = new NodeWorker(module, { execArgv: [] })
    let reason: unknown
    this.#worker.on('error', (error) => (reason = error))
    this.#worker.on('exit', (exitCode) => {
      const isOutOfMemory = reason instanceof Error && 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.#end = { reason: reason ?? new Error(`exit code ${exitCode}`), isOutOfMemory }
      this.#listener?.(this.#end)
    })
  }

  postMessage(message: unknown, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, moved)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#worker.removeAllListeners('message')
    this.#worker.on('message', listener)
  }

  keepAlive(isKept: boolean): void {
    if (isKept) this.#worker.ref()
    else this.#worker.unref()
  }

  onEnd(listener: (end: ThreadEnd) => void): void {
    this.#listener = listener
    if (this.#end !== undefined) listener(this.#end)
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }
}

export const platform: Platform = {
  parallelism: availableParallelism(),
  canShareMemory: true,
  canWaitForThreads: true,
  canStartThreads: true,
  parentThread: () => {
    const port = parentPort
    return port === null
      ? undefined
      : {
          postMessage: (message, moved = []) => port.postMessage(message, moved),
          onMessage: (listener) => port.on('message', listener),
        }
  },
}
