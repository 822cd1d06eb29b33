// Findings about cells that were read as something else than they say, and about cells without a value.
import type { Finding } from '../../base/core/index.js'
import { counted, grouped, named, percent } from '../schema/index.js'
import type { ColumnSchema } from '../schema/index.js'
import type { Kind } from '../table/index.js'
import type { BuiltColumn } from './build-column.js'
import { scrubFinding } from './scrubbed.js'

const kindNames: Readonly<Record<Kind, string>> = {
  number: 'numbers',
  category: 'levels',
  boolean: 'booleans',
  datetime: 'dates',
  text: 'texts',
}

/** Cells that have a text which is not of the column's kind. */
export function invalidFinding(name: string, kind: Kind, built: Pick<BuiltColumn, 'invalidCount' | 'invalidExamples'>): Finding {
  const { invalidCount, invalidExamples } = built
  const isOne = invalidCount === 1
  return {
    code: 'MIXED_TYPES',
    severity: 'warning',
    columns: [name],
    evidence: { cells: invalidCount, examples: [...invalidExamples] },
    message: `${counted(invalidCount, 'cell')} of '${name}' (${named(invalidExamples)}) ${isOne ? 'is' : 'are'} not among the ${kindNames[kind]} that are expected. ${isOne ? 'It is' : 'They are'} read as missing.`,
  }
}

/** No cell with a value is of the column's kind: the model sees nothing of a column that it learned from. */
export function unreadableFinding(name: string, kind: Kind, built: Pick<BuiltColumn, 'invalidCount' | 'invalidExamples'>): Finding {
  const { invalidCount, invalidExamples } = built
  return {
    code: 'MIXED_TYPES',
    severity: 'error',
    columns: [name],
    evidence: { cells: invalidCount, of: invalidCount, examples: [...invalidExamples] },
    message: `Nothing in '${name}' can be read: none of ${counted(invalidCount, 'cell')} with a value (${named(invalidExamples)}) is among the ${kindNames[kind]} that are expected. All count as missing, and the predictions are made without the column.`,
  }
}

/** Levels that training never saw. */
export function unseenFinding(name: string, built: Pick<BuiltColumn, 'unseenCount' | 'unseenExamples'>): Finding {
  return {
    code: 'DISTRIBUTION_SHIFT',
    severity: 'info',
    columns: [name],
    evidence: { cells: built.unseenCount, examples: [...built.unseenExamples] },
    message: `${counted(built.unseenCount, 'cell')} of '${name}' ${built.unseenCount === 1 ? 'has a level' : 'have levels'} that training never saw (${named(built.unseenExamples)}).`,
  }
}

/** Rows of the target that have a class, but one that training never saw. */
export function unseenClassFinding(name: string, built: Pick<BuiltColumn, 'unseenCount' | 'unseenExamples'>, rowCount: number): Finding {
  const { unseenCount, unseenExamples } = built
  const isOne = unseenCount === 1
  return {
    code: 'DISTRIBUTION_SHIFT',
    severity: 'error',
    columns: [name],
    evidence: { rows: unseenCount, of: rowCount, examples: [...unseenExamples] },
    message: `${grouped(unseenCount)} of ${counted(rowCount, 'row')} ${isOne ? 'has' : 'have'} a class that the model never saw (${named(unseenExamples)}): ${isOne ? 'it is left out, and the model would get it wrong' : 'they are left out, and each of them it would get wrong'}.`,
  }
}

/** One finding for all columns that lack values, the emptiest first. */
export function missingFinding(columns: readonly ColumnSchema[], rowCount: number): Finding[] {
  const lacking = columns.filter((column) => column.missingCount > 0 && column.role !== 'ignored' && column.role !== 'target')
  if (lacking.length === 0) return []
  lacking.sort((a, b) => b.missingCount - a.missingCount)
  const worst = lacking[0]
  return [
    {
      code: 'MISSING_VALUES',
      severity: 'info',
      columns: lacking.map((column) => column.name),
      evidence: { counts: Object.fromEntries(lacking.slice(0, 100).map((column) => [column.name, column.missingCount])), rows: rowCount },
      message: `${counted(lacking.length, 'column')} ${lacking.length === 1 ? 'lacks' : 'lack'} values, most of all '${worst.name}' (${percent(worst.missingCount, rowCount)}).`,
    },
  ]
}

const mostOfOneCode = 20
/** What is said of one column does not hold for the next. */
const apart: ReadonlySet<Finding['code']> = new Set(['PERSONAL_DATA', 'SENSITIVE_ATTRIBUTE'])

/** Findings as they leave the reading: scrubbed, and joined where there are very many of one code and severity: one for all their columns. */
export function joinMany(found: readonly Finding[]): Finding[] {
  const findings = found.map(scrubFinding)
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.code} ${finding.severity}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length <= mostOfOneCode || apart.has(group[0].code)) return group
    const { code, severity } = group[0]
    const columns = [...new Set(group.flatMap((finding) => finding.columns))]
    const message = `${group[0].message} The same holds for ${counted(columns.length - 1, 'other column')}: ${named(columns.slice(1))}.`
    return [{ code, severity, columns, evidence: { columns: columns.length }, message }]
  })
}
