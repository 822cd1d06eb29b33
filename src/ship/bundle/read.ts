// Reads a bundle, and says which file is missing or damaged.
import { access, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import type { Signature } from '../../data/schema/index.js'
import { bundleFiles, bundleFormat } from './files.js'
import type { Bundle } from './files.js'
import { signatureSchema } from './signature-schema.js'

/**
 * Reads a bundle's folder.
 * Throws BUNDLE_NOT_FOUND when there is none, BUNDLE_INVALID that names the missing or damaged file, BUNDLE_NEWER when a newer mlwright wrote it.
 */
export async function readBundle(folder: string): Promise<Bundle> {
  await requireBundle(folder)
  const signature = await readSignature(folder)
  const onnxPath = join(folder, bundleFiles.onnx)
  await access(onnxPath).catch((error: unknown) => {
    throw damaged(folder, bundleFiles.onnx, 'it is missing or cannot be read', error)
  })
  const [model, metrics, lineage] = await Promise.all(
    [bundleFiles.model, bundleFiles.metrics, bundleFiles.lineage].map((file) => readJson(folder, file)),
  )
  return { folder, signature, model: model!, metrics: metrics!, lineage: lineage!, onnxPath }
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

async function readSignature(folder: string): Promise<Signature> {
  const json = await readJson(folder, bundleFiles.signature)
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined
  if (typeof format === 'number' && format > bundleFormat) {
    throw new MlwrightError(
      'BUNDLE_NEWER',
      `The bundle '${folder}' has format ${format}; this mlwright reads formats up to ${bundleFormat}.`,
      {
        hint: 'Update mlwright: npm install mlwright@latest',
        details: { folder, format, known: bundleFormat },
      },
    )
  }
  const parsed = signatureSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw damaged(folder, bundleFiles.signature, z.prettifyError(parsed.error).replaceAll('\n', ' '), parsed.error)
}

async function readJson(folder: string, file: string): Promise<Json> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: unknown) => {
    throw damaged(folder, file, 'it is missing or cannot be read', error)
  })
  try {
    return JSON.parse(text) as Json
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

function damaged(folder: string, file: string, reason: string, cause: unknown): MlwrightError {
  return new MlwrightError('BUNDLE_INVALID', `The bundle '${folder}' is damaged: ${file}: ${reason}.`, {
    hint: 'Restore the folder from where it was made, or train again.',
    details: { folder, file },
    cause,
  })
}
