// Growth leaf by leaf: always the leaf whose best split gains most; or level by level, each in that order.
import type { Random } from '../../../../base/core/index.js'
import type { Derivatives } from './derivatives.js'
import type { NodeWork, OpenNode } from './nodes.js'
import type { NodeGuard } from './guard.js'
import type { RowRange, RowSet } from './rows.js'
import { buildTree } from './tree.js'
import type { TreeBuilder } from './tree.js'

export interface GrownLeaf extends RowRange {
  readonly guard: NodeGuard | undefined
  readonly used: readonly number[] | undefined
  /** What is added to l2 in its value. */
  readonly addedL2: number
}

/** The structure of a tree, and per leaf its rows. */
export interface GrownTree {
  readonly builder: TreeBuilder
  readonly leaves: readonly GrownLeaf[]
}

/** Grows a tree of at most `mostLeaves` leaves on `rows`, which it reorders; a single leaf when no split is allowed and gains enough. */
export type Grow = (rows: RowSet, derivatives: Derivatives, random: Random) => GrownTree

export function leafwise(work: NodeWork, mostLeaves: number): Grow {
  return bestFirst(work, mostLeaves, (a, b) => a.split!.gain > b.split!.gain)
}

/** All nodes of a level before those of the next; where there is no room for all, those that gain most. */
export function depthwise(work: NodeWork, mostLeaves: number): Grow {
  return bestFirst(work, mostLeaves, (a, b) => a.depth < b.depth || (a.depth === b.depth && a.split!.gain > b.split!.gain))
}

function bestFirst(work: NodeWork, mostLeaves: number, comesBefore: (a: OpenNode, b: OpenNode) => boolean): Grow {
  return (rows, derivatives, random) => {
    const builder = buildTree()
    const open: OpenNode[] = [work.start(rows, derivatives, random)]
    while (open.length < mostLeaves) {
      let best = -1
      for (let l = 0; l < open.length; l++) {
        if (open[l].split !== undefined && (best < 0 || comesBefore(open[l], open[best]))) best = l
      }
      if (best < 0) break
      const parent = open[best]
      const { left, right, record } = work.divide(parent)
      builder.split(best, record)
      open[best] = left
      open.push(right)
      if (open.length < mostLeaves) work.judge(parent, [left, right], open)
      else work.release(parent)
    }
    for (const node of open) work.release(node)
    return { builder, leaves: open }
  }
}
