// The columns of a large source other than the target: judged by the same rules, from what all blocks say of them.
import type { Finding } from '../../../base/core/index.js'
import { judgeColumn } from '../../schema/index.js'
import type { ColumnEvidence, ColumnSchema, JudgeHints, Role, Verdict } from '../../schema/index.js'
import { invalidFinding } from '../cell-findings.js'
import { findingsOf, isAmbiguous, whyOf } from '../read-columns.js'
import { askedKind } from '../read-options.js'
import { scanModeOf } from '../build-column.js'
import { contentOf, lacks } from './column-content.js'
import type { ColumnContent, NumbersContent } from './column-content.js'
import type { GatheredColumn } from './gathered-column.js'
import type { Pass } from './pass.js'
import type { ColumnRequest } from './scan-plan.js'

export interface JudgedColumn {
  readonly schema: ColumnSchema
  readonly verdict: Verdict
  readonly content: ColumnContent['content']
  readonly invalidCount: number
  readonly findings: readonly Finding[]
}

interface Judging {
  readonly column: number
  readonly name: string
  readonly gathered: GatheredColumn
  readonly evidence: ColumnEvidence
  readonly verdict: Verdict
}

/** In the order of the source. The source is read once more where columns must be looked at in another way than was thought. */
export async function judgeLargeColumns(pass: Pass, roles: ReadonlyMap<string, Role>): Promise<JudgedColumn[]> {
  const { plan, found, options } = pass
  const wanted = plan.names.map((_, column) => column).filter((column) => plan.names[column] !== options.target)
  const judge = (evidence: ColumnEvidence, otherCommas: boolean): Verdict => {
    const kind = askedKind(options, evidence.name)
    const hints: JudgeHints = { otherCommas, missing: options.missing ?? [], ...(kind === undefined ? {} : { kind }) }
    return judgeColumn(evidence, hints)
  }
  let judged = await Promise.all(
    wanted.map(async (column): Promise<Judging> => {
      const gathered = found.columns[column]
      const name = plan.names[column]
      const evidence = gathered.evidence(name, await distinctNumbers(gathered, pass))
      return { column, name, gathered, evidence, verdict: judge(evidence, false) }
    }),
  )
  judged = await judgeTextsAgain(judged, pass, (evidence) => judge(evidence, false))
  if (judged.some(({ verdict }) => verdict.format.decimal === ',' && !isAmbiguous(verdict.findings))) {
    judged = judged.map((one) => {
      const { pointCount, pointGroupCount } = one.evidence.numbers
      const couldGroup = pointCount > 0 && pointCount === pointGroupCount
      return isAmbiguous(one.verdict.findings) || couldGroup ? { ...one, verdict: judge(one.evidence, true) } : one
    })
  }
  const contents = await readContents(judged, pass)
  return Promise.all(judged.map((one, k) => complete(one, contents[k], { asked: roles.get(one.name), pass })))
}

/** Codes beyond 2^53, and columns of dates and other texts, must be judged as the texts that they are. */
async function judgeTextsAgain(judged: readonly Judging[], pass: Pass, judge: (evidence: ColumnEvidence) => Verdict): Promise<Judging[]> {
  const needs = judged.filter(({ gathered: { counts }, verdict }) => {
    return counts.inexactCount > 0 || (counts.dateCount > 0 && verdict.format.kind !== 'datetime')
  })
  if (needs.length === 0) return [...judged]
  const requests = needs.flatMap(({ column, gathered: { counts } }): ColumnRequest[] => [
    ...(counts.dateCount > 0 ? [{ column, readsNumbers: true }] : []),
    ...(counts.inexactCount > 0 && textsOf(pass, column) === undefined ? [{ column, readsNumbers: false }] : []),
  ])
  const { columns } = requests.length === 0 ? { columns: [] } : await pass.again(requests)
  const again = (column: number, readsNumbers: boolean): GatheredColumn | undefined =>
    columns[requests.findIndex((request) => request.column === column && request.readsNumbers === readsNumbers)]
  return Promise.all(
    judged.map(async (one) => {
      if (!needs.includes(one)) return one
      const gathered = again(one.column, true) ?? one.gathered
      const texts = one.gathered.counts.inexactCount > 0 ? (again(one.column, false) ?? textsOf(pass, one.column)) : undefined
      const distinctIntegerTexts = texts === undefined ? undefined : distinctTexts(texts) - distinctTexts(gathered)
      const evidence = gathered.evidence(one.name, await distinctNumbers(gathered, pass), distinctIntegerTexts)
      return { ...one, gathered, evidence, verdict: judge(evidence) }
    }),
  )
}

