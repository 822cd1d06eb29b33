// A source before its columns are judged: names, and the cells of one or several files.
import type { Grid } from './grid.js'

export interface Part {
  readonly grid: Grid
  /** Records of the grid before the first row of data: 1 where there is a header. */
  readonly firstRecord: number
  /** For each column of the table its column in the grid. */
  readonly columns: Int32Array
  readonly rowCount: number
}

export interface RawTable {
  readonly names: readonly string[]
  readonly parts: readonly Part[]
  readonly rowCount: number
}
