// Bytes of files: by path, by pattern, from standard input; unpacked.
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { MlwrightError, nearestName } from '../../base/core/index.js'
import { addressOf } from './address/address.js'
import { selectedName } from './address/selection.js'
import type { Selection } from './address/selection.js'
import { isSqlite, largestBytes } from './content.js'
import type { Source } from './reading.js'
import { unpackBytes } from './unpack.js'

export interface OpenedFile {
  /** Without its folder. */
  readonly name: string
  /** Absent for what comes from elsewhere than the disk. */
  readonly path?: string
  /** All of them; of an SQLite database on the disk only the first. */
  readonly bytes: Uint8Array
}

/** What one table is read from, in a fixed order. `name` is for people. */
export interface Located {
  readonly name: string
  readonly paths: readonly string[]
  readonly selection: Selection
}

/** The files that a path or pattern names, with `#` and the table where one follows. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE. */
export async function locate(path: string, selection: Selection = {}): Promise<Located> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (!(found instanceof Error)) {
    if (found.isDirectory()) {
      throw new MlwrightError('SOURCE_UNREADABLE', `'${path}' is a folder. Expected a file.`, {
        hint: `Several files of one table are given by a pattern: '${path.replace(/\/$/, '')}/*.csv'.`,
        details: { source: path },
      })
    }
    return { name: selectedName(basename(path), selection), paths: [path], selection }
  }
  if (found.code !== 'ENOENT' && found.code !== 'ENOTDIR') throw unreadable(path, found)
  const [file, table] = splitMark(path)
  if (table !== undefined && Object.keys(selection).length === 0) return locate(file, { table })
  if (/[*?{[]/.test(path)) return locatePattern(path, selection)
  throw await notFound(path)
}

/** `book.xlsx#May` is the sheet `May` of `book.xlsx`, unless there is a file of that very name. */
function splitMark(path: string): readonly [file: string, table?: string] {
  const mark = path.lastIndexOf('#')
  return mark <= 0 || mark === path.length - 1 ? [path] : [path.slice(0, mark), path.slice(mark + 1)]
}

/** The files that a source is read from, in a fixed order; none for what is no file on the disk. Throws as `locate` does. */
export async function filesOf(source: Source<object>): Promise<readonly string[]> {
  if (typeof source !== 'string' && !(source instanceof URL)) return []
  const address = addressOf(source)
  return address.form === 'file' ? (await locate(address.path, address.selection)).paths : []
}

async function locatePattern(pattern: string, selection: Selection): Promise<Located> {
  const { glob } = await import('tinyglobby')
  const paths = await glob(pattern.replaceAll('\\', '/'), { absolute: true, onlyFiles: true, expandDirectories: false })
  if (paths.length === 0) {
    throw new MlwrightError('SOURCE_NOT_FOUND', `No file fits the pattern '${pattern}'.`, {
      hint: 'Quote the pattern, and check it with ls.',
      details: { source: pattern },
    })
  }
  paths.sort()
  const name = paths.length === 1 ? basename(paths[0]) : `${basename(pattern)} (${paths.length} files)`
  return { name, paths, selection }
}

async function notFound(path: string): Promise<MlwrightError> {
  const folder = dirname(resolve(path))
  const siblings = await readdir(folder).catch(() => undefined)
  const nearest = siblings === undefined ? undefined : nearestName(basename(path), siblings)
  const hint =
    siblings === undefined
      ? `The folder '${dirname(path)}' is not there either.`
      : nearest === undefined
        ? 'Check the path.'
        : `Did you mean '${nearest}'?`
  return new MlwrightError('SOURCE_NOT_FOUND', `There is no file '${path}'.`, { hint, details: { source: path } })
}

/** All bytes of a file, unpacked. Throws SOURCE_UNREADABLE. */
export async function readFileBytes(path: string): Promise<OpenedFile> {
  const name = basename(path)
  const bytes = await readWhole(path)
  return { name, path, bytes: await unpackBytes(name, bytes) }
}

/** What was read of standard input; kept only where it is wanted again. */
let held: Promise<OpenedFile> | undefined
let isHeld = false

/** From here on standard input may be read more than once. */
export function holdStandardInput(): void {
  isHeld = true
}

/** All bytes of standard input, unpacked. */
export async function readStandardInput(): Promise<OpenedFile> {
  if (!isHeld) return drainStandardInput()
  held ??= drainStandardInput()
  return held
}

async function drainStandardInput(): Promise<OpenedFile> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const name = 'standard input'
  return { name, bytes: await unpackBytes(name, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) }
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const stats = await file.stat()
      const { size } = stats
      // A database is read by its own pages, however large it is. What cannot be read twice, such as a pipe, is not looked into.
      if (stats.isFile()) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
        if (isSqlite(buffer.subarray(0, bytesRead))) return buffer
      }
      if (size > largestBytes) throw tooLarge(path, size)
      // Pipes and files that still grow say nothing or too little of their size.
      let bytes = Buffer.allocUnsafeSlow(Math.max(size, 1 << 16))
      let length = 0
      for (;;) {
        if (length === bytes.length) {
          const grown = Buffer.allocUnsafeSlow(bytes.length * 2)
          bytes.copy(grown)
          bytes = grown
        }
        const { bytesRead } = await file.read(bytes, length, Math.min(bytes.length - length, 1 << 30), null)
        if (bytesRead === 0) break
        length += bytesRead
        if (length === size && size > 0) break
      }
      return bytes.subarray(0, length)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof MlwrightError ? error : unreadable(path, error as NodeJS.ErrnoException)
  }
}

function tooLarge(path: string, size: number): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `'${basename(path)}' has ${size} bytes. Expected at most ${largestBytes} in one file.`, {
    hint: 'Split it into several files and read them by a pattern, or draw a sample.',
    details: { source: basename(path), bytes: size },
  })
}

export function unreadable(path: string, error: NodeJS.ErrnoException): MlwrightError {
  const reason = error.code === 'EACCES' || error.code === 'EPERM' ? 'there is no permission to read it' : error.message
  return new MlwrightError('SOURCE_UNREADABLE', `'${path}' cannot be read: ${reason}.`, {
    hint: 'Check the permissions of the file.',
    details: { source: path },
    cause: error,
  })
}
