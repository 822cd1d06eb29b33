// Ctrl-C while the program loads, and in verbs that have nothing to finish: told as any other end. It imports nothing, so that it listens at once.

let stopListening = (): void => undefined

/** Until a verb listens itself, an interrupt or a termination ends with exit 130, `json`: and one line of JSON. */
export function interruptEarly(json: boolean): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    const error = { code: 'ABORTED', message: `The work was stopped at once (${signal}).`, hint: '', details: { signal } }
    process.stderr.write(json ? `\n${JSON.stringify({ error })}\n` : `\nerror ${error.message}\n`)
    process.exit(130)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  stopListening = () => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

/** From here on the verb listens. */
export function endEarlyInterrupt(): void {
  stopListening()
}
