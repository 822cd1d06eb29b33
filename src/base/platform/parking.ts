// Idle threads, kept a moment for whoever needs one next: starting a thread and compiling its code takes a tenth of a second.
import type { Thread } from './thread.js'

/** Threads that run one module. */
export interface Parking {
  /** An idle thread, or else a new one. Throws what starting one throws. */
  take(): Thread
  /** Takes a thread back that has nothing to do. It does not keep the program alive, and soon ends. */
  park(thread: Thread): void
}

const parkedMs = 1000
const mostParked = 16

interface Parked {
  readonly thread: Thread
  readonly timer: ReturnType<typeof setTimeout>
}

export function createParking(start: () => Thread): Parking {
  const parked: Parked[] = []
  const forget = (thread: Thread): void => {
    const at = parked.findIndex((entry) => entry.thread === thread)
    if (at >= 0) clearTimeout(parked.splice(at, 1)[0].timer)
  }
  return {
    take: () => {
      const found = parked.at(-1)?.thread
      if (found === undefined) return start()
      forget(found)
      found.keepAlive(true)
      return found
    },
    park: (thread) => {
      if (parked.length >= mostParked) {
        void thread.terminate()
        return
      }
      thread.onMessage(() => {})
      thread.onEnd(() => forget(thread))
      thread.keepAlive(false)
      const end = (): void => {
        forget(thread)
        void thread.terminate()
      }
      const timer = setTimeout(end, parkedMs)
      // A number in browsers.
      if (typeof timer === 'object') timer.unref()
      parked.push({ thread, timer })
    },
  }
}
