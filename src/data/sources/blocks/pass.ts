// A pass over a large source that was made, for those who judge by it.
import type { ReadOptions } from '../reading.js'
import type { NumbersContent } from './column-content.js'
import type { ColumnRequest, ScanPlan } from './scan-plan.js'
import type { ScannedSource } from './scan-source.js'

export interface Pass {
  readonly plan: ScanPlan
  readonly found: ScannedSource
  /** Scans the source again for these. */
  readonly again: (requests: readonly ColumnRequest[]) => Promise<ScannedSource>
  readonly options: ReadOptions
  /** Distinct numbers or times among all; called for several columns at once. */
  readonly countDistinct: (content: NumbersContent) => Promise<number>
}
