// Arrow files (Feather version 2) and streams to cells, through flechette.
import { setImmediate } from 'node:timers/promises'
import type { Table } from '@uwdata/flechette'
import { isMlwrightError, MlwrightError } from '../../../base/core/index.js'
import { largestBytes } from '../content.js'
import type { FoundTable } from '../found-table.js'
import type { OpenedFile } from '../open.js'
import { arrowCells } from './arrow-cells.js'
import { createCellWriter } from './cell-writer.js'
import { decodeLz4Frame } from './lz4-frame.js'

const rowsBetweenChecks = 1 << 14

/** Whole numbers and decimals keep every digit, dictionaries become their texts. Throws SOURCE_UNREADABLE, SOURCE_EMPTY. */
export async function readArrow({ name, bytes }: OpenedFile, checkpoint?: () => void): Promise<FoundTable> {
  try {
    const table = await openTable(bytes)
    if (table.numRows === 0)
      throw new MlwrightError('SOURCE_EMPTY', `'${name}' holds no rows. Expected at least one.`, { details: { source: name } })
    const { fields } = table.schema
    const writes = fields.map((field) => arrowCells(field.type))
    const writer = createCellWriter(
      name,
      fields.map((field) => field.name),
    )
    const columns = fields.map((_, column) => table.getChildAt(column))
    for (let first = 0; first < table.numRows; first += rowsBetweenChecks) {
      checkpoint?.()
      for (let row = first; row < Math.min(table.numRows, first + rowsBetweenChecks); row++) {
        for (let column = 0; column < columns.length; column++) {
          const value: unknown = columns[column].at(row)
          if (value === null || value === undefined) writer.blank()
          else writes[column](writer, value)
        }
      }
      await setImmediate()
    }
    return writer.finish(name)
  } catch (error) {
    if (isMlwrightError(error)) throw error
    throw new MlwrightError('SOURCE_UNREADABLE', `'${name}' cannot be read as Arrow: ${(error as Error).message.split('\n')[0]}.`, {
      hint: 'The file is damaged or cut off, or uses a part of Arrow that is not known here.',
      details: { source: name },
      cause: error,
    })
  }
}

async function openTable(bytes: Uint8Array): Promise<Table> {
  const { CompressionType, setCompressionCodec, tableFromIPC } = await import('@uwdata/flechette')
  const { decompress } = await import('fzstd')
  const encode = (): never => {
    throw new Error('nothing is written')
  }
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: decodeLz4Frame, encode })
  setCompressionCodec(CompressionType.ZSTD, { decode: (packed, size) => decompress(packed, new Uint8Array(requireSize(size))), encode })
  // From the start of its memory: numbers are read in place, where they must lie at multiples of their size.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
  return tableFromIPC(aligned, { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true })
}

/** The file states it, before anything else is known. */
function requireSize(size: number): number {
  if (size >= 0 && size <= largestBytes) return size
  throw new Error('a block that states a wrong size')
}
