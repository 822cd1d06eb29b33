// Adds the scores of a tree that was grown before, again or in the negative: the rows are divided as they were then.
import type { Pointer } from '../../../../base/kernels/index.js'
import { JobList } from './data.js'
import type { Session } from './data.js'
import type { BinnedData } from './layout.js'
import { addScoreJobs, createPartition } from './rows.js'
import type { RowRange } from './rows.js'
import type { Tree } from './tree.js'

/** Adds `factor` times the leaves of a tree with routes to the scores of the `count` rows at `order`, which it reorders. O(rows × depth). */
export type Replay = (tree: Tree, order: Pointer, count: number, scores: Pointer, factor: number) => void

export function createReplay(data: BinnedData, session: Session): Replay {
  const partition = createPartition(data, session)
  return ({ routes, nodeLeft, nodeRight, leafValue }, order, count, scores, factor) => {
    const rows = { order, inside: count, outside: 0 }
    const list = new JobList()
    const open: { readonly at: number; readonly range: RowRange }[] = [
      { at: 0, range: { begin: 0, end: count, outsideBegin: count, outsideEnd: count } },
    ]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { at, range } = next
      if (at < 0) {
        addScoreJobs(list, rows, range, scores, leafValue[-1 - at] * factor)
        continue
      }
      const { feature, isLeft } = routes![at]
      const { left, right } = partition.split(rows, range, feature, isLeft)
      open.push({ at: nodeLeft[at], range: left }, { at: nodeRight[at], range: right })
    }
    session.team.run(list.jobs)
  }
}
