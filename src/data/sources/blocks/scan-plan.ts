// What is to be found out from the blocks of a table, and how its files are read.
import type { CellFormat } from '../../schema/index.js'
import type { ByteEncoding } from '../encoding.js'
import type { ScanRequest } from '../scan.js'
import type { Dialect, Shape } from '../tokenise.js'

export interface FilePlan {
  readonly name: string
  readonly dialect: Dialect & { readonly shape: Shape }
  readonly encoding: ByteEncoding
  /** For each column of the table its column in the file. */
  readonly columns: Int32Array
  /** Columns of the file that hold neither a name nor a value. */
  readonly dropped: Int32Array
}

export interface ColumnRequest extends ScanRequest {
  /** Where the kind is known: numbers and dates are read by it. */
  readonly format?: CellFormat
}

/** What every thread knows. */
export interface ScanPlan {
  readonly names: readonly string[]
  readonly files: readonly FilePlan[]
  readonly requests: readonly ColumnRequest[]
  /** Rows without a value of this column are left out. */
  readonly target?: { readonly column: number; readonly format: CellFormat }
  /** Texts that stand for missing, further to the known ones. */
  readonly missing: readonly string[]
  readonly markedNumbers: readonly number[]
  /** Copies of rows are counted, some rows are drawn, cells that are missing together are noted. */
  readonly watchesRows: boolean
}

/** One block, for one thread. */
export interface BlockJob {
  /** In shared memory. */
  readonly bytes: Uint8Array
  /** Before it stands no record: a mark of the encoding, a line that states the delimiter. */
  readonly start: number
  readonly file: number
  /** Counted through all files. */
  readonly block: number
  /** Records in front of the first row. */
  readonly firstRecord: number
  /** False where the bytes end within a record. */
  readonly isWhole: boolean
  /** Numbers are summarised, not passed on. */
  readonly isSketched: boolean
  /** Rows whose lot is as large as this are not drawn. */
  readonly lotBelow: number
  /** Hashes of rows, and of the numbers of each request, as large as this change nothing. */
  readonly rowHashBelow: number
  readonly hashBelow: readonly number[]
  readonly textHashBelow: readonly number[]
  /** Of each request: of its texts those alone are wanted that come more than once. */
  readonly thin: readonly boolean[]
}
