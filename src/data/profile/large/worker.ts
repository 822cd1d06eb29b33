// A thread that reads blocks of a large table, and counts what columns hold.
import { serveJobs } from '../../../base/workers/index.js'
import { createBlockCutter, scanBlock } from '../../sources/index.js'
import type { BlockJob, BlockScan, NumbersContent, ScanPlan } from '../../sources/index.js'
import { exactFigures } from './exact-figures.js'
import type { ColumnFigures } from './exact-figures.js'

export type LargeJobs = {
  scan: { input: BlockJob; output: BlockScan }
  figures: { input: NumbersContent; output: ColumnFigures }
}

const cutter = createBlockCutter()

serveJobs<LargeJobs, ScanPlan>({
  scan: (job, { context, checkpoint }) => scanBlock(job, context, { cutter, checkpoint }),
  figures: (content) => exactFigures(content),
})
