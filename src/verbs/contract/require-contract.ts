// Rows that must keep a contract before they are worked with.
import { MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { counted } from '../../data/schema/index.js'
import { reusable } from '../../data/sources/index.js'
import type { Source } from '../../data/sources/index.js'
import { checkSource } from './check-source.js'
import type { CheckSettings, CheckSummary } from './check-source.js'

/** Named in the message; the details hold all. */
const mostNamed = 10

/**
 * Holds a source against a contract and returns it, to be read again: a stream and standard input come but once.
 * Throws CONTRACT_BROKEN with everything that breaks it, and what `checkSource` throws.
 */
export async function requireContract(source: Source<object>, settings: CheckSettings): Promise<Source> {
  const kept = await reusable(source)
  const { summary } = await checkSource(kept, settings)
  if (!summary.ok) throw contractBroken(summary)
  return kept as Source
}

function contractBroken(summary: CheckSummary): MlwrightError {
  const { violations, rules } = summary
  const lines = violations.slice(0, mostNamed).map(({ columns, code, found, expected }) => {
    const where = columns.length === 0 ? '' : ` ${columns.map((column) => `'${column}'`).join(', ')}`
    return `\n- ${code}${where}: ${found}; expected ${expected}`
  })
  const rest = violations.length > mostNamed ? `\n- and ${counted(violations.length - mostNamed, 'more', 'more')}` : ''
  return new MlwrightError(
    'CONTRACT_BROKEN',
    `'${summary.source}' breaks ${counted(rules.broken, 'rule')} of the contract '${summary.contract}':${lines.join('')}${rest}`,
    {
      hint: 'Mend the rows, or the contract where it asks too much. Nothing was done.',
      details: { check: JSON.parse(JSON.stringify(summary)) as Json },
    },
  )
}
