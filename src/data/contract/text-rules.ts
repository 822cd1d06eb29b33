// What a contract holds of texts, and of categories whose levels it does not list: lengths, shapes, a pattern.
import { patternOf } from '../profile/index.js'
import { percent } from '../schema/index.js'
import { textAt } from '../table/index.js'
import type { Column } from '../table/index.js'
import type { ColumnContract } from './contract.js'
import { measureRange, measureShares } from './measure-numbers.js'
import { middleText } from './number-rules.js'
import { patternExpression } from './pattern.js'
import { isOver, isUnseenOver } from './room.js'
import { columnRule } from './rule.js'
import type { Rule } from './rule.js'
import { partText, quoted, rangeText } from './wording.js'

/** `seen`: rows that the contract was learned from. */
export function textRules(column: ColumnContract, seen: number): Rule[] {
  const { length, lengthShares, shapes, pattern, shift, unseen } = column
  const rules: Rule[] = []
  if (length !== undefined) {
    rules.push(
      columnRule(column, seen, {
        rule: 'length',
        code: 'LENGTH_OUT_OF_RANGE',
        expected: `${rangeText(length, 'number')} characters`,
        measure: ({ column: texts }, room) => measureRange(lengthsOf(texts), length, 'number', room),
      }),
    )
  }
  if (lengthShares !== undefined && lengthShares.length > 0) {
    rules.push(
      columnRule(column, seen, {
        rule: 'lengthShares',
        code: 'DISTRIBUTION_SHIFTED',
        expected: `${middleText({ ...column, kind: 'number' })} characters, no share moved by more than ${percent(shift, 1)}`,
        measure: ({ column: texts }, room) => measureShares(lengthsOf(texts), lengthShares, shift, 'number', room),
      }),
    )
  }
  if (shapes !== undefined) {
    rules.push(
      columnRule(column, seen, {
        rule: 'shapes',
        code: 'SHAPE_UNSEEN',
        expected: `the shape ${shapes.length === 1 ? '' : 'of one of '}${quoted(shapes, 8)}`,
        measure({ column: texts }, room) {
          const counts = shapesOf(texts)
          const known = new Set(shapes)
          const other = [...counts].filter(([shape]) => !known.has(shape)).sort((a, b) => b[1] - a[1])
          const [of, count] = [counts, other].map((some) => [...some].reduce((sum, one) => sum + one[1], 0))
          if (of === 0) return undefined
          const most = other[0]?.[1] ?? 0
          const isBroken = isUnseenOver({ count, of, distinct: other.length, most, listed: shapes.length }, unseen, room)
          return {
            isBroken,
            count,
            of,
            found: count === 0 ? 'no other' : `${partText(count, of)} of the shape ${quoted(other.map(([shape]) => shape))}`,
          }
        },
      }),
    )
  }
  if (pattern !== undefined) {
    const expression = patternExpression(pattern)
    rules.push(
      columnRule(column, seen, {
        rule: 'pattern',
        code: 'PATTERN_DIFFERS',
        expected: `texts that fit ${pattern}`,
        measure({ column: texts }, room) {
          let [of, count] = [0, 0]
          const examples = new Set<string>()
          for (const text of textsOf(texts)) {
            of++
            if (expression.test(text)) continue
            count++
            if (examples.size < 5) examples.add(text)
          }
          if (of === 0) return undefined
          return {
            isBroken: isOver({ count, of }, 0, room),
            count,
            of,
            found: count === 0 ? 'all do' : `${partText(count, of)} do not, such as ${quoted([...examples])}`,
          }
        },
      }),
    )
  }
  return rules
}

/** The cells with a value of a column of texts or levels, in order. */
export function* textsOf(column: Column): Generator<string> {
  if (column.kind === 'text') {
    for (let row = 0; row + 1 < column.offsets.length; row++) if (column.offsets[row] < column.offsets[row + 1]) yield textAt(column, row)
  } else if (column.kind === 'category') {
    for (const code of column.codes) if (code >= 0) yield column.levels[code]
  }
}

/** In characters. */
export function lengthsOf(column: Column): Float64Array {
  return Float64Array.from(textsOf(column), (text) => {
    let count = 0
    for (const _ of text) count++
    return count
  })
}

/** How many cells have each shape. */
export function shapesOf(column: Column): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of textsOf(column)) {
    const shape = patternOf(text)
    counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  return counts
}
