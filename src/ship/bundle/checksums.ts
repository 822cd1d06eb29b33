// The checksums in `lineage.json`, by which a reader sees that a file is no longer the one that was written.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { bundleFiles } from './files.js'

/** The files that are hashed when a bundle is written; the rest is for people, or is `lineage.json` itself. */
export const hashedFiles: readonly string[] = [
  bundleFiles.onnx,
  bundleFiles.signature,
  bundleFiles.mlflow,
  bundleFiles.metrics,
  bundleFiles.model,
]

/** SHA-256 in hexadecimal. Texts are hashed as UTF-8. */
export function hashOf(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The same of a file, read piece by piece, and its size in bytes. */
export async function hashFile(path: string): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { hash: hash.digest('hex'), size }
}
