// Long work on the calling thread lets its events through.

/** Work between two pauses. */
const sliceMs = 10

/** Awaited between parts of the work: after 10 ms of it, waits until other events of this thread were heard. */
export function createPauses(): () => Promise<void> {
  let sliceEnd = performance.now() + sliceMs
  return async () => {
    if (performance.now() < sliceEnd) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    sliceEnd = performance.now() + sliceMs
  }
}
