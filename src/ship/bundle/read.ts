// Reads a bundle, and says which file is missing or damaged.
import { access, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import type { Signature } from '../../data/schema/index.js'
import { hashFile, hashOf } from './checksums.js'
import { bundleFiles, bundleFormat } from './files.js'
import type { Bundle } from './files.js'
import { signatureSchema } from './signature-schema.js'

/**
 * Reads a bundle's folder. What programs predict with (`model.onnx`, `signature.json`, `native/model.json`) must have the checksums of
 * `lineage.json`; a bundle from before there were checksums is read without.
 * Throws BUNDLE_NOT_FOUND when there is none, BUNDLE_INVALID that names the missing, damaged or changed file, BUNDLE_NEWER when a newer
 * mlwright wrote it. O(bytes).
 */
export async function readBundle(folder: string): Promise<Bundle> {
  await requireBundle(folder)
  const signatureBytes = await readBytes(folder, bundleFiles.signature)
  const signatureJson = parseJson(folder, bundleFiles.signature, signatureBytes)
  refuseNewer(folder, signatureJson)
  const onnxPath = join(folder, bundleFiles.onnx)
  const [onnx, modelBytes, metricsBytes, lineage] = await Promise.all([
    hashFile(onnxPath).catch((error: unknown) => {
      throw damaged(folder, bundleFiles.onnx, 'it is missing or cannot be read', error)
    }),
    readBytes(folder, bundleFiles.model),
    readBytes(folder, bundleFiles.metrics),
    readLineage(folder),
  ])
  if (lineage.files !== undefined) {
    requireUnchanged(folder, lineage.files, {
      [bundleFiles.onnx]: onnx.hash,
      [bundleFiles.signature]: hashOf(signatureBytes),
      [bundleFiles.model]: hashOf(modelBytes),
    })
  }
  if (onnx.size === 0) throw damaged(folder, bundleFiles.onnx, 'it is empty')
  return {
    folder,
    signature: parseSignature(folder, signatureJson),
    model: parseJson(folder, bundleFiles.model, modelBytes),
    metrics: parseJson(folder, bundleFiles.metrics, metricsBytes),
    lineage: lineage as Bundle['lineage'],
    onnxPath,
  }
}

/** The signature alone, from the text of `signature.json`. `folder`: of the bundle, for people. Throws BUNDLE_INVALID, BUNDLE_NEWER. */
export function readSignature(folder: string, bytes: Buffer): Signature {
  const json = parseJson(folder, bundleFiles.signature, bytes)
  refuseNewer(folder, json)
  return parseSignature(folder, json)
}

async function requireBundle(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) throw notFound(folder, 'it does not exist')
  if (!found.isDirectory()) throw notFound(folder, 'it is a file, expected a folder')
  const known = await Promise.all(
    Object.values(bundleFiles).map((file) =>
      access(join(folder, file)).then(
        () => true,
        () => false,
      ),
    ),
  )
  if (!known.includes(true)) throw notFound(folder, `it holds none of the files of a bundle, such as ${bundleFiles.signature}`)
}

function refuseNewer(folder: string, signature: Json): void {
  const format = typeof signature === 'object' && signature !== null && 'format' in signature ? signature.format : undefined
  if (typeof format !== 'number' || format <= bundleFormat) return
  throw new MlwrightError(
    'BUNDLE_NEWER',
    `The bundle '${folder}' has format ${format}; this mlwright reads formats up to ${bundleFormat}.`,
    {
      hint: 'Update mlwright: npm install mlwright@latest',
      details: { folder, format, known: bundleFormat },
    },
  )
}

function parseSignature(folder: string, json: Json): Signature {
  const parsed = signatureSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw damaged(folder, bundleFiles.signature, z.prettifyError(parsed.error).replaceAll('\n', ' '), parsed.error)
}

const lineageSchema = z.looseObject({ files: z.exactOptional(z.record(z.string(), z.string())) })

async function readLineage(folder: string): Promise<z.infer<typeof lineageSchema>> {
  const parsed = lineageSchema.safeParse(parseJson(folder, bundleFiles.lineage, await readBytes(folder, bundleFiles.lineage)))
  if (parsed.success) return parsed.data
  throw damaged(folder, bundleFiles.lineage, z.prettifyError(parsed.error).replaceAll('\n', ' '), parsed.error)
}

function requireUnchanged(folder: string, written: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): void {
  for (const [file, hash] of Object.entries(found)) {
    const expected = written[file]
    if (expected === undefined) throw damaged(folder, bundleFiles.lineage, `it has no checksum of ${file}`)
    if (expected === hash) continue
    throw new MlwrightError('BUNDLE_INVALID', `The bundle '${folder}' is damaged: ${file} was changed after it was written.`, {
      hint: 'Copy the bundle again from where it was made, or train again.',
      details: { folder, file, expected, received: hash },
    })
  }
}

function readBytes(folder: string, file: string): Promise<Buffer> {
  return readFile(join(folder, file)).catch((error: unknown) => {
    throw damaged(folder, file, 'it is missing or cannot be read', error)
  })
}

function parseJson(folder: string, file: string, bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json
  } catch (error) {
    throw damaged(folder, file, `it is not JSON (${(error as Error).message})`, error)
  }
}

function notFound(folder: string, reason: string): MlwrightError {
  return new MlwrightError('BUNDLE_NOT_FOUND', `'${folder}' is not a bundle: ${reason}.`, {
    hint: 'Name the folder that `mlwright train` printed as the bundle.',
    details: { folder },
  })
}

function damaged(folder: string, file: string, reason: string, cause?: unknown): MlwrightError {
  return new MlwrightError('BUNDLE_INVALID', `The bundle '${folder}' is damaged: ${file}: ${reason}.`, {
    hint: 'Restore the folder from where it was made, or train again.',
    details: { folder, file },
    cause,
  })
}
