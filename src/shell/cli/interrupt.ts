// Ctrl-C: once ends with the best so far, twice ends at once. A termination is no polite request: it ends at once.
import { MlwrightError } from '../../base/core/index.js'
import { endEarlyInterrupt } from './early-interrupt.js'
import { reportFailure } from './failure.js'

export interface Interrupt {
  /** Stops listening. */
  release(): void
}

/** `onFirst` returns how to say what happens now; `json`: the end is told as a line of JSON. */
export function onInterrupt(onFirst: () => string, json: boolean): Interrupt {
  let isAsked = false
  const onCtrlC = (): void => {
    if (isAsked) return stopAtOnce('SIGINT', json)
    isAsked = true
    process.stderr.write(`\n${onFirst()}\n`)
  }
  const onTermination = (): void => stopAtOnce('SIGTERM', json)
  endEarlyInterrupt()
  process.on('SIGINT', onCtrlC)
  process.on('SIGTERM', onTermination)
  return {
    release() {
      process.off('SIGINT', onCtrlC)
      process.off('SIGTERM', onTermination)
    },
  }
}

function stopAtOnce(signal: 'SIGINT' | 'SIGTERM', json: boolean): void {
  const error = new MlwrightError('ABORTED', `The work was stopped at once (${signal}).`, {
    hint: 'What was tried is kept: mlwright train --resume <folder of the run> goes on from there.',
    details: { signal },
  })
  process.stderr.write('\n')
  process.exit(reportFailure(error, json))
}
