// A fit on a thread of its own: the caller's stays free, and stopping frees everything.
import { MlwrightError, unpackError } from '../../../../base/core/index.js'
import { createParking, platform, Worker } from '../../../../base/platform/index.js'
import type { Parking, Thread, ThreadEnd } from '../../../../base/platform/index.js'
import type { GbdtFit } from '../forest/fitted.js'
import type { FromFitThread, ToFitThread } from './messages.js'
import { copyToMove } from './move-data.js'
import type { FitRequest } from './prepare-request.js'
import type { GbdtContext } from './types.js'

/** Threads that fit, and that score. */
export const fitThreads: Parking = createParking(() => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }))

/** The thread of a fit, undefined where none can be started: the platform has none, or it is forbidden. */
export function startFitThread(): Thread | undefined {
  if (!platform.canStartThreads) return undefined
  try {
    return fitThreads.take()
  } catch {
    return undefined
  }
}

/** Resolves to the fit; rejects with what it throws, with ABORTED, or with why its thread died: it has ended then. Else it is the caller's again. */
export async function fitOnThread(
  request: FitRequest,
  { signal, onRound }: Pick<GbdtContext, 'signal' | 'onRound'>,
  thread: Thread,
): Promise<GbdtFit> {
  const over = new AbortController()
  let isDone = false
  try {
    const fit = await new Promise<GbdtFit>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(abortOf(signal)), { once: true, signal: over.signal })
      thread.onEnd((end) => reject(deathOf(end)))
      thread.onMessage((received) => {
        if (over.signal.aborted) return
        const message = received as FromFitThread
        if (message.type === 'done') resolve(message.fit)
        else if (message.type === 'failed') reject(unpackError(message.error))
        else {
          try {
            onRound?.(message.round)
          } catch (error) {
            // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the caller's own
            reject(error)
          }
        }
      })
      sendRequest(request, onRound !== undefined, thread)
    })
    isDone = true
    return fit
  } finally {
    over.abort()
    if (!isDone) await thread.terminate()
  }
}

function sendRequest(request: FitRequest, wantsRounds: boolean, thread: Thread): void {
  const { data, moved } = copyToMove(request.data)
  const watched = request.validation === undefined ? undefined : copyToMove(request.validation)
  const message: ToFitThread = { type: 'fit', request: { ...request, data, validation: watched?.data }, wantsRounds }
  thread.postMessage(message, watched === undefined ? [moved] : [moved, watched.moved])
}

export function abortOf(signal: AbortSignal): MlwrightError {
  return new MlwrightError('ABORTED', 'The fit was stopped before it was done.', { cause: signal.reason })
}

function deathOf({ reason, isOutOfMemory }: ThreadEnd): MlwrightError {
  if (isOutOfMemory) {
    return new MlwrightError('MEMORY_EXHAUSTED', 'The thread of the fit ran out of memory.', {
      hint: 'Learn from fewer rows or columns.',
      cause: reason,
    })
  }
  const message = reason instanceof Error ? reason.message : String(reason)
  return new MlwrightError('INTERNAL', `The thread of the fit ended before it was done: ${message}.`, {
    hint: 'Where it could not be loaded, the bundler has to keep `worker.js` as a file of its own.',
    cause: reason,
  })
}
