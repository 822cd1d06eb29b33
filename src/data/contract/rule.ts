// One rule of a contract, ready to be held against rows.
import type { InputCells, InputsReading } from '../sources/index.js'
import type { Column } from '../table/index.js'
import type { ColumnContract, ColumnRule } from './contract.js'
import type { Room } from './room.js'
import type { ViolationCode } from './violation.js'

/** What was counted; undefined where there was nothing to hold the rule against. */
export type Measured = { readonly isBroken: boolean; readonly found: string; readonly count: number; readonly of: number } | undefined

export interface Rule {
  readonly rule: string
  readonly code: ViolationCode
  readonly columns: readonly string[]
  readonly expected: string
  readonly isExact: boolean
  /** Rows that it was learned from. */
  readonly seen: number
  readonly measure: (reading: InputsReading, room: Room) => Measured
}

/** A column of the checked table. */
export interface CheckedColumn {
  readonly column: Column
  readonly cells: InputCells
}

/** A rule about one column: not applicable where the column is not there. */
export function columnRule(
  contract: ColumnContract,
  seen: number,
  rule: {
    readonly rule: ColumnRule
    readonly code: ViolationCode
    readonly expected: string
    readonly measure: (checked: CheckedColumn, room: Room) => Measured
  },
): Rule {
  return {
    ...rule,
    columns: [contract.name],
    isExact: contract.exact.includes(rule.rule),
    seen: contract.seen ?? seen,
    measure: (reading, room) => {
      const checked = checkedColumn(reading, contract.name)
      return checked?.cells.isPresent === true ? rule.measure(checked, room) : undefined
    },
  }
}

const positions = new WeakMap<InputsReading, ReadonlyMap<string, number>>()

export function checkedColumn(reading: InputsReading, name: string): CheckedColumn | undefined {
  let places = positions.get(reading)
  if (places === undefined) {
    places = new Map(reading.cells.map((cells, place) => [cells.name, place]))
    positions.set(reading, places)
  }
  const place = places.get(name)
  return place === undefined ? undefined : { column: reading.columns[place], cells: reading.cells[place] }
}
