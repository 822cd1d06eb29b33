// The thread of one fit, or one of those that score together.
import { packError } from '../../../../base/core/index.js'
import { platform } from '../../../../base/platform/index.js'
import { fitSteps } from './fit-steps.js'
import { takeBlocks } from './score-columns.js'
import type { FromFitThread, ToFitThread } from './messages.js'

const parent = platform.parentThread()
parent?.onMessage((message) => {
  const received = message as ToFitThread
  if (received.type === 'score') return takeBlocks(received.task)
  const { request, wantsRounds } = received
  const send = (reply: FromFitThread): void => parent.postMessage(reply)
  try {
    const steps = fitSteps(request)
    for (;;) {
      const step = steps.next()
      if (step.done) return send({ type: 'done', fit: step.value })
      if (wantsRounds && step.value !== undefined) send({ type: 'round', round: step.value })
    }
  } catch (error) {
    return send({ type: 'failed', error: packError(error) })
  }
})
