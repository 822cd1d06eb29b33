// A forest packed for the kernels: small nodes side by side, and columns in which missing values already stand for their direction.
import { leafEntryBytes, leafRecordBytes, packedNodeBytes, tileColumnBytes, treeEntryLength } from '../../../../base/kernels/index.js'
import type { Forest } from './forest.js'
import { planColumns } from './pack-columns.js'
import type { ColumnPlan, TileColumn } from './pack-columns.js'

export interface PackedForest {
  /** Nodes of all trees, then tables of sets. */
  readonly image: Uint8Array
  readonly tablesAt: number
  readonly table: Int32Array
  /** What a tile holds after its first column, which is −∞. */
  readonly columns: readonly TileColumn[]
  /** Linear leaves, as their kernel reads them; absent where all leaves are constants. */
  readonly leafRecords?: Uint8Array
}

/** More nodes and leaves than this do not fit in what 32-bit places can address. */
export const mostPackedNodes = 2 ** 26

/** Packs all trees. Leaves carry their value or, where some are linear, their number, and each tree has an output of its own. O(nodes). */
export function packForest(forest: Forest): PackedForest {
  const { roots, outputs, nodeThreshold, nodeLeft, nodeRight, leafValue } = forest
  const isLinear = forest.linear !== undefined
  const plan = planColumns(forest)
  // Before each root one place is left free, so that no pair of children is cut by a cache line.
  const tablesAt = (roots.length + countReached(forest)) * packedNodeBytes
  const image = new ArrayBuffer(tablesAt + plan.tables.length)
  const numbers = new Int32Array(image, 0, tablesAt / 4)
  const floats = new Float64Array(image, 0, tablesAt / 8)
  new Uint8Array(image).set(plan.tables, tablesAt)
  const table = new Int32Array(roots.length * treeEntryLength)
  let next = 0
  /** Children that wait for their place, a tree at a time, level by level. */
  const queue: number[] = []
  const places: number[] = []
  roots.forEach((root, tree) => {
    const rootAt = (next + 1) * packedNodeBytes
    next += 2
    queue.length = places.length = 0
    queue.push(root)
    places.push(rootAt)
    let greatest = 0
    for (let q = 0; q < queue.length; q++) {
      const at = queue[q]
      const place = places[q]
      const word = place / 4
      if (at < 0) {
        floats[place / 8] = isLinear ? -1 - at : leafValue[-1 - at]
        numbers[word + 2] = 0
        numbers[word + 3] = place
        continue
      }
      const flag = plan.nodeFlag[at]
      if (flag === 0) floats[place / 8] = nodeThreshold[at]!
      else numbers.set(plan.nodeSet.subarray(at * 2, at * 2 + 2), word)
      greatest = Math.max(greatest, flag)
      const children = next * packedNodeBytes
      numbers[word + 2] = (plan.nodeColumn[at] + 1) * tileColumnBytes + flag
      numbers[word + 3] = children
      next += 2
      queue.push(nodeLeft[at], nodeRight[at])
      places.push(children, children + packedNodeBytes)
    }
    table.set([rootAt, isLinear ? tree : outputs[tree], greatest], tree * treeEntryLength)
  })
  const packed = { image: new Uint8Array(image), tablesAt, table, columns: plan.columns }
  return isLinear ? { ...packed, leafRecords: packLeaves(forest, plan) } : packed
}

/** Nodes and leaves of all trees; parts of a forest may have fewer than its arrays hold, or share some. */
function countReached({ roots, nodeLeft, nodeRight }: Forest): number {
  let count = 0
  const open: number[] = []
  for (const root of roots) {
    open.push(root)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      count++
      if (at >= 0) open.push(nodeLeft[at], nodeRight[at])
    }
  }
  return count
}

function packLeaves({ leafValue, linear }: Forest, plan: ColumnPlan): Uint8Array {
  const { starts, features, coefficients, constants } = linear!
  const entriesAt = Math.ceil((leafValue.length * leafRecordBytes) / leafEntryBytes) * leafEntryBytes
  const records = new ArrayBuffer(entriesAt + features.length * leafEntryBytes)
  const floats = new Float64Array(records)
  const numbers = new Int32Array(records)
  leafValue.forEach((value, leaf) => {
    const at = leaf * leafRecordBytes
    floats.set([constants[leaf], value], at / 8)
    numbers.set([entriesAt + starts[leaf] * leafEntryBytes, entriesAt + starts[leaf + 1] * leafEntryBytes], at / 4 + 4)
  })
  features.forEach((feature, k) => {
    const at = entriesAt + k * leafEntryBytes
    floats[at / 8] = coefficients[k]!
    numbers[at / 4 + 2] = (plan.valueColumn(feature) + 1) * tileColumnBytes
  })
  return new Uint8Array(records)
}
