// A source held against a contract: what `check` answers.
import { checkReading, formatOf } from '../../data/contract/index.js'
import type { Contract, RuleOutcome, Violation } from '../../data/contract/index.js'
import { readInputs } from '../../data/sources/index.js'
import type { Source } from '../../data/sources/index.js'
import type { Finding } from '../../base/core/index.js'
import { readContract } from './read-contract.js'

/** What `check --json` prints. */
export interface CheckSummary {
  readonly format: 1
  readonly ok: boolean
  readonly source: string
  /** The name of the contract's file. */
  readonly contract: string
  readonly rows: number
  /** How many rules were held; not applicable: there was nothing to hold them against. */
  readonly rules: { readonly kept: number; readonly broken: number; readonly notApplicable: number }
  readonly violations: readonly Violation[]
  /** About the source as it was read. */
  readonly findings: readonly Finding[]
}

export interface Checked {
  readonly summary: CheckSummary
  /** One per rule. */
  readonly outcomes: readonly RuleOutcome[]
}

export interface CheckSettings {
  readonly contract: string | URL | Contract
  /** Columns that need not be there, whatever the contract says. */
  readonly mayLack?: readonly string[]
  readonly checkpoint?: () => void
}

/** Throws what reading the contract and the source throws; what breaks the contract is told, not thrown. */
export async function checkSource(source: Source<object>, { contract: given, mayLack = [], checkpoint }: CheckSettings): Promise<Checked> {
  const { name, contract: read } = await readContract(given)
  const contract = {
    ...read,
    columns: read.columns.map((column) => (mayLack.includes(column.name) ? { ...column, required: false } : column)),
  }
  const expected = contract.columns.map((column) => ({ name: column.name, ...formatOf(column) }))
  const reading = await readInputs(source, expected, checkpoint === undefined ? {} : { checkpoint })
  const outcomes = checkReading(reading, contract, checkpoint)
  const violations = outcomes.flatMap(({ violation }) => violation ?? [])
  const count = (outcome: RuleOutcome['outcome']): number => outcomes.filter((one) => one.outcome === outcome).length
  return {
    summary: {
      format: 1,
      ok: violations.length === 0,
      source: reading.name,
      contract: name,
      rows: reading.table.rowCount,
      rules: { kept: count('kept'), broken: count('broken'), notApplicable: count('notApplicable') },
      violations,
      findings: reading.findings,
    },
    outcomes,
  }
}