function distinctTexts(gathered: GatheredColumn): number {
  const { size, others } = gathered.textsFound()
  return size + (others?.distinct ?? 0)
}

async function distinctNumbers(gathered: GatheredColumn, { countDistinct }: Pass): Promise<number> {
  if (gathered.counts.count === 0) return 0
  return countDistinct({ form: 'numbers', kind: 'number', numbers: gathered.numbersFound(), added: nothing })
}

const nothing = { values: new Float64Array(0), counts: new Float64Array(0) }

/** What the columns hold; those that were looked at in another way than their kind asks for are looked at again, all together. */
async function readContents(judged: readonly Judging[], pass: Pass): Promise<ColumnContent[]> {
  const needs = judged.map(({ gathered, verdict }) => lacks(gathered, verdict.format))
  const requests = judged.flatMap(({ column, verdict: { format } }, k): ColumnRequest[] => {
    if (needs[k] === undefined || (needs[k] === 'texts' && textsOf(pass, column) !== undefined)) return []
    return needs[k] === 'typed' ? [{ column, ...scanModeOf(format), format }] : [{ column, readsNumbers: false }]
  })
  const again = requests.length === 0 ? [] : [...(await pass.again(requests)).columns]
  return judged.map(({ column, gathered, verdict: { format } }, k) => {
    if (needs[k] === undefined) return contentOf(gathered, format, false)
    const foreseen = needs[k] === 'texts' ? textsOf(pass, column) : undefined
    return contentOf(foreseen ?? again.shift()!, format, needs[k] === 'typed')
  })
}

/** All cells of a column as texts, where they were foreseen to be wanted so. */
export function textsOf({ plan, found }: Pass, column: number): GatheredColumn | undefined {
  return found.columns[plan.requests.findIndex((request) => request.column === column && !request.readsNumbers)]
}

async function complete(
  { name, verdict }: Judging,
  { content, format, missingCount, invalidCount, invalidExamples }: ColumnContent,
  { asked, pass }: { readonly asked: Role | undefined; readonly pass: Pass },
): Promise<JudgedColumn> {
  const schema: ColumnSchema = {
    name,
    role: asked ?? verdict.role,
    ...format,
    why: whyOf(verdict, asked),
    missingCount,
    distinctCount: await distinctOf(content, pass),
    ...(content.form === 'numbers' ? rangeOfContent(content) : {}),
  }
  const findings = findingsOf(verdict, asked)
  if (invalidCount > 0 && asked !== 'ignored') findings.push(invalidFinding(name, format.kind, { invalidCount, invalidExamples }))
  return { schema, verdict, content, invalidCount, findings }
}

/** How many distinct values a column holds. */
export async function distinctOf(content: ColumnContent['content'], { countDistinct }: Pick<Pass, 'countDistinct'>): Promise<number> {
  switch (content.form) {
    case 'numbers':
      return countDistinct(content)
    case 'texts':
      return content.distinct
    case 'levels':
      return content.counts.filter((count) => count > 0).length + content.others.distinct
  }
}

export function rangeOfContent({ numbers, added }: NumbersContent): { readonly min: number; readonly max: number } | undefined {
  const min = Math.min(numbers.min, ...added.values.subarray(0, 1))
  const max = Math.max(numbers.max, ...added.values.subarray(-1))
  return min <= max ? { min, max } : undefined
}
