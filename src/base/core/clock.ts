// A budget of wall-clock time, and being told to stop.
import { MlwrightError } from './errors.js'

/** When the whole command must be done. Times are epoch ms. */
export interface Budget {
  readonly startedAt: number
  /** Infinity without a time budget. */
  readonly endsAt: number
}

export function createBudget(startedAt: number, budgetMs: number | undefined): Budget {
  return { startedAt, endsAt: budgetMs === undefined ? Infinity : startedAt + budgetMs }
}

/** Throws ABORTED once the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MlwrightError('ABORTED', 'The work was stopped before it was done.', { cause: signal.reason })
}

/** Milliseconds of `90`, `500ms`, `60s`, `5m`, `1h`; a plain number is seconds. Undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h)?$/.exec(text.trim())
  if (match === null) return undefined
  const unitMs = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }[match[2] ?? 's']!
  return Number(match[1]) * unitMs
}
