// A fit on a thread of its own: the caller's stays free, and stopping frees everything.
import { MlwrightError, unpackError } from '../../../../base/core/index.js'
import { platform, Worker } from '../../../../base/platform/index.js'
import type { Thread, ThreadEnd } from '../../../../base/platform/index.js'
import type { GbdtFit } from '../forest/fitted.js'
import type { FromFitThread, ToFitThread } from './messages.js'
import type { FitRequest } from './prepare-request.js'
import { shareData } from './share-data.js'
import type { GbdtContext } from './types.js'

/** The thread of a fit, undefined where none can be started: the platform has none, or it is forbidden. */
export function startFitThread(): Thread | undefined {
  if (!platform.canStartThreads) return undefined
  try {
    return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
  } catch {
    return undefined
  }
}

/** Resolves to the fit; rejects with what it throws, with ABORTED, or with why its thread died. The thread has ended by then. */
export async function fitOnThread(
  request: FitRequest,
  { signal, onRound }: Pick<GbdtContext, 'signal' | 'onRound'>,
  thread: Thread,
): Promise<GbdtFit> {
  const over = new AbortController()
  try {
    return await new Promise<GbdtFit>((resolve, reject) => {
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
      sendRequest(request, onRound !== undefined, { thread, over: over.signal }).catch(reject)
    })
  } finally {
    over.abort()
    await thread.terminate()
  }
}

async function sendRequest(
  request: FitRequest,
  wantsRounds: boolean,
  { thread, over }: { readonly thread: Thread; readonly over: AbortSignal },
): Promise<void> {
  const data = await shareData(request.data, over)
  const validation = request.validation === undefined ? undefined : await shareData(request.validation, over)
  if (!over.aborted) thread.postMessage({ type: 'fit', request: { ...request, data, validation }, wantsRounds } satisfies ToFitThread)
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
