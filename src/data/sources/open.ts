// Bytes from wherever a source is: files, globs, URLs of files, standard input; unpacked.
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { MlwrightError, nearestName } from '../../base/core/index.js'
import { packingOf } from './content.js'
import type { Packing } from './content.js'
import type { Source } from './reading.js'

export interface OpenedFile {
  /** Without its folder. */
  readonly name: string
  /** Absent for standard input. */
  readonly path?: string
  readonly bytes: Uint8Array
}

/** What one table is read from, in a fixed order. `name` is for people. */
export interface Located {
  readonly name: string
  readonly paths: readonly string[]
  readonly isStandardInput: boolean
}

const largestBytes = 4_294_000_000
const unpack = promisify(gunzip)

/** The files that a source names. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE. */
export async function locate(source: string | URL): Promise<Located> {
  if (source === '-') return { name: 'standard input', paths: [], isStandardInput: true }
  const path = pathOf(source)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (!(found instanceof Error)) {
    if (found.isDirectory()) {
      throw new MlwrightError('SOURCE_UNREADABLE', `'${path}' is a folder. Expected a file.`, {
        hint: `Several files of one table are given by a pattern: '${path.replace(/\/$/, '')}/*.csv'.`,
        details: { source: path },
      })
    }
    return { name: basename(path), paths: [path], isStandardInput: false }
  }
  if (found.code !== 'ENOENT' && found.code !== 'ENOTDIR') throw unreadable(path, found)
  if (/[*?{[]/.test(path)) return locatePattern(path)
  throw await notFound(path)
}

/** The files that a source is read from, in a fixed order; none for rows, streams and standard input. Throws as `locate` does. */
export async function filesOf(source: Source<object>): Promise<readonly string[]> {
  return typeof source === 'string' || source instanceof URL ? (await locate(source)).paths : []
}

function pathOf(source: string | URL): string {
  const text = String(source)
  if (text === '')
    throw new MlwrightError('SOURCE_NOT_FOUND', 'The source is an empty text. Expected a path.', {
      hint: 'Name a file, or - for standard input.',
    })
  if (text.startsWith('file:')) return fileURLToPath(text)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    throw new MlwrightError('SOURCE_UNREADABLE', `'${text.slice(0, 200)}' is not a file. Sources over a network are not read.`, {
      hint: 'Download it first, or pipe it in: curl … | mlwright train - …',
      details: { source: text.slice(0, 200) },
    })
  }
  return text
}

async function locatePattern(pattern: string): Promise<Located> {
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
  return { name, paths, isStandardInput: false }
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

/** All bytes of standard input, unpacked. */
export async function readStandardInput(): Promise<OpenedFile> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const name = 'standard input'
  return { name, bytes: await unpackBytes(name, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) }
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
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

async function unpackBytes(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const packing = packingOf(bytes)
  if (packing === undefined) return bytes
  try {
    if (packing === 'gzip') return await unpack(bytes)
    const { decompress } = await import('fzstd')
    return decompress(bytes)
  } catch (error) {
    throw damaged(name, packing, error as Error)
  }
}

export function damaged(name: string, packing: Packing, cause: Error): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `'${name}' is packed with ${packing} but cannot be unpacked: ${cause.message}.`, {
    hint: 'The file is damaged or cut off: copy it again.',
    details: { source: name, packing },
    cause,
  })
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
