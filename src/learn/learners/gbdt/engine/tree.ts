// A grown tree, and how it comes about node by node.
import type { LinearLeaf } from './linear-leaves.js'

/** Nodes in the order of their splits; children ≥ 0 are nodes, a child < 0 is leaf −1 − child. */
export interface Tree {
  /** The column. */
  readonly nodeFeature: Int32Array
  /** Values up to and with this one go left. */
  readonly nodeThreshold: Float64Array
  /** Of a categorical column: the codes that go left; everything else goes right. */
  readonly nodeLevels: readonly (Int32Array | undefined)[]
  readonly nodeMissingLeft: Uint8Array
  readonly nodeLeft: Int32Array
  readonly nodeRight: Int32Array
  readonly nodeGain: Float64Array
  /** What the node would give as a leaf. */
  readonly nodeValue: Float64Array
  /** Sums of hessians. */
  readonly nodeWeight: Float64Array
  readonly nodeRows: Float64Array
  readonly leafValue: Float64Array
  readonly leafWeight: Float64Array
  /** Training rows that ended there. */
  readonly leafRows: Float64Array
  /** Per node; absent where nobody asks. */
  readonly routes?: readonly Route[]
  /** Per leaf; absent where all leaves are constants. Coefficients and constants are shrunk as values are. */
  readonly linear?: readonly (LinearLeaf | undefined)[] | undefined
}

/** How a split divides rows, by bins. */
export interface Route {
  readonly feature: number
  /** Per bin 0 or 1. */
  readonly isLeft: Uint8Array
}

/** A split, as the tree keeps it. */
export interface NodeRecord {
  readonly feature: number
  readonly threshold: number
  readonly levels: Int32Array | undefined
  readonly missingLeft: number
  readonly gain: number
  readonly value: number
  readonly weight: number
  readonly rows: number
  /** How it divides rows, by bins. */
  readonly route?: Route
}

/** What is found about a leaf. */
export interface LeafRecord {
  readonly value: number
  readonly weight: number
  readonly rows: number
  readonly linear?: LinearLeaf | undefined
}

export interface TreeBuilder {
  readonly leafCount: number
  /** Makes a node of leaf `leaf`: its left child keeps the leaf's number, the right one gets the next. */
  split(leaf: number, record: NodeRecord): void
  finish(leaves: readonly LeafRecord[]): Tree
}

/** Starts with a single leaf. */
export function buildTree(): TreeBuilder {
  const records: NodeRecord[] = []
  const left: number[] = []
  const right: number[] = []
  /** Per leaf: the node that points to it, as 2 × node + side; −1 the root. */
  const pointers: number[] = [-1]
  return {
    get leafCount() {
      return pointers.length
    },
    split: (leaf, record) => {
      const node = records.length
      const pointer = pointers[leaf]
      if (pointer >= 0) (pointer & 1 ? right : left)[pointer >> 1] = node
      left.push(-1 - leaf)
      right.push(-1 - pointers.length)
      pointers[leaf] = 2 * node
      pointers.push(2 * node + 1)
      records.push(record)
    },
    finish: (leaves) => ({
      nodeFeature: Int32Array.from(records, ({ feature }) => feature),
      nodeThreshold: Float64Array.from(records, ({ threshold }) => threshold),
      nodeLevels: records.map(({ levels }) => levels),
      nodeMissingLeft: Uint8Array.from(records, ({ missingLeft }) => missingLeft),
      nodeLeft: Int32Array.from(left),
      nodeRight: Int32Array.from(right),
      nodeGain: Float64Array.from(records, ({ gain }) => gain),
      nodeValue: Float64Array.from(records, ({ value }) => value),
      nodeWeight: Float64Array.from(records, ({ weight }) => weight),
      nodeRows: Float64Array.from(records, ({ rows }) => rows),
      leafValue: Float64Array.from(leaves, ({ value }) => value),
      leafWeight: Float64Array.from(leaves, ({ weight }) => weight),
      leafRows: Float64Array.from(leaves, ({ rows }) => rows),
      ...(records.some(({ route }) => route !== undefined) ? { routes: records.map(({ route }) => route!) } : {}),
      ...(leaves.some(({ linear }) => linear !== undefined) ? { linear: leaves.map(({ linear }) => linear) } : {}),
    }),
  }
}
