// The folder of a run: a new one, or the one to go on with.
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { ensureFolder, outputError, writeFileAtomic } from '../../base/store/index.js'

const settingsFile = 'run.json'
const knownFormat = 1
/** Written last: what the run came to. */
export const resultFile = 'result.json'

/** What a run was asked to do, to go on with it. */
export interface RunSettings {
  readonly format: 1
  readonly version: string
  /** A path as it was given; absent for rows in memory and streams. */
  readonly source?: string
  readonly options: { readonly [name: string]: Json }
}

/**
 * The absolute path of the folder to write into, made and tried.
 * Throws OUTPUT_EXISTS when it holds something else, OUTPUT_NOT_WRITABLE when it cannot be written.
 */
export async function openRunFolder(out: string | undefined, sourceName: string, settings: RunSettings): Promise<string> {
  const folder = out === undefined ? await freeFolder('mlwright-runs', sourceName) : resolve(out)
  const content = await readdir(folder).catch(async (error: NodeJS.ErrnoException): Promise<string[]> => {
    if (error.code === 'ENOENT') return []
    const isFile = await stat(folder).then(
      (found) => found.isFile(),
      () => false,
    )
    if (!isFile) throw outputError(error, folder)
    throw new MlwrightError('OUTPUT_EXISTS', `'${folder}' is a file, expected a folder to write the run into.`)
  })
  if (content.length > 0) {
    throw new MlwrightError('OUTPUT_EXISTS', `The folder '${folder}' is not empty; a run is written into a new or empty folder.`, {
      hint: content.includes(settingsFile)
        ? `Choose another one with --out, or go on with this run: --resume ${folder}`
        : 'Choose another one with --out.',
    })
  }
  await ensureFolder(folder)
  await writeFileAtomic(join(folder, settingsFile), JSON.stringify(settings, undefined, 2))
  return folder
}

/** The settings of an earlier run. Throws BUNDLE_NOT_FOUND when the folder is none. */
export async function readRunSettings(run: string): Promise<RunSettings> {
  const path = join(resolve(run), settingsFile)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new MlwrightError('BUNDLE_NOT_FOUND', `'${run}' is not the folder of a run: it has no ${settingsFile}.`, {
      hint: 'Name the folder that `mlwright train` printed or that --out named.',
      cause: error,
    })
  })
  const settings = parseSettings(text)
  if (settings === undefined) {
    throw new MlwrightError('BUNDLE_INVALID', `The file '${path}' is damaged: it does not hold the settings of a run.`, {
      hint: 'Train again into another folder.',
      details: { file: path },
    })
  }
  if (settings.format > knownFormat) {
    throw new MlwrightError(
      'BUNDLE_NEWER',
      `The run '${run}' has format ${settings.format}; this mlwright reads formats up to ${knownFormat}.`,
      {
        hint: 'Update mlwright: npm install mlwright@latest',
        details: { format: settings.format, known: knownFormat },
      },
    )
  }
  return { ...settings, format: knownFormat }
}

/** Undefined where the text is something else. */
function parseSettings(text: string): (Omit<RunSettings, 'format'> & { readonly format: number }) | undefined {
  const json = parseJson(text)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const { format, version, source, options } = json as { readonly [name: string]: Json | undefined }
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1 || typeof version !== 'string') return undefined
  if (source !== undefined && typeof source !== 'string') return undefined
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return undefined
  return { format, version, ...(source === undefined ? {} : { source }), options: options as RunSettings['options'] }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Throws OUTPUT_EXISTS when the run has tried all that it was to try: going on would change nothing. */
export async function requireUnfinished(run: string): Promise<void> {
  const text = await readFile(join(resolve(run), resultFile), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const result = parseJson(text) as { readonly stoppedBy?: Json; readonly bundle?: Json } | null | undefined
  // A result that cannot be read is none: going on writes it again.
  if (typeof result?.bundle !== 'string' || result.stoppedBy === 'interrupt') return
  const { bundle } = result
  throw new MlwrightError('OUTPUT_EXISTS', `The run '${run}' is done. Its report is ${join(bundle, 'report.html')}.`, {
    hint: 'To let it try more, say how far: --trials 20 or --time-budget 5m.',
  })
}

/** `mlwright-runs/adult-1`, or the next number that is free. */
async function freeFolder(parent: string, sourceName: string): Promise<string> {
  const stem =
    basename(sourceName)
      .replace(/\.[a-z0-9.]+$/i, '')
      .replace(/[^\w-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'run'
  const taken = await readdir(resolve(parent)).catch((): string[] => [])
  let number = 1
  while (taken.includes(`${stem}-${number}`)) number++
  return resolve(parent, `${stem}-${number}`)
}
