// What reading a source gives: typed columns, why they are typed so, and what was noticed.
import type { Finding, Task } from '../../base/core/index.js'
import type { CellFormat, Schema } from '../schema/index.js'
import type { ColumnGuard } from './guard.js'
import type { Kind, Table } from '../table/index.js'

/** A path, a glob or `-` (standard input); a URL of a file, a web server, an object store or a database; rows in memory; a stream of rows. */
export type Source<Row extends object = Record<string, unknown>> = string | URL | readonly Row[] | AsyncIterable<Row>

export interface ReadOptions {
  readonly target?: string
  readonly task?: Task | 'auto'
  readonly positive?: string
  readonly group?: string
  readonly time?: string
  readonly weight?: string
  readonly ignore?: readonly string[]
  readonly kinds?: Readonly<Record<string, Kind>>
  /** Further texts that stand for a missing value, in every column. */
  readonly missing?: readonly string[]
  /** Looks for personal data in each column and says what is to become of it. */
  readonly guard?: ColumnGuard
  /** Called every few ms of work; throws to stop. */
  readonly checkpoint?: () => void
}

/** The column to predict, judged and typed. */
export interface Target {
  readonly name: string
  readonly task: Task
  /** Why this task, and for a binary one why this positive class. */
  readonly why: string
  readonly format: CellFormat
  /** Empty for regression; `binary`: the negative class first; else sorted. */
  readonly classes: readonly string[]
  readonly positive?: string
  /** Class indices or values, one per row of the table, in shared memory. Finite. */
  readonly values: Float64Array
}

export interface Reading {
  /** For people: the file's name, `standard input`, `rows in memory`. Never a folder. */
  readonly name: string
  /** All columns but the target. Rows without a target are left out (and counted in a finding). */
  readonly table: Table
  /** One entry per column of the source, in its order, the target among them. */
  readonly schema: Schema
  readonly target?: Target
  /** For each row of the table its number in the source: 1 is the first row of data. */
  readonly rowNumbers: Uint32Array
  readonly findings: readonly Finding[]
  /** sha256 over the content as read; the same content gives the same fingerprint whatever the file's name. */
  readonly fingerprint: string
}
