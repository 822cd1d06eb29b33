// A table in, its contract out; two contracts in, what changed between them out.
import { resolve } from 'node:path'
import { checkOptions, MlwrightError, throwIfAborted } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { outputPath, writeFileAtomic } from './base/store/index.js'
import { contractText, diffContracts } from './data/contract/index.js'
import type { Contract, ContractChange } from './data/contract/index.js'
import type { Source } from './data/sources/index.js'
import { contractOptions } from './verbs/asked/index.js'
import type { ContractOptions } from './verbs/asked/index.js'
import { inferGuarded, readContract } from './verbs/contract/index.js'

/** What `contract --json` prints. */
export interface ContractSummary {
  readonly format: 1
  readonly source: string
  /** The file, absolute; absent where none was asked for. */
  readonly out?: string
  readonly contract: Contract
  /** The file's content. */
  readonly text: string
  readonly findings: readonly Finding[]
}

/** What `contract diff --json` prints. */
export interface ContractDiff {
  readonly format: 1
  readonly breaking: number
  readonly compatible: number
  readonly changes: readonly ContractChange[]
}

/**
 * Infers the contract of a table: what its rows suggest to hold of further ones. The table itself keeps it, and so do, but for chance, rows drawn from
 * the same source. Of columns that hold personal data no value is written.
 *
 * `source`: as of `train`. `options.out`: the file to write, never one that is there: a contract that was edited is not lost.
 * The same source and options give the same contract. Throws what reading throws; OUTPUT_EXISTS; OUTPUT_NOT_WRITABLE, DISK_FULL.
 *
 * ```ts
 * const { text } = await contract('people.csv', { out: 'people.contract.yaml' })
 * ```
 */
export async function contract<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: ContractOptions & { signal?: AbortSignal } = {},
): Promise<ContractSummary> {
  checkOptions(contractOptions, options, { also: ['signal'] })
  const { signal, out, kind: kinds, missing, ignore } = options
  const checkpoint = (): void => throwIfAborted(signal)
  const path = out === undefined ? undefined : resolve(out)
  if (path !== undefined) await refuseExisting(path)
  const asked = Object.fromEntries(Object.entries({ kinds, missing, ignore }).filter(([, value]) => value !== undefined))
  const { name, contract: inferred, findings } = await inferGuarded(source as Source, { ...asked, checkpoint })
  const text = contractText(inferred)
  if (path !== undefined) await writeFileAtomic(path, text)
  return { format: 1, source: name, ...(path === undefined ? {} : { out: path }), contract: inferred, text, findings }
}

/**
 * What changed from one contract to another. `breaking`: data that kept the old may break the new; `compatible`: what kept the old keeps the new.
 * `before`, `after`: as `contract` of `check`. Throws CONTRACT_NOT_FOUND, CONTRACT_NEWER, CONTRACT_INVALID.
 */
export async function contractDiff(before: string | URL | Contract, after: string | URL | Contract): Promise<ContractDiff> {
  const [old, now] = [await readContract(before), await readContract(after)]
  const changes = diffContracts(old.contract, now.contract)
  const breaking = changes.filter(({ change }) => change === 'breaking').length
  return { format: 1, breaking, compatible: changes.length - breaking, changes }
}

async function refuseExisting(path: string): Promise<void> {
  const { exists, isSpecial } = await outputPath(path)
  if (!exists || isSpecial) return
  throw new MlwrightError('OUTPUT_EXISTS', `'${path}' is there already, and what was edited in it would be lost.`, {
    hint: 'Write another file with --out, and compare the two: mlwright contract diff <old> <new>. Or remove it first.',
    details: { path },
  })
}
