// Rows held against a contract: every rule, with what became of it.
import { percent } from '../schema/index.js'
import type { InputsReading } from '../sources/index.js'
import type { ColumnContract, Contract } from './contract.js'
import { levelRules } from './level-rules.js'
import { numberRules } from './number-rules.js'
import { isOver } from './room.js'
import { columnRule } from './rule.js'
import type { Rule } from './rule.js'
import { tableRules, uniqueRule } from './table-rules.js'
import { textRules } from './text-rules.js'
import type { RuleOutcome } from './violation.js'
import { partText, quoted } from './wording.js'

/**
 * Holds rows against a contract. `reading`: the contract's columns as `readInputs` gives them.
 *
 * One outcome per rule: those of the table, then those of each column. Unless a rule is exact or `falseAlarms` is 0, it is broken only where chance
 * does not explain what is found; the chance of an alarm is shared equally among the rules (Bonferroni), so that further rows drawn from the
 * same source break any of them with a chance of at most `falseAlarms`. O(rules × rows).
 */
export function checkReading(reading: InputsReading, contract: Contract, checkpoint?: () => void): RuleOutcome[] {
  const rules = rulesOf(contract)
  const alpha = contract.falseAlarms / Math.max(1, rules.filter((rule) => !rule.isExact).length)
  return rules.map((rule) => {
    checkpoint?.()
    return outcomeOf(rule, reading, rule.isExact ? 0 : alpha)
  })
}

function outcomeOf({ rule, code, columns, expected, seen, measure }: Rule, reading: InputsReading, alpha: number): RuleOutcome {
  const told = { rule, columns, expected }
  const measured = measure(reading, { seen, alpha })
  if (measured === undefined) return { ...told, outcome: 'notApplicable' }
  if (!measured.isBroken) return { ...told, outcome: 'kept' }
  const { found, count, of } = measured
  return { ...told, outcome: 'broken', violation: { code, column: columns[0] ?? null, columns, rule, expected, found, count, of } }
}

function rulesOf(contract: Contract): Rule[] {
  const seen = contract.rows.seen ?? Infinity
  return [...tableRules(contract), ...contract.columns.flatMap((column) => columnRules(column, seen))]
}

function columnRules(column: ColumnContract, seen: number): Rule[] {
  return [
    ...cellRules(column, seen),
    ...numberRules(column, seen),
    ...levelRules(column, seen),
    ...textRules(column, seen),
    ...(column.unique ? [uniqueRule(column, seen)] : []),
  ]
}

const kindWords = { number: 'numbers', datetime: 'dates', boolean: 'yes or no', category: 'levels', text: 'texts' } as const

/** Of what kind the cells are, and how many have no value. Any text can be a level or a text. */
function cellRules(column: ColumnContract, seen: number): Rule[] {
  const { kind, invalid, mayBeMissing } = column
  const rules: Rule[] = []
  if (kind !== 'text' && kind !== 'category') {
    rules.push(
      columnRule(column, seen, {
        rule: 'kind',
        code: 'KIND_DIFFERS',
        expected: `${kindWords[kind]}${formatText(column)}${invalid === 0 ? '' : `, all but ${percent(invalid, 1)}`}`,
        measure({ cells }, room) {
          const of = cells.rowCount - cells.missingCount
          const count = cells.invalidCount
          if (of === 0) return undefined
          const found = count === 0 ? 'all are' : `${partText(count, of)} are none, such as ${quoted(cells.invalidExamples, 3)}`
          return { isBroken: isOver({ count, of }, invalid, room), count, of, found }
        },
      }),
    )
  }
  if (mayBeMissing < 1) {
    // Learned from all rows, not from those with a value.
    const { seen: _, ...ofAllRows } = column
    rules.push(
      columnRule(ofAllRows, seen, {
        rule: 'missing',
        code: 'MISSING_TOO_MANY',
        expected: mayBeMissing === 0 ? 'a value in every row' : `at most ${percent(mayBeMissing, 1)} without a value`,
        measure({ cells: { missingCount: count, rowCount: of } }, room) {
          return { isBroken: isOver({ count, of }, mayBeMissing, room), count, of, found: `${partText(count, of)} without a value` }
        },
      }),
    )
  }
  return rules
}

function formatText({ kind, dateFormat, decimal, unit, levels }: ColumnContract): string {
  if (kind === 'datetime') return dateFormat === undefined ? '' : ` written ${dateFormat}`
  if (kind === 'boolean') return levels === undefined ? '' : ` (${quoted(levels.map(({ level }) => level))})`
  const styles = [...(decimal === undefined ? [] : ['decimal comma']), ...(unit === undefined ? [] : [unit])]
  return styles.length === 0 ? '' : ` (${styles.join(', ')})`
}
