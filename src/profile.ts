// A table in, what it holds out: in numbers, as findings, on a page.
import { resolve } from 'node:path'
import { checkOptions, throwIfAborted } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { outputPath, writeFileAtomic } from './base/store/index.js'
import { profileLarge, profileTable } from './data/profile/index.js'
import type { LargeProfile, TableProfile } from './data/profile/index.js'
import { findLargeSource, largeLimits, readTable } from './data/sources/index.js'
import type { ReadOptions, Source, Target } from './data/sources/index.js'
import type { Column } from './data/table/index.js'
import { renderProfile } from './tell/pages/index.js'
import { profileOptions, version } from './verbs/asked/index.js'
import type { ProfileOptions } from './verbs/asked/index.js'

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
  const { signal, out, kind, ...asked } = options
  const checkpoint = (): void => throwIfAborted(signal)
  const given = Object.fromEntries(Object.entries({ ...asked, kinds: kind }).filter(([, value]) => value !== undefined))
  const { name, target, findings, profile: profiled } = await profileSource(source as Source, { ...given, checkpoint })
  const path = out === undefined ? undefined : resolve(out)
  const replaced = path !== undefined && (await outputPath(path)).exists
  const told = { ...(target === undefined ? {} : { target }), findings }
  if (path !== undefined) await writeFileAtomic(path, renderProfile({ sourceName: name, profile: profiled, version, ...told }))
  return { format: 1, source: name, ...profiled, ...told, ...(path === undefined ? {} : { out: path, replaced }) }
}

/** Large files in blocks, all else in memory. */
async function profileSource(source: Source, options: ReadOptions): Promise<LargeProfile> {
  const large = await findLargeSource(source, largeLimits)
  if (large !== undefined) return profileLarge(large, options)
  const { name, table, schema, target, findings } = await readTable(source, options)
  const column = target === undefined ? {} : { target: columnOfTarget(target) }
  const profiled = profileTable({ table, schema }, { ...column, checkpoint: options.checkpoint })
  return { name, ...(target === undefined ? {} : { target: target.name }), profile: profiled, findings }
}

/** The target as a column: its classes are levels. */
function columnOfTarget({ name, task, classes, values }: Target): Column {
  if (task === 'regression') return { kind: 'number', name, values }
  return { kind: 'category', name, codes: Int32Array.from(values), levels: classes }
}
