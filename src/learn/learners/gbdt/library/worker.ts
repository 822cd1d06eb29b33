// The thread of one fit, or one of those that score together.
import { packError } from '../../../../base/core/index.js'
import { platform } from '../../../../base/platform/index.js'
import { fitSteps } from './fit-steps.js'
import { takeBlocks } from './score-columns.js'
import type { FromFitThread, ToFitThread } from './messages.js'

/** Browsers start threads that help this one only while it is idle: so many times, after a step, it is for so long. */
const idleTimes = 8
const idleMs = 5

const parent = platform.parentThread()
const send = (reply: FromFitThread): void => parent?.postMessage(reply)

parent?.onMessage((message) => {
  const received = message as ToFitThread
  if (received.type === 'score') takeBlocks(received.task)
  else fit(received).catch((error: unknown) => send({ type: 'failed', error: packError(error) }))
})

async function fit({ request, wantsRounds }: Extract<ToFitThread, { type: 'fit' }>): Promise<void> {
  const mustIdle = platform.canShareMemory && !platform.canWaitForThreads && request.threads > 1
  const steps = fitSteps(request)
  for (let count = 0; ; count++) {
    const step = steps.next()
    if (step.done) return send({ type: 'done', fit: step.value })
    if (wantsRounds && step.value !== undefined) send({ type: 'round', round: step.value })
    if (mustIdle && count < idleTimes) await new Promise((resolve) => setTimeout(resolve, idleMs))
  }
}
