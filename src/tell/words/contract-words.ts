// What breaks a contract, and what changed between two, in words.
import type { ContractChange, Violation } from '../../data/contract/index.js'
import { displayText } from '../charts/index.js'

const widest = 60

export interface ViolationWords {
  readonly where: string
  readonly code: string
  readonly found: string
  readonly expected: string
}

/** For one screen: names cut where they are long, control characters made visible. */
export function violationWords({ columns, code, found, expected }: Violation): ViolationWords {
  return { where: whereOf(columns), code, found, expected }
}

export interface ChangeWords {
  readonly where: string
  readonly rule: string
  readonly was: string
  readonly now: string
}

/** What was and what is; `nothing` where there is no such rule. */
export function changeWords({ columns, rule, was, now }: ContractChange): ChangeWords {
  return { where: whereOf(columns), rule: displayText(rule, widest), was: valueWords(was), now: valueWords(now) }
}

function whereOf(columns: readonly string[]): string {
  return columns.length === 0 ? 'table' : columns.map((name) => displayText(name, 40)).join(', ')
}

function valueWords(value: ContractChange['was']): string {
  if (value === null) return 'nothing'
  return displayText(typeof value === 'string' ? value : JSON.stringify(value), widest)
}
