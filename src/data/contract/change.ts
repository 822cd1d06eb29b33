// One change between two contracts.
import type { Json } from '../../base/core/index.js'

export interface ContractChange {
  readonly change: 'breaking' | 'compatible'
  /** Null where it is about the table; the first one of a key or a relation. */
  readonly column: string | null
  readonly columns: readonly string[]
  /** As the file names it. */
  readonly rule: string
  /** Null where there was, or is, no such rule. */
  readonly was: Json
  readonly now: Json
}

/** No change where both are the same. */
export function changeOf<Value extends Json | undefined>(
  about: Pick<ContractChange, 'column' | 'columns'>,
  rule: string,
  was: Value,
  now: Value,
  isBreaking: (was: Value, now: Value) => boolean,
): ContractChange[] {
  if (JSON.stringify(was) === JSON.stringify(now)) return []
  return [{ change: isBreaking(was, now) ? 'breaking' : 'compatible', ...about, rule, was: was ?? null, now: now ?? null }]
}

/** True where there was nothing and is something now. */
export function asked(was: Json | undefined, now: Json | undefined): boolean {
  return was === undefined && now !== undefined
}
