// Which columns the packed nodes of a forest look at, and in what form they ask about sets of level codes.
import { hasMask, hasTable } from '../../../../base/kernels/index.js'
import { greatestZero, isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import type { Forest } from './forest.js'

/** A feature as some nodes need it. */
export type TileColumn =
  /** Values; `kind` tells what becomes of missing ones, as it does at a node. */
  | { readonly form: 'value'; readonly feature: number; readonly kind: number }
  /** Level codes from 64 × `group` up to 64 more as a single bit, others as none; missing values as all, with `missingLeft`. */
  | { readonly form: 'mask'; readonly feature: number; readonly kind: number; readonly group: number }
  /** Level codes as the place of their row in a table. */
  | { readonly form: 'table'; readonly feature: number; readonly table: SetTable }

/** Per level code a row of bits, one for each set: 0 inside. After the codes a row for what is no code below `codeCount`, and one for NaN. */
export interface SetTable {
  /** Counted from the first table. */
  readonly at: number
  readonly codeCount: number
  readonly rowBytes: number
}

export interface ColumnPlan {
  readonly columns: readonly TileColumn[]
  /** Per node: its column among these, 0 or `hasMask` or `hasTable`, and two numbers: of a mask its bits, of a table the byte and the bit. */
  readonly nodeColumn: Int32Array
  readonly nodeFlag: Uint8Array
  readonly nodeSet: Int32Array
  readonly tables: Uint8Array
  /** The column of a feature's plain values. */
  valueColumn(feature: number): number
}

export function planColumns(forest: Forest): ColumnPlan {
  const { nodeFeature, nodeKind, linear } = forest
  const nodeColumn = new Int32Array(nodeFeature.length)
  const nodeFlag = new Uint8Array(nodeFeature.length)
  const nodeSet = new Int32Array(nodeFeature.length * 2)
  const columns: TileColumn[] = []
  const places = new Map<string, number>()
  const take = (key: string, create: () => TileColumn): number => {
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, columns.length)
    columns.push(create())
    return columns.length - 1
  }
  const valueColumn = (feature: number, kind = 0): number => take(`${feature} ${kind}`, () => ({ form: 'value', feature, kind }))
  const { tabled, tables, tableOf } = planTables(forest)
  for (let node = 0; node < nodeFeature.length; node++) {
    const feature = nodeFeature[node]
    const kind = nodeKind[node]
    if ((kind & isCategorical) === 0) nodeColumn[node] = valueColumn(feature, kind)
    else if (tabled[node] >= 0) {
      nodeColumn[node] = take(`${feature} table`, () => ({ form: 'table', feature, table: tableOf.get(feature)! }))
      nodeFlag[node] = hasTable
      nodeSet.set([tabled[node] >> 3, tabled[node] & 7], node * 2)
    } else {
      const group = groupOf(forest, node)!
      const goesLeft = kind & missingLeft
      nodeColumn[node] = take(`${feature} mask ${goesLeft} ${group}`, () => ({ form: 'mask', feature, kind: goesLeft, group }))
      nodeFlag[node] = hasMask
      const words = wordsOf(forest, node)
      nodeSet.set([words[group * 2] ?? 0, words[group * 2 + 1] ?? 0], node * 2)
    }
  }
  linear?.features.forEach((feature) => valueColumn(feature))
  return { columns, nodeColumn, nodeFlag, nodeSet, tables, valueColumn }
}

/** What a numeric node of such a kind compares in place of a value: −∞ for missing ones that go left, NaN for those that go right. */
export function valueFor(kind: number, value: number): number {
  const isMissing = value !== value || ((kind & zeroIsMissing) !== 0 && Math.abs(value) <= greatestZero)
  if (!isMissing) return value
  return (kind & missingLeft) === 0 ? NaN : -Infinity
}

function wordsOf({ nodeThreshold, setStarts, setWords }: Forest, node: number): Uint32Array {
  return setWords.subarray(setStarts[nodeThreshold[node]], setStarts[nodeThreshold[node] + 1])
}

/** Which 64 codes hold a node's whole set; undefined where no 64 do. */
function groupOf(forest: Forest, node: number): number | undefined {
  const words = wordsOf(forest, node)
  const first = words.findIndex((word) => word !== 0) >> 1
  const last = words.findLastIndex((word) => word !== 0) >> 1
  // An empty set has no bit that a missing value which goes left could meet.
  if (first < 0) return (forest.nodeKind[node] & missingLeft) === 0 ? 0 : undefined
  return first === last ? first : undefined
}

interface TablePlan {
  /** Per node: the number of its set in its feature's table, −1 where it has none. */
  readonly tabled: Int32Array
  readonly tables: Uint8Array
  readonly tableOf: ReadonlyMap<number, SetTable>
}

/** Trees in which some set is too wide for a mask ask tables for all of theirs. */
function planTables(forest: Forest): TablePlan {
  const { nodeFeature, nodeKind, roots, nodeLeft, nodeRight } = forest
  const tabled = new Int32Array(nodeFeature.length).fill(-1)
  const nodesOf = new Map<number, number[]>()
  const open: number[] = []
  for (const root of roots) {
    const sets: number[] = []
    open.push(root)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at < 0) continue
      if ((nodeKind[at] & isCategorical) !== 0) sets.push(at)
      open.push(nodeLeft[at], nodeRight[at])
    }
    if (sets.every((node) => groupOf(forest, node) !== undefined)) continue
    for (const node of sets) {
      const nodes = nodesOf.get(nodeFeature[node]) ?? []
      nodesOf.set(nodeFeature[node], nodes)
      tabled[node] = nodes.push(node) - 1
    }
  }
  const tableOf = new Map<number, SetTable>()
  let bytes = 0
  for (const [feature, nodes] of nodesOf) {
    const codeCount = 32 * nodes.reduce((most, node) => Math.max(most, wordsOf(forest, node).length), 0)
    const table = { at: bytes, codeCount, rowBytes: Math.ceil(nodes.length / 8) }
    tableOf.set(feature, table)
    bytes += (codeCount + 2) * table.rowBytes
  }
  const tables = new Uint8Array(bytes).fill(0xff)
  for (const [feature, nodes] of nodesOf) nodes.forEach((node, set) => markInside(forest, node, tableOf.get(feature)!, set, tables))
  return { tabled, tables, tableOf }
}

function markInside(forest: Forest, node: number, { at, codeCount, rowBytes }: SetTable, set: number, tables: Uint8Array): void {
  const mark = (row: number): void => {
    tables[at + row * rowBytes + (set >> 3)] &= ~(1 << (set & 7))
  }
  wordsOf(forest, node).forEach((word, w) => {
    for (let left = word; left !== 0; left &= left - 1) mark(w * 32 + 31 - Math.clz32(left & -left))
  })
  if ((forest.nodeKind[node] & missingLeft) !== 0) mark(codeCount + 1)
}
