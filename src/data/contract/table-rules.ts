// What a contract holds of a table as a whole: how many rows, which columns, keys, relations.
import { nearestName } from '../../base/core/index.js'
import { cellText, counted, grouped, percent } from '../schema/index.js'
import type { InputsReading } from '../sources/index.js'
import type { Column } from '../table/index.js'
import type { ColumnContract, Contract, KeyContract, RelationContract } from './contract.js'
import { repeatsOf } from './repeats.js'
import { brokenRows } from './relation-measures.js'
import { isOver, isRepeatedOver } from './room.js'
import type { Room } from './room.js'
import { checkedColumn, columnRule } from './rule.js'
import type { Measured, Rule } from './rule.js'
import { partText, quoted, relationText } from './wording.js'

export function tableRules(contract: Contract): Rule[] {
  const { rows, columns, otherColumns, keys, relations } = contract
  const seen = rows.seen ?? Infinity
  const whole = { columns: [], isExact: true, seen }
  const rules: Rule[] = []
  if (rows.min > 0) {
    rules.push({
      ...whole,
      rule: 'rows',
      code: 'ROWS_TOO_FEW',
      expected: `at least ${counted(rows.min, 'row')}`,
      measure: ({ table }) => ({
        isBroken: table.rowCount < rows.min,
        found: counted(table.rowCount, 'row'),
        count: table.rowCount,
        of: table.rowCount,
      }),
    })
  }
  if (rows.max !== undefined) {
    const most = rows.max
    rules.push({
      ...whole,
      rule: 'rows',
      code: 'ROWS_TOO_MANY',
      expected: `at most ${counted(most, 'row')}`,
      measure: ({ table }) => ({
        isBroken: table.rowCount > most,
        found: counted(table.rowCount, 'row'),
        count: table.rowCount,
        of: table.rowCount,
      }),
    })
  }
  if (otherColumns === 'refused') {
    const known = new Set(columns.map(({ name }) => name))
    rules.push({
      ...whole,
      rule: 'otherColumns',
      code: 'COLUMN_UNEXPECTED',
      expected: `no other than ${counted(known.size, 'column')}`,
      measure({ names }) {
        const others = names.filter((name) => !known.has(name))
        return {
          isBroken: others.length > 0,
          found: others.length === 0 ? 'no other' : quoted(others, 10),
          count: others.length,
          of: names.length,
        }
      },
    })
  }
  const required = columns.filter((column) => column.required).map((column) => requiredRule(column, columns))
  return [...rules, ...required, ...keys.map((key) => keyRule(key, seen)), ...relations.map((relation) => relationRule(relation, seen))]
}

function requiredRule({ name }: ColumnContract, columns: readonly ColumnContract[]): Rule {
  const known = new Set(columns.map((column) => column.name))
  return {
    rule: 'required',
    code: 'COLUMN_MISSING',
    columns: [name],
    isExact: true,
    seen: Infinity,
    expected: 'the column is there',
    measure(reading) {
      const isPresent = checkedColumn(reading, name)?.cells.isPresent === true
      if (isPresent) return { isBroken: false, found: 'it is', count: 0, of: 1 }
      const nearest = nearestName(
        name,
        reading.names.filter((other) => !known.has(other)),
      )
      return {
        isBroken: true,
        found: nearest === undefined ? 'no such column' : `no such column; ${quoted([nearest])} may be it`,
        count: 1,
        of: 1,
      }
    },
  }
}

/** That no value of the column comes twice. */
export function uniqueRule(column: ColumnContract, seen: number): Rule {
  return columnRule(column, seen, {
    rule: 'unique',
    code: 'NOT_UNIQUE',
    expected: 'no value twice',
    measure: ({ column: values, cells }, room) => measureRepeats([values], cells.rowCount, room),
  })
}

function keyRule({ columns, exact }: KeyContract, seen: number): Rule {
  return {
    rule: 'key',
    code: 'KEY_REPEATED',
    columns,
    isExact: exact,
    seen,
    expected: 'no two rows alike in these columns',
    measure(reading, room) {
      const found = presentColumns(reading, columns)
      return found === undefined ? undefined : measureRepeats(found, reading.table.rowCount, room)
    },
  }
}

function measureRepeats(columns: readonly Column[], rowCount: number, room: Room): Measured {
  const { count, of, example } = repeatsOf(columns, rowCount)
  if (of === 0) return undefined
  const found = example === undefined ? 'none' : `${partText(count, of)} repeat an earlier one, such as ${quoted([example])}`
  return { isBroken: isRepeatedOver(count, of, room), count, of, found }
}

function relationRule(contract: RelationContract, seen: number): Rule {
  const { relation, columns, broken } = contract
  return {
    rule: relation,
    code: 'RELATION_BROKEN',
    columns,
    isExact: contract.exact,
    seen: contract.seen ?? seen,
    expected: broken === 0 ? relationText(contract) : `${relationText(contract)}, all but ${percent(broken, 1)}`,
    measure(reading, room) {
      const found = presentColumns(reading, columns)
      if (found === undefined) return undefined
      const { count, of, first } = brokenRows(contract, found, reading.table.rowCount)
      if (of === 0) return undefined
      const isBroken = isOver({ count, of }, broken, room)
      if (first === undefined) return { isBroken, count, of, found: 'all rows do' }
      const values = found.map((column) => cellText(column, {}, first) || 'no value').join(', ')
      return { isBroken, count, of, found: `${partText(count, of)} do not, first row ${grouped(first + 1)}: ${quoted([values])}` }
    },
  }
}

/** Undefined where one is not there. */
function presentColumns(reading: InputsReading, names: readonly string[]): Column[] | undefined {
  const found = names.map((name) => checkedColumn(reading, name))
  return found.every((one) => one?.cells.isPresent === true) ? found.map((one) => one!.column) : undefined
}
