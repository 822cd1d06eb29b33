// Files that are whole or not there at all, and failures of the file system as coded errors.
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMlwrightError, MlwrightError } from '../core/index.js'

let temporaryCount = 0

/** A name beside `path` that no other writer of this machine uses; hidden, so that globs over the folder do not see it. */
export function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${++temporaryCount}.tmp`)
}

/**
 * Writes a file so that readers see the old content or the new, never a part: a new file beside it, flushed, then renamed.
 * Throws OUTPUT_NOT_WRITABLE or DISK_FULL, and leaves nothing behind.
 */
export async function writeFileAtomic(named: string, data: Uint8Array | string): Promise<void> {
  const { path, isSpecial } = await outputPath(named)
  if (isSpecial) return writeThrough(path, data)
  const temporary = temporaryPath(path)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw outputError(error, path)
  }
}

export interface OutputPath {
  /** Where a link leads. */
  readonly path: string
  /** A device or a pipe: written to as it is, never replaced by a file. */
  readonly isSpecial: boolean
  readonly exists: boolean
}

/** What stands where a file is to be written. */
export async function outputPath(named: string): Promise<OutputPath> {
  const path = await realpath(named).catch(() => named)
  const found = await stat(path).catch(() => undefined)
  return { path, isSpecial: found !== undefined && !found.isFile() && !found.isDirectory(), exists: found !== undefined }
}

async function writeThrough(path: string, data: Uint8Array | string): Promise<void> {
  try {
    await writeFile(path, data)
  } catch (error) {
    throw outputError(error, path)
  }
}

/** Makes a folder and those above it, where they are not there yet. Throws OUTPUT_NOT_WRITABLE or DISK_FULL. */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw outputError(error, path)
  }
}

/** What a failure to write `path` means to the user. */
export function outputError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (isMlwrightError(error) || code === undefined || code.startsWith('ERR_')) return error
  const options = { cause: error, details: { path, code } }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new MlwrightError('DISK_FULL', `No space is left to write '${path}'.`, {
      ...options,
      hint: 'Free some space, or name a folder on another disk.',
    })
  }
  const reason = reasons[code] ?? `the system answered ${code}`
  return new MlwrightError('OUTPUT_NOT_WRITABLE', `Cannot write '${path}': ${reason}.`, {
    ...options,
    hint: 'Name a folder that you may write to.',
  })
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'the folder is not empty',
}
