// Threads of browsers, and of what else runs web workers.
import type { Platform, Thread, ThreadEnd } from './thread.js'

/** As much of the web's API as is used here; the compiler knows that of Node. */
interface WebWorker {
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: (event: { readonly message?: string; readonly error?: unknown }) => void): void
  terminate(): void
}
interface WebScope {
  readonly Worker?: new (module: URL, options: { readonly type: 'module' }) => WebWorker
  readonly WorkerGlobalScope?: unknown
  readonly crossOriginIsolated?: boolean
  readonly navigator?: { readonly hardwareConcurrency?: number }
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const scope = globalThis as unknown as WebScope

/** Started as browsers do it, `new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })`, which bundlers know. */
export class Worker implements Thread {
  readonly #worker: WebWorker
  #hear: ((message: unknown) => void) | undefined
  #end: ThreadEnd | undefined
  #listener: ((end: ThreadEnd) => void) | undefined

  constructor(module: URL, options: { readonly type: 'module' }) {
    this.#worker = new scope.Worker!(module, options)
    // A failed web worker lives on, without use.
    const fail = (event: { readonly message?: string; readonly error?: unknown }): void => {
      this.#worker.terminate()
      const reason = event.error ?? new Error(event.message ?? 'the thread could not be loaded')
      this.#finish({ reason, isOutOfMemory: /allocation failed|out of memory/i.test(String(event.message)) })
    }
    this.#worker.addEventListener('error', fail)
    this.#worker.addEventListener('messageerror', fail)
  }

  #finish(end: ThreadEnd): void {
    if (this.#end !== undefined) return
    this.#end = end
    this.#listener?.(end)
  }

  postMessage(message: unknown, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, moved)
  }

  onMessage(listener: (message: unknown) => void): void {
    if (this.#hear === undefined) this.#worker.addEventListener('message', ({ data }) => this.#hear?.(data))
    this.#hear = listener
  }

  keepAlive(): void {}

  onEnd(listener: (end: ThreadEnd) => void): void {
    this.#listener = listener
    if (this.#end !== undefined) listener(this.#end)
  }

  terminate(): Promise<void> {
    this.#worker.terminate()
    this.#finish({ reason: new Error('the thread was ended'), isOutOfMemory: false })
    return Promise.resolve()
  }
}

export const platform: Platform = {
  parallelism: scope.navigator?.hardwareConcurrency ?? 1,
  canShareMemory: typeof SharedArrayBuffer !== 'undefined' && scope.crossOriginIsolated === true,
  canWaitForThreads: false,
  canStartThreads: scope.Worker !== undefined,
  parentThread: () =>
    scope.WorkerGlobalScope === undefined
      ? undefined
      : {
          postMessage: (message, moved = []) => scope.postMessage(message, moved),
          onMessage: (listener) => scope.addEventListener('message', ({ data }) => listener(data)),
        },
}
