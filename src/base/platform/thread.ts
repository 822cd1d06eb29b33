// What a thread is on every platform.

/** A thread, from outside. */
export interface Thread {
  /** Copies the message; the listed buffers are moved, shared memory stays shared. */
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void
  /** One listener: a later one takes the place of the one before. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the thread is no more: it failed, could not be loaded, or was ended. */
  onEnd(listener: (end: ThreadEnd) => void): void
  /** Whether the program goes on for as long as the thread lives, as it does at first; only Node asks. */
  keepAlive(isKept: boolean): void
  /** Stops it wherever it is; its memory is free once this resolves. */
  terminate(): Promise<void>
}

export interface ThreadEnd {
  /** What it failed with, where that is known. */
  readonly reason: unknown
  readonly isOutOfMemory: boolean
}

/** The side that started this thread, from inside. */
export interface ParentThread {
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void
  onMessage(listener: (message: unknown) => void): void
}

/** What a platform offers. */
export interface Platform {
  /** Threads that can run at once. */
  readonly parallelism: number
  /** Whether threads can see one memory: in a browser only where the page is isolated from other origins. */
  readonly canShareMemory: boolean
  /** Whether a thread that waits, its events unheard, can wait for one that it has just started: browsers start them only afterwards. */
  readonly canWaitForThreads: boolean
  /** Whether threads can be started from here. */
  readonly canStartThreads: boolean
  /** Undefined where this is not a thread. */
  parentThread(): ParentThread | undefined
}
