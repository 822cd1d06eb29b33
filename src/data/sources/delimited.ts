// Delimited text (CSV, TSV and their kin) to cells, with the checks that tell a table from a broken one.
import { MlwrightError } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { counted } from '../schema/index.js'
import { emptySource } from './content.js'
import { delimiterName, detectDelimiter } from './dialect.js'
import { gridText } from './grid.js'
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
  if (tokens.raggedCount > 0) throw raggedError(name, tokens, delimiter)
  const { grid } = tokens
  if (grid.recordCount === 0) throw emptySource(name)
  const first = Array.from({ length: grid.columnCount }, (_, column) => gridText(grid, 0, column))
  const isHeader = first.some((text) => options.knownNames?.has(text) === true) || hasHeader(grid)
  if (!isHeader) {
    findings.push({
      code: 'MEND_APPLIED',
      severity: 'warning',
      columns: [],
      evidence: { columns: grid.columnCount, firstRow: first.slice(0, 5) },
      message: `The first row of '${name}' looks like data, not like names. It is read as data, and the columns are called column_1 to column_${grid.columnCount}.`,
    })
  }
  return { grid, firstRecord: isHeader ? 1 : 0, names: isHeader ? first : first.map(() => ''), isNamed: isHeader, findings }
}

/** Excel writes `sep=;` into the first line. */
function statedDelimiter(bytes: Uint8Array, start: number): { readonly delimiter: number; readonly next: number } | undefined {
  const head = Buffer.from(bytes.subarray(start, start + 8)).toString('latin1')
  const match = /^sep=([,;|\t])(\r\n|\n|\r)/i.exec(head)
  return match === null ? undefined : { delimiter: match[1].charCodeAt(0), next: start + match[0].length }
}

function strayQuotes(tokens: Tokens): Finding {
  const line = tokens.unclosedLine ?? tokens.strayLine!
  return {
    code: 'MEND_APPLIED',
    severity: 'warning',
    columns: [],
    evidence: { line },
    message: `The quote on line ${line} encloses no cell. Quotes are read as ordinary characters throughout.`,
  }
}

function quoteError(name: string, tokens: Tokens): MlwrightError {
  const line = tokens.unclosedLine ?? tokens.strayLine!
  return new MlwrightError(
    'SOURCE_UNREADABLE',
    tokens.unclosedLine === undefined
      ? `The quote that opens on line ${line} of '${name}' closes on a later line, in the middle of a cell.`
      : `The quote that opens on line ${line} of '${name}' is never closed.`,
    { hint: 'Close it, or write a quote inside a quoted cell twice ("").', details: { source: name, line } },
  )
}

function raggedError(name: string, tokens: Tokens, delimiter: number): MlwrightError {
  const { grid, ragged, raggedCount } = tokens
  const expected = grid.columnCount
  const shown = ragged
    .slice(0, 5)
    .map(({ line, cells }) => `line ${line} has ${cells}`)
    .join(', ')
  const isTitle = expected === 1
  const isRowNames = raggedCount === grid.recordCount - 1 && ragged.every(({ cells }) => cells === expected + 1)
  return new MlwrightError(
    'ROWS_RAGGED',
    `${counted(raggedCount, 'row')} of '${name}' ${raggedCount === 1 ? 'has' : 'have'} another number of cells than the ${expected} of the first line: ${shown}${raggedCount > 5 ? ', …' : ''}.`,
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
