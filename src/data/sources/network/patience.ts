// Work that waits for others: given up when the caller stops, or when nothing comes for too long.

const betweenChecksMs = 50

/**
 * Runs `work` with a signal that aborts once `checkpoint` throws; then its error is thrown. `work` must end soon after the signal aborts.
 */
export async function whileWanted<T>(checkpoint: (() => void) | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let stopped: { readonly reason: unknown } | undefined
  const timer = setInterval(() => {
    if (checkpoint === undefined || stopped !== undefined) return
    try {
      checkpoint()
    } catch (reason) {
      stopped = { reason }
      controller.abort(reason)
    }
  }, betweenChecksMs)
  try {
    return await work(controller.signal)
  } catch (error) {
    throw stopped === undefined ? error : stopped.reason
  } finally {
    clearInterval(timer)
  }
}
