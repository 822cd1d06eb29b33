// The one error class, and the catalogue of codes with the kind of fault that each stands for.
import type { Json } from './json.js'

/** Whose fault it is; the shells turn it into exit codes and HTTP status. */
export type ErrorKind = 'internal' | 'usage' | 'data' | 'gate' | 'resources' | 'aborted'

export const errorKinds = {
  INTERNAL: 'internal',
  USAGE: 'usage',
  OPTION_INVALID: 'usage',
  PARAMETER_INVALID: 'usage',
  METRIC_UNKNOWN: 'usage',
  METRIC_NOT_APPLICABLE: 'usage',
  METRIC_ONE_CLASS: 'data',
  METRIC_INPUT_INVALID: 'data',
  LEARNER_UNKNOWN: 'usage',
  PRIVACY_KEY_INVALID: 'usage',
  OUTPUT_EXISTS: 'usage',
  SOURCE_NOT_FOUND: 'data',
  SOURCE_UNREADABLE: 'data',
  SOURCE_EMPTY: 'data',
  SOURCE_NOT_A_TABLE: 'data',
  SOURCE_REFUSED: 'data',
  ROWS_RAGGED: 'data',
  COLUMN_NOT_FOUND: 'data',
  COLUMN_MISSING: 'data',
  TARGET_NOT_FOUND: 'data',
  TARGET_UNSUITABLE: 'data',
  TOO_FEW_ROWS: 'data',
  NO_FEATURES: 'data',
  CELL_INVALID: 'data',
  BUNDLE_NOT_FOUND: 'data',
  BUNDLE_INVALID: 'data',
  BUNDLE_NEWER: 'data',
  CONTRACT_NOT_FOUND: 'data',
  CONTRACT_INVALID: 'data',
  CONTRACT_NEWER: 'data',
  CONTRACT_BROKEN: 'gate',
  MODEL_INVALID: 'data',
  MODEL_UNSUPPORTED: 'data',
  SOURCE_UNREACHABLE: 'resources',
  OUTPUT_NOT_WRITABLE: 'resources',
  DISK_FULL: 'resources',
  MEMORY_EXHAUSTED: 'resources',
  TIME_EXHAUSTED: 'resources',
  NO_MODEL: 'resources',
  RUNTIME_MISSING: 'resources',
  ABORTED: 'aborted',
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errorKinds

const brand = Symbol.for('mlwright.error')

/**
 * What went wrong, in words that a user can act on.
 * The message says what happened and what was expected, with the received value; `hint` says what to do; `details` holds the numbers.
 */
export class MlwrightError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly details: Readonly<Record<string, Json>>
  readonly [brand] = true

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; details?: Readonly<Record<string, Json>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MlwrightError'
    this.code = code
    this.hint = options.hint ?? ''
    this.details = options.details ?? {}
  }

  get kind(): ErrorKind {
    return errorKinds[this.code]
  }

  /** As it is printed and sent between threads. */
  toJSON(): { code: ErrorCode; message: string; hint: string; details: Readonly<Record<string, Json>> } {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details }
  }
}

/** True for errors of mlwright, also of another copy of the package. */
export function isMlwrightError(error: unknown): error is MlwrightError {
  return typeof error === 'object' && error !== null && brand in error
}
