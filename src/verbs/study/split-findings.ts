// Rows that a model learned from among those that judge it: counted, and said.
import type { Finding } from '../../base/core/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import { alikeByChance, countAcross, mostRepeated, unlikelyCopies } from '../../data/split/index.js'
import type { Fold } from '../../data/split/index.js'
import { copyCodes, columnOf, stackColumns } from '../../data/table/index.js'
import type { Table } from '../../data/table/index.js'

/** What `evaluate` and `--test` say where the content judged is the content learned from. */
export function sameContentFinding(name: string, severity: Finding['severity'], rows: number): Finding {
  return {
    code: 'DUPLICATES_ACROSS_SPLIT',
    severity,
    columns: [],
    evidence: { where: 'test', rows, of: rows, share: 1 },
    message: `'${name}' holds the rows that the model learned from: on them it seems better than it is. Judge it on other rows.`,
  }
}

/** Rows of a test table that are alike, in every feature, with a row that taught, and not by chance. */
export function testFindings(
  name: string,
  test: Table,
  { taught, columns }: { taught: Table; columns: readonly ColumnSchema[] },
): Finding[] {
  const stacked = columns.map((column) => stackColumns(columnOf(taught, column.name), columnOf(test, column.name)))
  const comparable = stacked.filter((column) => column !== undefined)
  if (comparable.length < columns.length) return []
  const rowCount = taught.rowCount + test.rowCount
  const codes = copyCodes(comparable, rowCount)
  const unlikely = unlikelyCopies(codes, alikeByChance(comparable, codes, mostRepeated(rowCount)))
  if (unlikely === undefined) return []
  const all = Int32Array.from({ length: rowCount }, (_, row) => row)
  const count = countAcross(unlikely.codes, { taught: all.subarray(0, taught.rowCount), judged: all.subarray(taught.rowCount) })
  const said = `${count} of the ${test.rowCount} rows of '${name}' ${count === 1 ? 'is' : 'are'} like a row that the model learned from in every column that may be used`
  return findingOf('test', { count, of: test.rowCount }, `${said}: on them it seems better than it is. Judge it on other rows.`)
}

/** Copies that a split had to part: what groups and times demand comes first, and very many alike cannot stay together. */
export function acrossFindings(
  codes: Int32Array | undefined,
  folds: readonly Pick<Fold, 'train' | 'test'>[],
  where: 'folds' | 'holdout',
): Finding[] {
  if (codes === undefined) return []
  let count = 0
  let of = 0
  for (const { train, test } of folds) {
    count += countAcross(codes, { taught: train, judged: test })
    of += test.length
  }
  const judged = where === 'folds' ? 'rows that judged' : 'rows kept apart'
  const message = `${count} of the ${of} ${judged} ${count === 1 ? 'is' : 'are'} like a row that the model learned from in every column that may be used: the figures are too good if they are copies.`
  return findingOf(where, { count, of }, message)
}

function findingOf(where: string, { count, of }: { count: number; of: number }, message: string): Finding[] {
  if (count === 0) return []
  const severity = count * 2 > of ? 'error' : 'warning'
  return [{ code: 'DUPLICATES_ACROSS_SPLIT', severity, columns: [], evidence: { where, rows: count, of, share: count / of }, message }]
}
