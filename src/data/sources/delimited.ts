// Delimited text (CSV, TSV and their kin) to cells, with the checks that tell a table from a broken one.
import { MlwrightError } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { counted } from '../schema/index.js'
import { emptySource } from './content.js'
import { delimiterName, detectDelimiter } from './dialect.js'
import { gridText } from './grid.js'
import type { Grid } from './grid.js'
import { hasHeader } from './header.js'
import type { FoundTable } from './found-table.js'
import { tokenise } from './tokenise.js'
import type { Tokens } from './tokenise.js'

export interface DelimitedOptions {
  /** Names that tell a header at once. */
  readonly knownNames?: ReadonlySet<string> | undefined
  readonly checkpoint?: (() => void) | undefined
}

const tab = 9

/** Throws ROWS_RAGGED where records have different numbers of cells, SOURCE_UNREADABLE where a quote is never closed. */
export function readDelimited(name: string, bytes: Uint8Array, start: number, options: DelimitedOptions): FoundTable {
  const stated = statedDelimiter(bytes, start)
  const from = stated?.next ?? start
  const delimiter = stated?.delimiter ?? detectDelimiter(bytes, from)
  const findings: Finding[] = []
  let tokens = tokenise(bytes, from, { delimiter, hasQuotes: true }, options.checkpoint)
  if (tokens.unclosedLine !== undefined || tokens.strayLine !== undefined) {
    // Only where tabs part the cells is a quote that stands alone ordinary: elsewhere it is a fault.
    if (delimiter !== tab) throw quoteError(name, tokens)
    const plain = tokenise(bytes, from, { delimiter, hasQuotes: false }, options.checkpoint)
    if (plain.raggedCount > 0) throw quoteError(name, tokens)
    findings.push(strayQuotes(tokens))
    tokens = plain
  }
  const { grid } = tokens
  if (tokens.raggedCount > 0) throw raggedError(name, { ...tokens, recordCount: grid.recordCount, expected: grid.columnCount }, delimiter)
  if (grid.recordCount === 0) throw emptySource(name)
  const header = readHeader(name, grid, options.knownNames)
  return { grid, ...header, findings: [...findings, ...header.findings] }
}

/** The names of the columns, where the first record holds them. */
export function readHeader(name: string, grid: Grid, knownNames?: ReadonlySet<string>): Omit<FoundTable, 'grid'> {
  const first = Array.from({ length: grid.columnCount }, (_, column) => gridText(grid, 0, column))
  if (first.some((text) => knownNames?.has(text) === true) || hasHeader(grid))
    return { firstRecord: 1, names: first, isNamed: true, findings: [] }
  const finding: Finding = {
    code: 'MEND_APPLIED',
    severity: 'warning',
    columns: [],
    evidence: { columns: grid.columnCount, firstRow: first.slice(0, 5) },
    message: `The first row of '${name}' looks like data, not like names. It is read as data, and the columns are called column_1 to column_${grid.columnCount}.`,
  }
  return { firstRecord: 0, names: first.map(() => ''), isNamed: false, findings: [finding] }
}

/** Excel writes `sep=;` into the first line. */
export function statedDelimiter(bytes: Uint8Array, start: number): { readonly delimiter: number; readonly next: number } | undefined {
  const head = Buffer.from(bytes.subarray(start, start + 8)).toString('latin1')
  const match = /^sep=([,;|\t])(\r\n|\n|\r)/i.exec(head)
  return match === null ? undefined : { delimiter: match[1].charCodeAt(0), next: start + match[0].length }
}

/** What is told where quotes turned out to be ordinary characters. */
export function strayQuotes(tokens: QuoteFaults): Finding {
  const line = tokens.unclosedLine ?? tokens.strayLine!
  return {
    code: 'MEND_APPLIED',
    severity: 'warning',
    columns: [],
    evidence: { line },
    message: `The quote on line ${line} encloses no cell. Quotes are read as ordinary characters throughout.`,
  }
}

/** Lines with quotes that enclose no cell. */
export type QuoteFaults = Pick<Tokens, 'unclosedLine' | 'strayLine'>

export function quoteError(name: string, tokens: QuoteFaults): MlwrightError {
  const line = tokens.unclosedLine ?? tokens.strayLine!
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    tokens.unclosedLine === undefined
      ? `The quote that opens on line ${line} of '${name}' closes on a later line, in the middle of a cell.`
      : `The quote that opens on line ${line} of '${name}' is never closed.`,
    { hint: 'Close it, or write a quote inside a quoted cell twice ("").', details: { source: name, line } },
  )
}

export interface RaggedRows extends Pick<Tokens, 'ragged' | 'raggedCount'> {
  /** Of all that were looked at. */
  readonly recordCount: number
  readonly expected: number
  /** The source was not read to its end. */
  readonly isPart?: boolean
}

export function raggedError(name: string, rows: RaggedRows, delimiter: number): MlwrightError {
  const { ragged, raggedCount, recordCount, expected, isPart = false } = rows
  const shown = ragged
    .slice(0, 5)
    .map(({ line, cells }) => `line ${line} has ${cells}`)
    .join(', ')
  const isTitle = expected === 1
  const isRowNames = raggedCount === recordCount - 1 && ragged.every(({ cells }) => cells === expected + 1)
  return new MlwrightError(
    'ROWS_RAGGED',
    `${isPart ? 'At least ' : ''}${counted(raggedCount, 'row')} of '${name}' ${raggedCount === 1 ? 'has' : 'have'} another number of cells than the ${expected} of the first line: ${shown}${raggedCount > 5 ? ', …' : ''}.`,
    {
      hint: isTitle
        ? 'The first line has one cell: if it is a title, take the lines above the header out.'
        : isRowNames
          ? 'Every row has one cell more than the header: name the first column too (R leaves the row names unnamed).'
          : `Cells are parted by ${delimiterName(delimiter)}: enclose cells that contain it in double quotes, and give every row the same number of cells.`,
      details: { source: name, expected, rows: raggedCount, lines: ragged.map(({ line, cells }) => ({ line, cells })) },
    },
  )
}
