// Collects trees one after another, as readers of other formats find them, into a forest.
import type { Forest } from './forest.js'

export interface ReadNode {
  readonly feature: number
  readonly kind: number
  /** Of a categorical node: the words of its set instead. */
  readonly split: number | readonly number[]
  /** Children ≥ 0 are nodes of the tree, a child < 0 is its leaf −1 − child. */
  readonly left: number
  readonly right: number
  readonly gain: number
  readonly value: number
  readonly weight: number
  readonly rows: number
}

export interface ReadLeaf {
  readonly value: number
  readonly weight: number
  readonly rows: number
  /** Absent: a constant. */
  readonly linear?: { readonly constant: number; readonly features: readonly number[]; readonly coefficients: readonly number[] }
}

export interface GrowingForest {
  /** Adds a tree whose root is node 0 or, without nodes, leaf 0. Every child must be one of the given nodes and leaves. */
  addTree(output: number, nodes: readonly ReadNode[], leaves: readonly ReadLeaf[]): void
  finish(baseScores: Float64Array): Forest
}

export function growForest(): GrowingForest {
  const roots: number[] = []
  const outputs: number[] = []
  const nodes: ReadNode[] = []
  const leaves: ReadLeaf[] = []
  return {
    addTree(output, own, ownLeaves) {
      const nodeShift = nodes.length
      const leafShift = leaves.length
      const shift = (child: number): number => (child >= 0 ? child + nodeShift : child - leafShift)
      roots.push(shift(own.length === 0 ? -1 : 0))
      outputs.push(output)
      for (const node of own) nodes.push({ ...node, left: shift(node.left), right: shift(node.right) })
      for (const leaf of ownLeaves) leaves.push(leaf)
    },
    finish: (baseScores) => {
      const sets = nodes.flatMap(({ split }) => (typeof split === 'number' ? [] : [split]))
      let nextSet = 0
      const forest: Forest = {
        outputCount: baseScores.length,
        baseScores,
        roots: Int32Array.from(roots),
        outputs: Int32Array.from(outputs),
        nodeFeature: Int32Array.from(nodes, ({ feature }) => feature),
        nodeKind: Uint8Array.from(nodes, ({ kind }) => kind),
        nodeThreshold: Float64Array.from(nodes, ({ split }) => (typeof split === 'number' ? split : nextSet++)),
        nodeLeft: Int32Array.from(nodes, ({ left }) => left),
        nodeRight: Int32Array.from(nodes, ({ right }) => right),
        nodeGain: Float64Array.from(nodes, ({ gain }) => gain),
        nodeValue: Float64Array.from(nodes, ({ value }) => value),
        nodeWeight: Float64Array.from(nodes, ({ weight }) => weight),
        nodeRows: Float64Array.from(nodes, ({ rows }) => rows),
        leafValue: Float64Array.from(leaves, ({ value }) => value),
        leafWeight: Float64Array.from(leaves, ({ weight }) => weight),
        leafRows: Float64Array.from(leaves, ({ rows }) => rows),
        setStarts: startsOf(sets),
        setWords: Uint32Array.from(sets.flat()),
      }
      return leaves.some(({ linear }) => linear !== undefined) ? { ...forest, linear: linearOf(leaves) } : forest
    },
  }
}

function linearOf(leaves: readonly ReadLeaf[]): NonNullable<Forest['linear']> {
  return {
    starts: startsOf(leaves.map(({ linear }) => linear?.features ?? [])),
    features: Int32Array.from(leaves.flatMap(({ linear }) => linear?.features ?? [])),
    coefficients: Float64Array.from(leaves.flatMap(({ linear }) => linear?.coefficients ?? [])),
    constants: Float64Array.from(leaves, ({ linear, value }) => linear?.constant ?? value),
  }
}

/** Where each list begins when all stand one after another, and the end. */
function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, at) => {
    starts[at + 1] = starts[at] + list.length
  })
  return starts
}
