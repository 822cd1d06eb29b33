// Blocks cut by a kernel, in memory of its own that the next block finds again.
import { cuttingRuleLength, enterWorkplace, textMargin } from '../../../base/kernels/index.js'
import type { Grid } from '../grid.js'
import type { Part } from '../raw-table.js'
import { tokenise } from '../tokenise.js'
import type { Dialect, Shape, Tokens } from '../tokenise.js'

type BlockDialect = Dialect & { readonly shape: Shape }

export interface BlockCutter {
  /** As `tokenise`. What it returns holds until the next block. */
  cut(text: Uint8Array, dialect: BlockDialect): Tokens
  /** A hash of each row's cells, of `hashRange`; of the block that was cut last. What it returns holds until the next block. */
  hashRows(part: Part): Float64Array
}

/** Cells of which the places are held in a kernel's memory, at most. */
const mostCells = 1 << 27

/** Pointers to what lies in memory. */
interface Places {
  readonly text: number
  readonly ends: number
  readonly starts: number
  /** For what is asked of rows: the columns, the hashes. */
  readonly order: number
  readonly hashes: number
}

/** One for each thread. */
export function createBlockCutter(): BlockCutter {
  const { kernels, memory } = enterWorkplace()
  let places: Places | undefined
  let held: Grid | undefined

  /** All that a block needs is allocated at once: growing later would leave what was returned without its memory. */
  function allocate(textBytes: number, { cells, records, columnCount }: Record<'cells' | 'records' | 'columnCount', number>): Places {
    memory.reset()
    held = undefined
    const text = memory.allocate(textBytes + textMargin)
    const [ends, starts, order] = [cells, records, columnCount].map((count) => memory.allocate(4 * count))
    return (places = { text, ends, starts, order, hashes: memory.allocate(8 * records) })
  }

  function cutByKernel(bytes: Uint8Array, { delimiter, hasQuotes, shape }: BlockDialect): Tokens | undefined {
    const { newline, columnCount, neededCount } = shape
    const size = bytes.length
    memory.reset()
    const lineEnds = countLineEnds(bytes, newline)
    const room = Math.min((lineEnds + 1) * columnCount, size + 1 + columnCount)
    if (room > mostCells) return undefined
    const { text, ends, starts } = allocate(size, { cells: room, records: lineEnds + 1, columnCount })
    const [rule, lines] = [memory.allocate(4 * cuttingRuleLength), memory.allocate(4)]
    memory.uint8(text, size).set(bytes)
    const quote = hasQuotes ? 34 : -1
    memory.int32(rule, cuttingRuleLength).set([delimiter, quote, newline, columnCount, neededCount, room])
    const recordCount = kernels.cutRecords(text, size, rule, ends, starts, lines)
    if (recordCount < 0) return undefined
    const { buffer } = memory.memory
    held = {
      bytes: new Uint8Array(buffer, text, size),
      columnCount,
      recordCount,
      ends: new Uint32Array(buffer, ends, recordCount * columnCount),
      recordStarts: new Uint32Array(buffer, starts, recordCount),
      quote,
    }
    return { grid: held, ragged: [], raggedCount: 0, shape, lineCount: memory.int32(lines, 1)[0] }
  }

  function countLineEnds(bytes: Uint8Array, newline: number): number {
    const text = memory.allocate(bytes.length + textMargin)
    memory.uint8(text, bytes.length).set(bytes)
    return kernels.countByte(text, bytes.length, newline)
  }

  /** A grid that was cut elsewhere, so that its rows have the hashes that the kernel gives. */
  function hold(grid: Grid): Places {
    const { bytes, recordCount, columnCount, recordStarts } = grid
    const found = allocate(bytes.length, { cells: recordCount * columnCount, records: recordCount, columnCount })
    memory.uint8(found.text, bytes.length).set(bytes)
    memory.int32(found.ends, recordCount * columnCount).set(grid.ends.subarray(0, recordCount * columnCount))
    memory.int32(found.starts, recordCount).set(recordStarts.subarray(0, recordCount))
    held = grid
    return found
  }

  return {
    // What the kernel finds not to be clean is looked at by what can say where.
    cut: (bytes, dialect) => cutByKernel(bytes, dialect) ?? tokenise(bytes.slice(), 0, dialect),
    hashRows({ grid, columns, firstRecord, rowCount }) {
      const { text, ends, starts, order, hashes } = held === grid ? places! : hold(grid)
      memory.int32(order, columns.length).set(columns)
      kernels.hashRecords(text, ends, starts, grid.columnCount, order, columns.length, firstRecord, rowCount, hashes)
      return memory.float64(hashes, rowCount)
    },
  }
}
