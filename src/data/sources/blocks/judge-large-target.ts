// The target of a large source: judged from what all blocks say of it; rows without it are left out of everything else.
import type { Finding, Task } from '../../../base/core/index.js'
import { judgeTarget } from '../../schema/index.js'
import type { CellFormat, ColumnSchema } from '../../schema/index.js'
import { scanModeOf } from '../build-column.js'
import { askedKind } from '../read-options.js'
import { droppedFindings } from '../read-target.js'
import { contentOf, lacks } from './column-content.js'
import type { ColumnContent } from './column-content.js'
import { distinctOf, rangeOfContent, textsOf } from './judge-large-columns.js'
import type { Pass } from './pass.js'
import type { ScanPlan } from './scan-plan.js'

export interface LargeTarget {
  /** Where rows lack the target: what tells them. */
  readonly filter?: ScanPlan['target']
  /** From a pass over the rows that have it. */
  readonly describe: (pass: Pass) => Promise<DescribedTarget>
}

interface DescribedTarget {
  readonly target: { readonly name: string; readonly task: Task }
  readonly schema: ColumnSchema
  readonly content: ColumnContent['content']
  /** How its cells are read. */
  readonly typedBy: ColumnSchema
  readonly findings: readonly Finding[]
}

/** Throws TARGET_UNSUITABLE, OPTION_INVALID. */
export async function judgeLargeTarget(pass: Pass, name: string): Promise<LargeTarget> {
  const { plan, found, options, countDistinct } = pass
  const column = plan.names.indexOf(name)
  const gathered = found.columns[column]
  const numbers = { form: 'numbers', kind: 'number', numbers: gathered.numbersFound(), added: nothing } as const
  const evidence = gathered.evidence(name, gathered.counts.count === 0 ? 0 : await countDistinct(numbers))
  const kind = askedKind(options, name)
  const asked = { task: options.task ?? 'auto', missing: options.missing ?? [], ...(kind === undefined ? {} : { kind }) } as const
  const verdict = judgeTarget(evidence, asked, () => textsOf(pass, column)!.textsFound())
  const { format } = verdict
  const { missingCount } = await targetContent(pass, column, format)
  return {
    ...(missingCount === 0 ? {} : { filter: { column, format } }),
    describe: async (kept) => {
      const { content } = await targetContent(kept, column, format)
      const isClasses = verdict.task !== 'regression'
      const schema: ColumnSchema = {
        name,
        role: 'target',
        ...format,
        why: verdict.why,
        missingCount,
        distinctCount: isClasses ? verdict.classes.length : await distinctOf(content, kept),
        ...(content.form === 'numbers' ? rangeOfContent(content) : {}),
      }
      const dropped = missingCount > 0 ? droppedFindings(name, missingCount, found.allRowCount) : []
      return { target: { name, task: verdict.task }, schema, content, typedBy: schema, findings: [...verdict.findings, ...dropped] }
    },
  }
}

const nothing = { values: new Float64Array(0), counts: new Float64Array(0) }

/** Classes are texts, whatever they look like. */
async function targetContent(pass: Pass, column: number, format: CellFormat): Promise<ColumnContent> {
  if (format.kind !== 'number') return contentOf(textsOf(pass, column)!, format, false)
  const gathered = pass.found.columns[column]
  if (lacks(gathered, format) === undefined) return contentOf(gathered, format, false)
  const { columns } = await pass.again([{ column, ...scanModeOf(format), format }])
  return contentOf(columns[0], format, true)
}
