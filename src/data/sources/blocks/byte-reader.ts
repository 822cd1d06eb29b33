// The bytes of a file from its beginning to its end, unpacked, a part at a time.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { MlwrightError } from '../../../base/core/index.js'
import type { Packing } from '../content.js'
import { unreadable } from '../open.js'
import { damaged } from '../unpack.js'

export interface ByteReader {
  /** Fills `target` from `at` on; returns how many bytes came: fewer than there is room for only at the end. */
  read(target: Uint8Array, at: number): Promise<number>
  close(): Promise<void>
}

/** How the bytes of a file become text in one of the encodings of bytes. */
export interface Unpacking {
  readonly packing?: Packing | undefined
  /** Text in two bytes a letter, turned into UTF-8. */
  readonly utf16?: 'utf-16le' | 'utf-16be' | undefined
}

/** Throws SOURCE_UNREADABLE, here and while reading; also where a file has become shorter than it was. */
export async function openReader(path: string, { packing, utf16 }: Unpacking): Promise<ByteReader> {
  if (packing === undefined && utf16 === undefined) return openPlain(path)
  const unpacked = unpack(path, packing)
  return readerOf(utf16 === undefined ? unpacked : decode(unpacked, utf16))
}

async function openPlain(path: string): Promise<ByteReader> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error)
  })
  const { size } = await file.stat()
  let position = 0
  return {
    async read(target, at) {
      let end = at
      while (end < target.length) {
        const { bytesRead } = await file.read(target, end, target.length - end, null).catch((error: NodeJS.ErrnoException) => {
          throw unreadable(path, error)
        })
        if (bytesRead === 0) break
        end += bytesRead
        position += bytesRead
      }
      if (end < target.length && position < size) throw shortened(path, size, position)
      return end - at
    },
    close: () => file.close(),
  }
}

function shortened(path: string, size: number, read: number): MlwrightError {
  const name = basename(path)
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    `'${name}' became shorter while it was read: it had ${size} bytes, and ended after ${read}.`,
    {
      hint: 'Something writes to it: read it when it is complete.',
      details: { source: name, bytes: size, read },
    },
  )
}

async function* unpack(path: string, packing: Packing | undefined): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  try {
    if (packing === 'zstd') yield* unpackZstd(file)
    else yield* packing === 'gzip' ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file
  } catch (error) {
    throw packing === undefined ? unreadable(path, error as NodeJS.ErrnoException) : damaged(basename(path), packing, error as Error)
  } finally {
    file.destroy()
  }
}

async function* unpackZstd(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd')
  let parts: Uint8Array[] = []
  const stream = new Decompress((part) => parts.push(part))
  for await (const chunk of file) {
    stream.push(chunk)
    yield* parts
    parts = []
  }
  stream.push(new Uint8Array(0), true)
  yield* parts
}

async function* decode(parts: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const part of parts) yield Buffer.from(decoder.decode(part, { stream: true }))
  yield Buffer.from(decoder.decode())
}

function readerOf(parts: AsyncGenerator<Uint8Array>): ByteReader {
  let rest: Uint8Array = new Uint8Array(0)
  return {
    async read(target, at) {
      let end = at
      while (end < target.length) {
        if (rest.length === 0) {
          const next = await parts.next()
          if (next.done === true) break
          rest = next.value
          continue
        }
        const part = rest.subarray(0, target.length - end)
        target.set(part, end)
        end += part.length
        rest = rest.subarray(part.length)
      }
      return end - at
    },
    close: async () => {
      await parts.return(undefined)
    },
  }
}
