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
  /** How it divides rows, by bins; undefined where nobody asks. */
  readonly route: Route | undefined
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
      ...columnsOf(records, leaves),
      nodeLeft: Int32Array.from(left),
      nodeRight: Int32Array.from(right),
      ...(records.some(({ route }) => route !== undefined) ? { routes: records.map(({ route }) => route!) } : {}),
      ...(leaves.some(({ linear }) => linear !== undefined) ? { linear: leaves.map(({ linear }) => linear) } : {}),
    }),
  }
}

/** Field by field in plain loops: taking arrays from functions of records takes as long as growing a small tree. */
function columnsOf(
  records: readonly NodeRecord[],
  leaves: readonly LeafRecord[],
): Omit<Tree, 'nodeLeft' | 'nodeRight' | 'routes' | 'linear'> {
  const nodes = records.length
  const columns = {
    nodeFeature: new Int32Array(nodes),
    nodeThreshold: new Float64Array(nodes),
    nodeLevels: Array.from<Int32Array | undefined>({ length: nodes }),
    nodeMissingLeft: new Uint8Array(nodes),
    nodeGain: new Float64Array(nodes),
    nodeValue: new Float64Array(nodes),
    nodeWeight: new Float64Array(nodes),
    nodeRows: new Float64Array(nodes),
    leafValue: new Float64Array(leaves.length),
    leafWeight: new Float64Array(leaves.length),
    leafRows: new Float64Array(leaves.length),
  }
  for (let node = 0; node < nodes; node++) {
    const record = records[node]
    columns.nodeFeature[node] = record.feature
    columns.nodeThreshold[node] = record.threshold
    columns.nodeLevels[node] = record.levels
    columns.nodeMissingLeft[node] = record.missingLeft
    columns.nodeGain[node] = record.gain
    columns.nodeValue[node] = record.value
    columns.nodeWeight[node] = record.weight
    columns.nodeRows[node] = record.rows
  }
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    const record = leaves[leaf]
    columns.leafValue[leaf] = record.value
    columns.leafWeight[leaf] = record.weight
    columns.leafRows[leaf] = record.rows
  }
  return columns
}
