// A fit on the calling thread, for where no other can be started or the caller's functions are needed. It pauses between rounds.
import type { GbdtFit } from '../forest/fitted.js'
import { abortOf } from './fit-on-thread.js'
import { fitSteps } from './fit-steps.js'
import { copyToMove } from './move-data.js'
import { createPauses } from './pauses.js'
import type { FitRequest, OwnFunctions } from './prepare-request.js'
import type { GbdtContext } from './types.js'

/** Resolves to the fit; a round is not interrupted, however long it takes. Rejects with what it throws, or with ABORTED. */
export async function fitHere(
  request: FitRequest,
  { signal, onRound }: Pick<GbdtContext, 'signal' | 'onRound'>,
  own: OwnFunctions = {},
): Promise<GbdtFit> {
  const validation = request.validation === undefined ? undefined : copyToMove(request.validation).data
  const steps = fitSteps({ ...request, data: copyToMove(request.data).data, validation }, own)
  const pause = createPauses()
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value
      if (step.value !== undefined) onRound?.(step.value)
      await pause()
      if (signal?.aborted) throw abortOf(signal)
    }
  } finally {
    // What was begun gives its memory back.
    steps.return(undefined as never)
  }
}
