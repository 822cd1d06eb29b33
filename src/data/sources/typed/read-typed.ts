// Tables whose cells have types of their own, by their form.
import type { Selection } from '../address/selection.js'
import type { TypedForm } from '../content.js'
import type { FoundTable } from '../found-table.js'
import type { OpenedFile } from '../open.js'
import { readParquet } from '../parquet-table.js'
import { readArrow } from './arrow-table.js'
import { refusePart } from './choose-part.js'
import { readSqlite } from './sqlite-table.js'
import { readWorkbook } from './workbook-table.js'

export interface TypedOptions {
  readonly form: TypedForm
  readonly selection: Selection
  readonly knownNames?: ReadonlySet<string> | undefined
  readonly checkpoint?: (() => void) | undefined
}

/** True where the bytes are one table and nothing besides: their hash is that of the table. */
export function isOneTable(form: TypedForm): boolean {
  return form === 'parquet' || form === 'arrow'
}

export async function readTyped(file: OpenedFile, { form, selection, knownNames, checkpoint }: TypedOptions): Promise<FoundTable> {
  switch (form) {
    case 'parquet':
      refusePart(file.name, selection.table)
      return readParquet(file, checkpoint)
    case 'arrow':
      refusePart(file.name, selection.table)
      return readArrow(file, checkpoint)
    case 'sqlite':
      return readSqlite(file, selection, checkpoint)
    case 'workbook':
    case 'openDocument':
      return readWorkbook(file, { form, selection, knownNames, checkpoint })
  }
}
