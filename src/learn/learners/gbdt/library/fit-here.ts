// A fit on the calling thread, for where no other can be started or the caller's functions are needed: it pauses between rounds, so that the caller's events are heard.
import type { GbdtFit } from '../forest/fitted.js'
import { abortOf } from './fit-on-thread.js'
import { fitSteps } from './fit-steps.js'
import type { FitRequest, OwnFunctions } from './prepare-request.js'
import type { GbdtContext } from './types.js'

/** Work between two pauses; a round that takes longer is not interrupted. */
const sliceMs = 10

/** Resolves to the fit; rejects with what it throws, or with ABORTED. */
export async function fitHere(
  request: FitRequest,
  { signal, onRound }: Pick<GbdtContext, 'signal' | 'onRound'>,
  own: OwnFunctions = {},
): Promise<GbdtFit> {
  const steps = fitSteps(request, own)
  let sliceEnd = performance.now() + sliceMs
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (step.value !== undefined) onRound?.(step.value)
    if (performance.now() < sliceEnd) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (signal?.aborted) throw abortOf(signal)
    sliceEnd = performance.now() + sliceMs
  }
}
