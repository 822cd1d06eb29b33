// Growth level by level, all nodes of a level by one and the same split (oblivious trees, as CatBoost's).
import type { Grow } from './grow-leafwise.js'
import type { LevelSearch } from './level-search.js'
import type { NodeWork, OpenNode } from './nodes.js'
import { buildTree } from './tree.js'

/**
 * Trees of as many levels as `mostLeaves` leaves allow, at most `maxDepth`. A node that the split of its level would leave with too few rows on a
 * side stays whole, and is divided with the others by the splits of later levels.
 */
export function symmetric(
  work: NodeWork,
  search: LevelSearch,
  { leaves, maxDepth }: { readonly leaves: number; readonly maxDepth: number },
): Grow {
  const levels = Math.min(Math.floor(Math.log2(leaves)), maxDepth === 0 ? Infinity : maxDepth)
  return (rows, derivatives, random) => {
    const builder = buildTree()
    const open: OpenNode[] = [work.plant(rows, derivatives, random, search)]
    const used: number[] = []
    for (let level = 0; level < levels; level++) {
      search.begin(level, used)
      const divisible = open.filter((node) => work.isOpen(node))
      if (divisible.every(({ histogram }) => histogram !== 0)) search.add(divisible)
      else {
        // There is no room for the histograms of all: one at a time.
        for (const node of divisible) {
          work.ensure(node, open)
          search.add([node])
        }
      }
      const cut = search.best()
      if (cut === undefined) break
      if (!used.includes(cut.feature)) used.push(cut.feature)
      const count = open.length
      for (let l = 0; l < count; l++) {
        const node = open[l]
        if (!work.isOpen(node)) continue
        work.ensure(node, open)
        node.split = search.splitOf(cut, node.histogram, node)
        if (node.split === undefined) continue
        const { left, right, record } = work.divide(node)
        builder.split(l, record)
        open[l] = left
        open.push(right)
        if (level + 1 < levels) work.prepare(node, [left, right], open)
        else work.release(node)
      }
    }
    for (const node of open) work.release(node)
    return { builder, leaves: open }
  }
}
