// A table in, what it holds out: in numbers, as findings, on a page.
import { resolve } from 'node:path'
import { checkOptions, throwIfAborted } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { outputPath, writeFileAtomic } from './base/store/index.js'
import type { TableProfile } from './data/profile/index.js'
import type { Source } from './data/sources/index.js'
import { renderProfile } from './tell/pages/index.js'
import { profileOptions, version } from './verbs/asked/index.js'
import type { ProfileOptions } from './verbs/asked/index.js'
import { profileSource } from './verbs/study/index.js'

/** What `profile --json` prints. */
export interface ProfileSummary extends TableProfile {
  readonly format: 1
  readonly source: string
  readonly target?: string
  /** The page, absolute; absent where none was asked for. */
  readonly out?: string
  readonly replaced?: boolean
  readonly findings: readonly Finding[]
}

/**
 * Profiles a table: what each column holds, how columns go together, what is missing together, and what is wrong with it.
 *
 * `source`: as of `train`. `options.target`: also what each column tells about it; rows without it are left out. `out`: an HTML page to write.
 * The same source and options give the same profile. Throws what reading throws; OUTPUT_NOT_WRITABLE, DISK_FULL.
 *
 * ```ts
 * const { columns, findings } = await profile('people.csv', { target: 'income' })
 * ```
 */
export async function profile<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: ProfileOptions & { signal?: AbortSignal } = {},
): Promise<ProfileSummary> {
  checkOptions(profileOptions, options, { also: ['signal'] })
  const { signal, out, kind, privacy, ...asked } = options
  const checkpoint = (): void => throwIfAborted(signal)
  const given = Object.fromEntries(Object.entries({ ...asked, kinds: kind }).filter(([, value]) => value !== undefined))
  const { name, target, findings, profile: profiled } = await profileSource(source as Source, { ...given, checkpoint }, privacy)
  const path = out === undefined ? undefined : resolve(out)
  const replaced = path !== undefined && (await outputPath(path)).exists
  const told = { ...(target === undefined ? {} : { target }), findings }
  if (path !== undefined) await writeFileAtomic(path, renderProfile({ sourceName: name, profile: profiled, version, ...told }))
  return { format: 1, source: name, ...profiled, ...told, ...(path === undefined ? {} : { out: path, replaced }) }
}
