// A forest packed for the kernels: small nodes side by side, and columns in which missing values already stand for their direction.
import {
  hasMask,
  hasWords,
  leafEntryBytes,
  leafRecordBytes,
  nanGoesLeft,
  packedNodeBytes,
  tileColumnBytes,
  treeEntryLength,
} from '../../../../base/kernels/index.js'
import { greatestZero, isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import type { Forest } from './forest.js'

export interface PackedForest {
  /** Nodes of all trees, then the words of the sets. */
  readonly image: Uint8Array
  readonly table: Int32Array
  /** What a tile holds after its first column, which is −∞. */
  readonly columns: readonly TileColumn[]
  /** Linear leaves, as their kernel reads them; absent where all leaves are constants. */
  readonly leafRecords?: Uint8Array
}

/** A feature as some nodes need it. */
export interface TileColumn {
  readonly feature: number
  /** Tells what becomes of missing values, as it does at a node. */
  readonly kind: number
  /** Level codes from 64 × mask up to 64 more, as a single bit; no bit for others, all for missing ones that go left. Absent: values. */
  readonly mask?: number
}

/** More nodes and leaves than this do not fit in what 32-bit places can address. */
export const mostPackedNodes = 2 ** 26

/** Packs all trees. Leaves carry their value or, where some are linear, their number, and each tree has an output of its own. O(nodes). */
export function packForest(forest: Forest): PackedForest {
  const { roots, outputs, nodeFeature, nodeKind, nodeThreshold, nodeLeft, nodeRight, leafValue, setStarts, setWords } = forest
  const isLinear = forest.linear !== undefined
  const columns = collectColumns(forest)
  const columnPlaces = new Map(columns.map((column, at) => [keyOf(column), (at + 1) * tileColumnBytes]))
  // Before each root one place is left free, so that no pair of children is cut by a cache line.
  const setsAt = (nodeFeature.length + leafValue.length + roots.length) * packedNodeBytes
  const image = new ArrayBuffer(setsAt + setWords.length * 4)
  const numbers = new Int32Array(image)
  const floats = new Float64Array(image, 0, setsAt / 8)
  new Uint32Array(image, setsAt).set(setWords)
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
      const column = columnOf(forest, at)
      const threshold = nodeThreshold[at]
      let flag = 0
      if ((column.kind & isCategorical) === 0) floats[place / 8] = threshold
      else if (column.mask === undefined) {
        numbers[word] = setsAt + setStarts[threshold] * 4
        numbers[word + 1] = (setStarts[threshold + 1] - setStarts[threshold]) * 32
        flag = hasWords | ((nodeKind[at] & missingLeft) === 0 ? 0 : nanGoesLeft)
      } else {
        const words = setWords.subarray(setStarts[threshold], setStarts[threshold + 1])
        numbers[word] = words[column.mask * 2] ?? 0
        numbers[word + 1] = words[column.mask * 2 + 1] ?? 0
        flag = hasMask
      }
      greatest = Math.max(greatest, flag & (hasMask | hasWords))
      const children = next * packedNodeBytes
      numbers[word + 2] = columnPlaces.get(keyOf(column))! + flag
      numbers[word + 3] = children
      next += 2
      queue.push(nodeLeft[at], nodeRight[at])
      places.push(children, children + packedNodeBytes)
    }
    table.set([rootAt, isLinear ? tree : outputs[tree], greatest], tree * treeEntryLength)
  })
  const packed = { image: new Uint8Array(image), table, columns }
  return isLinear ? { ...packed, leafRecords: packLeaves(forest, columnPlaces) } : packed
}

function packLeaves({ leafValue, linear }: Forest, columnPlaces: ReadonlyMap<string, number>): Uint8Array {
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
    numbers[at / 4 + 2] = columnPlaces.get(keyOf({ feature, kind: 0 }))!
  })
  return new Uint8Array(records)
}

/** The columns that nodes need, and plain ones for linear leaves. */
function collectColumns(forest: Forest): TileColumn[] {
  const found = new Map<string, TileColumn>()
  const take = (column: TileColumn): void => {
    found.set(keyOf(column), column)
  }
  for (let node = 0; node < forest.nodeFeature.length; node++) take(columnOf(forest, node))
  forest.linear?.features.forEach((feature) => take({ feature, kind: 0 }))
  return [...found.values()].sort((a, b) => a.feature - b.feature || a.kind - b.kind || (a.mask ?? -1) - (b.mask ?? -1))
}

function keyOf({ feature, kind, mask }: TileColumn): string {
  return `${feature}/${kind}/${mask}`
}

/** The column that a node looks at. Sets whose codes all lie between two multiples of 64 become masks, others see codes as they are. */
function columnOf({ nodeFeature, nodeKind, nodeThreshold, setStarts, setWords }: Forest, node: number): TileColumn {
  const feature = nodeFeature[node]
  if ((nodeKind[node] & isCategorical) === 0) return { feature, kind: nodeKind[node] }
  const words = setWords.subarray(setStarts[nodeThreshold[node]], setStarts[nodeThreshold[node] + 1])
  const first =
    Math.max(
      0,
      words.findIndex((word) => word !== 0),
    ) >> 1
  const last =
    Math.max(
      0,
      words.findLastIndex((word) => word !== 0),
    ) >> 1
  // A missing value that goes left has all bits, which an empty mask would not meet.
  const isMask = first === last && words.some((word) => word !== 0)
  return isMask ? { feature, kind: nodeKind[node] & (isCategorical | missingLeft), mask: first } : { feature, kind: isCategorical }
}

/** What a node of such a kind compares in place of a value: −∞ for missing ones that go left, NaN for those that go right. */
export function valueFor(kind: number, value: number): number {
  if ((kind & isCategorical) !== 0) return value
  const isMissing = value !== value || ((kind & zeroIsMissing) !== 0 && Math.abs(value) <= greatestZero)
  if (!isMissing) return value
  return (kind & missingLeft) === 0 ? NaN : -Infinity
}
