// Ctrl-C: once ends with the best so far, twice ends at once.

export interface Interrupt {
  /** Stops listening. */
  release(): void
}

/** `onFirst` returns how to say what happens now. */
export function onInterrupt(onFirst: () => string): Interrupt {
  let count = 0
  const listener = (): void => {
    count++
    if (count > 1) process.exit(130)
    process.stderr.write(`\n${onFirst()}\n`)
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return {
    release() {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    },
  }
}
