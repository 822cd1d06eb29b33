// Errors as the command line shows them, and their exit codes.
import { CommanderError } from 'commander'
import pc from 'picocolors'
import { isMlwrightError, MlwrightError } from '../../base/core/index.js'
import type { ErrorKind } from '../../base/core/index.js'

const exitCodes: Readonly<Record<ErrorKind, number>> = { internal: 1, usage: 2, data: 3, gate: 4, resources: 5, aborted: 130 }

/** Prints what happened and what to do; returns the exit code. A stack trace only where the fault is ours. `help`: shown where nothing was asked. */
export function reportFailure(error: unknown, json: boolean, help = (): string => ''): number {
  // Help and version are no failures; commander has printed them.
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  // Nothing was asked: the help tells what can be.
  if (error instanceof CommanderError && error.code === 'commander.help' && !json) {
    process.stderr.write(help())
    return exitCodes.usage
  }
  const known = asMlwrightError(error)
  const isOurs = known.kind === 'internal'
  if (!json) {
    process.stderr.write(`${pc.red('error')} ${known.message}\n`)
    if (known.hint !== '') process.stderr.write(`${pc.dim('→')} ${known.hint}\n`)
    if (isOurs) {
      process.stderr.write(`${pc.dim('This is a fault of mlwright: please report it with the lines below.')}\n${stackOf(error)}\n`)
    }
  } else {
    if (isOurs) process.stderr.write(`${stackOf(error)}\n`)
    process.stderr.write(`${JSON.stringify({ error: known.toJSON() })}\n`)
    // A gate that is not met is an answer too: standard output ends with it.
    if (known.kind === 'gate' && known.details['check'] !== undefined) process.stdout.write(`${JSON.stringify(known.details['check'])}\n`)
  }
  return exitCodes[known.kind]
}

function asMlwrightError(error: unknown): MlwrightError {
  if (isMlwrightError(error)) return error
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return new MlwrightError('USAGE', `${message.charAt(0).toUpperCase()}${message.slice(1)}`, {
      hint: 'See mlwright --help, or mlwright <verb> --help.',
    })
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC') return new MlwrightError('DISK_FULL', `The disk is full: ${message}.`, { cause: error })
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new MlwrightError('OUTPUT_NOT_WRITABLE', `No permission: ${message}.`, { cause: error })
  if (error instanceof RangeError && /allocation failed|Invalid (typed )?array length|Invalid string length/.test(message)) {
    return new MlwrightError('MEMORY_EXHAUSTED', `The table does not fit into memory (${message}).`, {
      hint: 'Use fewer rows or columns, or raise the limit with NODE_OPTIONS=--max-old-space-size=8192.',
      cause: error,
    })
  }
  return new MlwrightError('INTERNAL', message, { cause: error })
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
