// Writes a bundle: the whole folder or nothing, and the same contents give the same bytes.
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { MlwrightError } from '../../base/core/index.js'
import { canonicalJson, ensureFolder, outputError, temporaryPath } from '../../base/store/index.js'
import { hashOf, hashedFiles } from './checksums.js'
import { bundleFiles, bundleFormat } from './files.js'
import type { BundleContents } from './files.js'
import { describeForMlflow } from './mlflow.js'
import { signatureSchema } from './signature-schema.js'

/**
 * Writes a bundle, with the checksums of its files in `lineage.json`, into a folder that is new or empty: into a folder beside it first, then renamed. `replace` takes the place of a bundle there.
 * Throws OUTPUT_EXISTS when the folder holds something, OUTPUT_NOT_WRITABLE or DISK_FULL; then nothing is left behind.
 */
export async function writeBundle(folder: string, contents: BundleContents, options: { replace?: boolean } = {}): Promise<void> {
  const target = resolve(folder)
  await ensureFolder(dirname(target))
  if (options.replace !== true) await requireEmpty(target)
  const draft = temporaryPath(target)
  try {
    for (const [path, data] of filesOf(contents)) {
      await mkdir(dirname(join(draft, path)), { recursive: true })
      await writeFile(join(draft, path), data, { flush: true })
    }
    if (options.replace === true) await rm(target, { recursive: true, force: true })
    else await rmdir(target).catch(() => undefined)
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    throw outputError(error, target)
  }
}

type NamedFile = readonly [path: string, data: Uint8Array | string]

function filesOf(contents: BundleContents): readonly NamedFile[] {
  const { onnx, model, metrics, lineage, card, report } = contents
  const signature = signatureSchema.parse({ ...contents.signature, format: bundleFormat })
  const files: readonly NamedFile[] = [
    [bundleFiles.onnx, onnx],
    [bundleFiles.signature, `${JSON.stringify(signature, undefined, 2)}\n`],
    [bundleFiles.mlflow, describeForMlflow(signature, onnx)],
    [bundleFiles.metrics, `${canonicalJson(metrics, 2)}\n`],
    [bundleFiles.card, card],
    [bundleFiles.report, report],
    [bundleFiles.model, `${canonicalJson(model)}\n`],
  ]
  const hashes = Object.fromEntries(files.filter(([path]) => hashedFiles.includes(path)).map(([path, data]) => [path, hashOf(data)]))
  return [...files, [bundleFiles.lineage, `${canonicalJson({ ...lineage, files: hashes }, 2)}\n`]]
}

async function requireEmpty(folder: string): Promise<void> {
  const content = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw outputError(error, folder)
  })
  if (content.length === 0) return
  throw new MlwrightError('OUTPUT_EXISTS', `The folder '${folder}' is not empty; a bundle is written into a new or empty folder.`, {
    hint: 'Name another folder.',
    details: { folder },
  })
}
