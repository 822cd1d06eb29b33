// A table and a contract in, what breaks it out: as data, and as a report for continuous integration.
import { resolve } from 'node:path'
import { checkOptions as checkGiven, throwIfAborted } from './base/core/index.js'
import { writeFileAtomic } from './base/store/index.js'
import type { Contract } from './data/contract/index.js'
import type { Source } from './data/sources/index.js'
import { renderJunit } from './tell/documents/index.js'
import { checkOptions } from './verbs/asked/index.js'
import type { CheckOptions } from './verbs/asked/index.js'
import { checkSource } from './verbs/contract/index.js'
import type { CheckSummary } from './verbs/contract/index.js'

export type { CheckSummary } from './verbs/contract/index.js'

/**
 * Holds a table against a contract. What breaks it is told, not thrown: `ok` is false and `violations` says what was expected, what was found, and in
 * how many rows.
 *
 * `source`: as of `train`. `options.contract`: the path of a contract file, of a bundle or its `signature.json`, or a contract as `contract` returns it.
 * `junit`: a JUnit report to write. Limits leave room for chance, the more the fewer rows there are, unless the contract says `exact`.
 * Throws what reading the source throws; OPTION_INVALID; CONTRACT_NOT_FOUND, CONTRACT_NEWER, CONTRACT_INVALID with every problem; OUTPUT_NOT_WRITABLE, DISK_FULL.
 *
 * ```ts
 * const { ok, violations } = await check('people-of-may.csv', { contract: 'people.contract.yaml' })
 * ```
 */
export async function check<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: Omit<CheckOptions, 'contract'> & { contract: string | URL | Contract; signal?: AbortSignal },
): Promise<CheckSummary> {
  const isObject = typeof options === 'object' && typeof options?.contract === 'object' && options.contract !== null
  // A contract or a URL is not what a flag can say.
  const { contract: _, ...flags } = checkOptions
  checkGiven(isObject ? flags : checkOptions, options, { also: isObject ? ['contract', 'signal'] : ['signal'] })
  const { contract, junit, signal } = options
  const { summary, outcomes } = await checkSource(source as Source, { contract, checkpoint: () => throwIfAborted(signal) })
  if (junit !== undefined) await writeFileAtomic(resolve(junit), renderJunit(summary, outcomes))
  return summary
}
