// A table and a question about one or two columns in, the answer with its test out.
import { writeFileAtomic } from './base/store/index.js'
import { checkOptions, createRandom, MlwrightError, throwIfAborted } from './base/core/index.js'
import type { Finding } from './base/core/index.js'
import { relate } from './data/relations/index.js'
import type { JudgedColumn, Relation } from './data/relations/index.js'
import type { ColumnSchema } from './data/schema/index.js'
import type { Source } from './data/sources/index.js'
import { columnOf } from './data/table/index.js'
import { relationWords } from './tell/words/index.js'
import { testOptions, version } from './verbs/asked/index.js'
import type { TestOptions } from './verbs/asked/index.js'
import { readGuarded } from './verbs/study/index.js'

/** What `test --json` prints. */
export interface TestSummary {
  readonly format: 1
  readonly source: string
  readonly of: string
  readonly by?: string
  readonly relation: Relation
  readonly words: { readonly answer: string; readonly certainty: string; readonly choice: string; readonly assumptions: readonly string[] }
  readonly findings: readonly Finding[]
}

/**
 * Answers a question about one column, or about two: do they go together, how much, and could it be chance? The test is chosen by the kinds of
 * the columns and by what their values allow, and named with its assumptions.
 *
 * `source`: as of `train`. `options.of`: the column asked about; `by`: what it goes by. `out`: an HTML page to write.
 * Rows without a value in one of the two are left out and counted. The same source, options and seed give the same answer.
 * Throws what reading throws; COLUMN_NOT_FOUND; OPTION_INVALID for a column of texts, of personal data or of more than 100 groups; TOO_FEW_ROWS.
 *
 * ```ts
 * const { words } = await test('people.csv', { of: 'income', by: 'sex' })
 * ```
 */
export async function test<Row extends object = Record<string, unknown>>(
  source: Source<Row>,
  options: TestOptions & { signal?: AbortSignal },
): Promise<TestSummary> {
  checkOptions(testOptions, options, { also: ['signal'] })
  const { of, by, kind, missing, privacy, out, signal } = options
  if (of === by) {
    throw new MlwrightError('OPTION_INVALID', `Column '${of}' is to be compared with itself.`, {
      hint: 'Leave --by out, or choose another column.',
    })
  }
  const reading = await readGuarded(
    source as Source,
    {
      ...(kind === undefined ? {} : { kinds: kind }),
      ...(missing === undefined ? {} : { missing }),
      checkpoint: () => throwIfAborted(signal),
    },
    privacy,
  )
  const judged = (name: string): JudgedColumn => {
    const column = columnOf(reading.table, name)
    const schema = reading.schema.columns.find((one) => one.name === name)!
    if (schema.treatment?.by === 'drop' && schema.treatment.kind !== undefined) throw personal(schema)
    return { column, schema }
  }
  const relation = relate(judged(of), by === undefined ? undefined : judged(by), createRandom(`${options.seed ?? 0}/test`))
  const asked = new Set([of, by])
  const findings = reading.findings.filter(({ columns }) => columns.length === 0 || columns.some((column) => asked.has(column)))
  if (out !== undefined) {
    const { renderRelation } = await import('./tell/pages/index.js')
    await writeFileAtomic(out, await renderRelation({ sourceName: reading.name, relation, findings, version }))
  }
  const { answer, certainty, choice, assumptions } = relationWords(relation)
  return {
    format: 1,
    source: reading.name,
    of,
    ...(by === undefined ? {} : { by }),
    relation,
    words: { answer, certainty, choice, assumptions },
    findings,
  }
}

function personal({ name, why }: ColumnSchema): MlwrightError {
  return new MlwrightError('OPTION_INVALID', `Column '${name}' holds personal data, which is not compared.`, {
    hint: `${why} Compare the part that names nobody with --privacy mask, pseudonyms with --privacy hash, or say --privacy keep.`,
    details: { column: name },
  })
}
