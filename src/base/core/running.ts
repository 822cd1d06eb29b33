// A long piece of work that can be awaited, watched and ended early.

/** Awaiting it gives the result; iterating over it gives its events from the first on; `finish` asks for the best so far. */
export interface Running<R, E> extends PromiseLike<R>, AsyncIterable<E> {
  /** Stop now and give the best so far. */
  finish(): void
}

export interface RunControl<E> {
  readonly emit: (event: E) => void
  /** Fires when the user wants the best so far. */
  readonly finish: AbortSignal
}

/** Starts the work at once. Events are kept only for iterators that are already listening, and until the first one is. */
export function startRunning<R, E>(work: (control: RunControl<E>) => Promise<R>): Running<R, E> {
  const finish = new AbortController()
  const early: E[] = []
  const listeners = new Set<(event: E | undefined) => void>()
  let hasListened = false
  let ended = false
  const emit = (event: E): void => {
    if (!hasListened) early.push(event)
    for (const listener of listeners) listener(event)
  }
  // The work begins after the caller has had a chance to listen.
  const result = Promise.resolve().then(() => work({ emit, finish: finish.signal }))
  const end = (): void => {
    ended = true
    for (const listener of listeners) listener(undefined)
  }
  result.then(end, end)
  return {
    finish: () => finish.abort(),
    // oxlint-disable-next-line unicorn/no-thenable -- awaiting it is the contract
    then: (resolve, reject) => result.then(resolve, reject),
    async *[Symbol.asyncIterator]() {
      const waiting: E[] = hasListened ? [] : early.splice(0)
      hasListened = true
      let wake: () => void = () => undefined
      const listener = (event: E | undefined): void => {
        if (event !== undefined) waiting.push(event)
        wake()
      }
      listeners.add(listener)
      try {
        for (;;) {
          while (waiting.length > 0) yield waiting.shift()!
          if (ended) break
          await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        listeners.delete(listener)
      }
      // A failure reaches those who iterate, too.
      await result
    },
  }
}
