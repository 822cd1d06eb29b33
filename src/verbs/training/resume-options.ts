// What a training is asked to do: by its own options, or by those of the run that it goes on with.
import { isDeepStrictEqual } from 'node:util'
import { MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { storedAddress, withoutSecrets } from '../../data/sources/index.js'
import type { Source } from '../../data/sources/index.js'
import type { TrainOptions } from '../asked/index.js'
import { readRunSettings, requireUnfinished } from './run-folder.js'

interface Asked {
  readonly options: TrainOptions
  readonly from: Source
}

/** What may be said anew when a run goes on: how far it goes, never what it is about. */
const changeable: ReadonlySet<string> = new Set(['resume', 'trials', 'timeBudget', 'threads', 'preset'])

/** Those that were given. */
export function definedOf(options: TrainOptions): TrainOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as TrainOptions
}

/** The options of the run to go on with, those given now on top; and its source. */
export async function resumeOptions(source: Source | undefined, given: TrainOptions): Promise<Asked> {
  if (given.resume === undefined) {
    if (source === undefined) throw new MlwrightError('USAGE', 'There is no source: name a file, or rows.')
    return { options: given, from: source }
  }
  const settings = await readRunSettings(given.resume)
  const { out: _, ...stored } = settings.options as unknown as TrainOptions
  const asked = definedOf(given)
  requireSameQuestion(given.resume, stored, asked)
  if (source !== undefined && settings.source !== undefined && storedSource(source) !== settings.source) {
    throw new MlwrightError(
      'OPTION_INVALID',
      `The run '${given.resume}' was made from '${settings.source}', not from '${storedSource(source) ?? 'these rows'}'.`,
      {
        hint: 'Leave the source out to go on with it.',
      },
    )
  }
  const from = source ?? settings.source
  if (from === undefined)
    throw new MlwrightError('USAGE', 'The run was made from rows in memory or a stream: give them again to go on with it.')
  const goesFurther = ['trials', 'timeBudget', 'preset'].some((name) => name in asked)
  if (!goesFurther) await requireUnfinished(given.resume)
  return { options: { ...stored, ...asked }, from }
}

function requireSameQuestion(run: string, stored: TrainOptions, given: TrainOptions): void {
  const asked = storedOptions(given)
  const changed = (Object.keys(asked) as (keyof TrainOptions)[]).filter(
    (name) => !changeable.has(name) && !isDeepStrictEqual(asked[name], stored[name]),
  )
  if (changed.length === 0) return
  throw new MlwrightError(
    'OPTION_INVALID',
    `The run '${run}' was made with another ${changed.join(', ')}: a run goes on with the question that it began with.`,
    {
      hint: `Leave ${changed.length === 1 ? 'it' : 'them'} out, or train into another folder.`,
      details: { changed },
    },
  )
}

/** As a run keeps it: absolute, so that the run can go on from another folder, and without secrets. Undefined for rows and streams. */
export function storedSource(source: Source): string | undefined {
  return typeof source === 'string' || source instanceof URL ? storedAddress(source) : undefined
}

/** What a run keeps of its options: no secret that stands in an address. */
export function storedOptions(options: TrainOptions): { readonly [name: string]: Json } {
  const { test } = options
  return JSON.parse(JSON.stringify({ ...options, ...(test === undefined ? {} : { test: withoutSecrets(test) }) })) as {
    readonly [name: string]: Json
  }
}
