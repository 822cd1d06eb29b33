// Packed bytes to plain ones, and never to more than are asked for.
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { MlwrightError } from '../../base/core/index.js'
import { largestBytes, packingOf } from './content.js'
import type { Packing } from './content.js'

const unpackGzip = promisify(gunzip)

/** The bytes as they are where they are not packed. Throws SOURCE_UNREADABLE where they are damaged or unpack to more than `most`. */
export async function unpackBytes(name: string, bytes: Uint8Array, most = largestBytes): Promise<Uint8Array> {
  const packing = packingOf(bytes)
  if (packing === undefined) return bytes
  try {
    return packing === 'gzip' ? await unpackGzip(bytes, { maxOutputLength: most }) : await unpackZstd(bytes, most)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' || error instanceof MlwrightError)
      throw tooLarge(name, packing, most)
    throw damaged(name, packing, error as Error)
  }
}

async function unpackZstd(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const { Decompress } = await import('fzstd')
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Decompress((chunk) => {
    size += chunk.length
    if (size > most) throw tooLarge('', 'zstd', most)
    chunks.push(chunk)
  })
  for (let at = 0; at < bytes.length; at += pushedBytes) stream.push(bytes.subarray(at, at + pushedBytes), at + pushedBytes >= bytes.length)
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}

export function damaged(name: string, packing: Packing, cause: Error): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `'${name}' is packed with ${packing} but cannot be unpacked: ${cause.message}.`, {
    hint: 'The file is damaged or cut off: copy it again.',
    details: { source: name, packing },
    cause,
  })
}

/** Handed over at once: what comes out of so many is bounded. */
const pushedBytes = 1 << 16

function tooLarge(name: string, packing: string, most: number): MlwrightError {
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    `'${name}' is packed with ${packing} and unpacks to more than ${most} bytes. Expected at most that.`,
    {
      hint: 'Split it into several files and read them by a pattern, or draw a sample.',
      details: { source: name, packing, expected: most },
    },
  )
}
