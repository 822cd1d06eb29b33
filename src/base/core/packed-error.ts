// Errors on their way between threads.
import { isMlwrightError, MlwrightError } from './errors.js'
import type { ErrorCode } from './errors.js'
import type { Json } from './json.js'

export interface PackedError {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
  readonly details: Readonly<Record<string, Json>>
  readonly stack: string
}

/** An error as plain data. What is none of ours becomes MEMORY_EXHAUSTED where an array could not be allocated, else INTERNAL. */
export function packError(error: unknown): PackedError {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  if (isMlwrightError(error)) return { ...error.toJSON(), stack }
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof RangeError && /allocat|array length|buffer|memory/i.test(message) ? 'MEMORY_EXHAUSTED' : 'INTERNAL'
  return { code, message, hint: '', details: {}, stack }
}

/** The error again, with the stack that it had. */
export function unpackError(packed: PackedError): MlwrightError {
  const error = new MlwrightError(packed.code, packed.message, { hint: packed.hint, details: packed.details })
  error.stack = packed.stack
  return error
}
