// The forest as the interventional SHAP kernel walks it: records of branches, in the order of the walk.
import { branchDoubles, branchIntegers, mostPlayers } from '../../../../base/kernels/index.js'
import type { Forest } from './forest.js'

/** One tree of the plan. */
export interface BranchTree {
  readonly output: number
  /** Where its branches begin, and how many they are; none where the tree is one leaf. */
  readonly branch: number
  readonly branchCount: number
}

export interface BranchPlan {
  readonly trees: readonly BranchTree[]
  /** The numbers of the trees that have more features on a path than the kernel takes: not among `trees`. */
  readonly longTrees: readonly number[]
  /** Records as the kernel reads them; in them sets and lists have no address yet, but the number of their first word. */
  readonly branches: Int32Array
  readonly numbers: Float64Array
  /** The columns of the features on the leaves' paths, in the order of their bits. */
  readonly lists: Int32Array
  /** The features that some node asks for, ascending: the kernel's columns. */
  readonly features: Int32Array
  readonly deepest: number
}

interface Visit {
  readonly parent: number
  readonly side: 0 | 1
  readonly depth: number
  /** The columns of the path's features to the parent, in the order in which the path meets them. */
  readonly path: readonly number[]
}

/** Flattens a forest. O(leaves × features on their paths). */
export function planBranches(forest: Forest): BranchPlan {
  const features = Int32Array.from(new Set(forest.nodeFeature)).sort()
  const columns = new Map(Array.from(features, (feature, at) => [feature, at]))
  const branches: number[] = []
  const numbers: number[] = []
  const lists: number[] = []
  const trees: BranchTree[] = []
  const longTrees: number[] = []
  let deepest = 0
  for (const [tree, root] of forest.roots.entries()) {
    const branch = branches.length / branchIntegers
    const listed = lists.length
    let isLong = false
    const open: Visit[] = root < 0 ? [] : childrenOf(root, 0, [])
    for (let visit = open.pop(); visit !== undefined && !isLong; visit = open.pop()) {
      const { parent, side, depth, path } = visit
      const column = columns.get(forest.nodeFeature[parent])!
      const met = path.indexOf(column)
      const here = met < 0 ? [...path, column] : path
      isLong = here.length > mostPlayers
      const child = side === 0 ? forest.nodeLeft[parent] : forest.nodeRight[parent]
      const isSet = (forest.nodeKind[parent] & 2) !== 0
      const set = forest.nodeThreshold[parent]
      branches.push(column, depth, forest.nodeKind[parent], side, met < 0 ? path.length : met, met < 0 ? 0 : 1)
      branches.push(isSet ? forest.setStarts[set] : 0, isSet ? forest.setStarts[set + 1] - forest.setStarts[set] : 0)
      branches.push(here.length, lists.length, 0)
      numbers.push(forest.nodeThreshold[parent], child < 0 ? forest.leafValue[-1 - child] : 0)
      deepest = Math.max(deepest, depth + 1)
      if (child >= 0) open.push(...childrenOf(child, depth + 1, here))
      else lists.push(...here)
    }
    if (isLong) {
      longTrees.push(tree)
      branches.length = branch * branchIntegers
      numbers.length = branch * branchDoubles
      lists.length = listed
      continue
    }
    const branchCount = branches.length / branchIntegers - branch
    linkBranches(branches, branch, branchCount)
    trees.push({ output: forest.outputs[tree], branch, branchCount })
  }
  return {
    trees,
    longTrees,
    branches: Int32Array.from(branches),
    numbers: Float64Array.from(numbers),
    lists: Int32Array.from(lists),
    features,
    deepest,
  }
}

/** Both branches of a node; the last is the next walked. */
function childrenOf(parent: number, depth: number, path: readonly number[]): Visit[] {
  return [
    { parent, side: 1, depth, path },
    { parent, side: 0, depth, path },
  ]
}

/** Writes to each record of a tree which branch comes after those below it: the next that is not deeper. */
function linkBranches(branches: number[], first: number, count: number): void {
  /** The branches to come that are less deep than all before them, the nearest last. */
  const ahead: number[] = []
  const depthOf = (branch: number): number => branches[(first + branch) * branchIntegers + 1]
  for (let branch = count - 1; branch >= 0; branch--) {
    while (ahead.length > 0 && depthOf(ahead.at(-1)!) > depthOf(branch)) ahead.pop()
    branches[(first + branch) * branchIntegers + 10] = ahead.at(-1) ?? count
    ahead.push(branch)
  }
}
