// What a contract holds of categories and booleans.
import { hypergeometricTail } from '../../base/stats/index.js'
import { percent } from '../schema/index.js'
import type { ColumnContract, Level } from './contract.js'
import { isOver, isUnseenOver } from './room.js'
import type { Room } from './room.js'
import { columnRule } from './rule.js'
import type { CheckedColumn, Measured, Rule } from './rule.js'
import { partText, quoted } from './wording.js'

/** `seen`: rows that the contract was learned from. */
export function levelRules(column: ColumnContract, seen: number): Rule[] {
  const { kind, levels, unseen, shift } = column
  if (levels === undefined) return []
  const rules: Rule[] = []
  // Other texts than the two are no booleans: that is said of the kind.
  if (kind === 'category') {
    const but = unseen === 0 ? '' : `, all but ${percent(unseen, 1)}`
    rules.push(
      columnRule(column, seen, {
        rule: 'levels',
        code: 'LEVEL_UNSEEN',
        expected: `${
          levels.length === 0
            ? 'no value'
            : `one of ${quoted(
                levels.map(({ level }) => level),
                8,
              )}`
        }${but}`,
        measure({ cells }, room) {
          const of = cells.rowCount - cells.missingCount
          if (of === 0) return undefined
          const { unseenCount: count, unseenLevels: distinct, mostOfUnseen: most, unseenExamples } = cells
          const isBroken = isUnseenOver({ count, of, distinct, most, listed: levels.length }, unseen, room)
          const found =
            count === 0 ? 'no other' : `${partText(count, of)} with ${quoted(unseenExamples)}${distinct > 5 ? ' and others' : ''}`
          return { isBroken, count, of, found }
        },
      }),
    )
  }
  if (levels.some(({ share }) => share !== undefined)) {
    rules.push(
      columnRule(column, seen, {
        rule: 'shares',
        code: 'DISTRIBUTION_SHIFTED',
        expected: `${largestText(levels)}, no share moved by more than ${percent(shift, 1)}`,
        measure: (checked, room) => measureLevelShares(checked, levels, shift, room),
      }),
    )
  }
  return rules
}

function largestText(levels: readonly Level[]): string {
  const largest = levels.reduce((best, one) => ((one.share ?? 0) > (best.share ?? 0) ? one : best))
  return `${percent(largest.share ?? 0, 1)} ${quoted([largest.level])}`
}

/** Broken where the share of one level moved by more than `shift`, and by more than chance explains among as many levels. */
function measureLevelShares({ column, cells }: CheckedColumn, levels: readonly Level[], shift: number, room: Room): Measured {
  const of = cells.rowCount - cells.missingCount - cells.invalidCount
  if (of === 0 || (column.kind !== 'category' && column.kind !== 'boolean')) return undefined
  const counts = new Float64Array(levels.length)
  const codes = column.kind === 'category' ? column.codes : column.values
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++
  const each = { ...room, alpha: room.alpha / (2 * levels.length) }
  let [worst, most] = [0, -1]
  let isBroken = false
  for (const [k, { share }] of levels.entries()) {
    if (share === undefined) continue
    const moved = Math.abs(counts[k] / of - share)
    if (moved > most) [worst, most] = [k, moved]
    if (moved > shift && isMoved(counts[k], of, share, each)) isBroken = true
  }
  const { level, share = 0 } = levels[worst]
  return {
    isBroken,
    count: Math.round(most * of),
    of,
    found: `${percent(counts[worst], of)} ${quoted([level])}, where ${percent(share, 1)} were; moved by ${percent(most, 1)}`,
  }
}

function isMoved(count: number, of: number, share: number, room: Room): boolean {
  if (room.alpha === 0) return true
  if (count > share * of) return isOver({ count, of }, share, room)
  if (!Number.isFinite(room.seen)) return isOver({ count: of - count, of }, 1 - share, room)
  const marked = Math.round(share * room.seen)
  return hypergeometricTail(marked, { total: room.seen + of, marked: marked + count, drawn: room.seen }) < room.alpha
}
