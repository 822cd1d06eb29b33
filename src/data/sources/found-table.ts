// What one file or one set of rows turned out to hold, before names are made unique and files are joined.
import type { Finding } from '../../base/core/index.js'
import type { Grid } from './grid.js'

export interface FoundTable {
  readonly grid: Grid
  /** Records before the first row of data. */
  readonly firstRecord: number
  /** As the source writes them, one per column of the grid; `''` where there is none. */
  readonly names: readonly string[]
  /** False where the source gives no names at all. */
  readonly isNamed: boolean
  readonly findings: readonly Finding[]
}
