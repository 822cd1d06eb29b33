// What a contract holds of numbers and dates.
import { percent } from '../schema/index.js'
import type { ColumnContract } from './contract.js'
import { measureRange, measureShares } from './measure-numbers.js'
import { isOver } from './room.js'
import { columnRule } from './rule.js'
import type { CheckedColumn, Rule } from './rule.js'
import { partText, rangeText, valueText } from './wording.js'

/** `seen`: rows that the contract was learned from. */
export function numberRules(column: ColumnContract, seen: number): Rule[] {
  const { kind, whole, range, shares, shift } = column
  const rules: Rule[] = []
  if (whole) {
    rules.push(
      columnRule(column, seen, {
        rule: 'whole',
        code: 'NOT_WHOLE',
        expected: 'whole numbers',
        measure(checked, room) {
          const values = valuesOf(checked)
          let [count, of] = [0, 0]
          let example = NaN
          for (let row = 0; row < values.length; row++) {
            if (Number.isNaN(values[row])) continue
            of++
            if (Number.isInteger(values[row])) continue
            if (count === 0) example = values[row]
            count++
          }
          if (of === 0) return undefined
          const found = count === 0 ? 'whole numbers' : `${partText(count, of)} with a fraction, such as ${example}`
          return { isBroken: isOver({ count, of }, 0, room), count, of, found }
        },
      }),
    )
  }
  if (range !== undefined) {
    rules.push(
      columnRule(column, seen, {
        rule: 'range',
        code: 'OUT_OF_RANGE',
        expected: rangeText(range, kind),
        measure: (checked, room) => measureRange(valuesOf(checked), range, kind, room),
      }),
    )
  }
  if (shares !== undefined && shares.length > 0) {
    rules.push(
      columnRule(column, seen, {
        rule: 'shares',
        code: 'DISTRIBUTION_SHIFTED',
        expected: `${middleText(column)}, no share moved by more than ${percent(shift, 1)}`,
        measure: (checked, room) => measureShares(valuesOf(checked), shares, shift, kind, room),
      }),
    )
  }
  return rules
}

/** The point nearest to the middle stands for the distribution. */
export function middleText({ kind, shares, lengthShares }: ColumnContract): string {
  const points = shares ?? lengthShares ?? []
  const middle = points.reduce((best, point) => (Math.abs(point.share - 0.5) < Math.abs(best.share - 0.5) ? point : best))
  return `${percent(middle.share, 1)} at most ${valueText(middle.value, kind)}`
}

function valuesOf({ column }: CheckedColumn): Float64Array {
  return column.kind === 'number' || column.kind === 'datetime' ? column.values : new Float64Array(0)
}
