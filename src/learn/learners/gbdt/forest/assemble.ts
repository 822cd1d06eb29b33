// Grown trees become a forest.
import type { Tree } from '../engine/tree.js'
import { isCategorical, missingLeft } from './forest.js'
import type { Forest, LinearLeaves } from './forest.js'

/**
 * `rounds`: per round and output the tree, or undefined where nothing was worth a split; those are left out.
 * `weights`: what the values of each round are multiplied by; by default 1.
 */
export function assembleForest(
  baseScores: Float64Array,
  rounds: readonly (readonly (Tree | undefined)[])[],
  weights?: readonly number[],
): Forest {
  const planted = rounds.flatMap((trees, round) =>
    trees.flatMap((tree, output) => (tree === undefined ? [] : [{ tree, output, weight: weights?.[round] ?? 1 }])),
  )
  const nodeCount = planted.reduce((sum, { tree }) => sum + tree.nodeFeature.length, 0)
  const leafCount = planted.reduce((sum, { tree }) => sum + tree.leafValue.length, 0)
  const forest: Forest = {
    outputCount: baseScores.length,
    baseScores,
    roots: new Int32Array(planted.length),
    outputs: Int32Array.from(planted, ({ output }) => output),
    nodeFeature: new Int32Array(nodeCount),
    nodeKind: new Uint8Array(nodeCount),
    nodeThreshold: new Float64Array(nodeCount),
    nodeLeft: new Int32Array(nodeCount),
    nodeRight: new Int32Array(nodeCount),
    nodeGain: new Float64Array(nodeCount),
    nodeValue: new Float64Array(nodeCount),
    nodeWeight: new Float64Array(nodeCount),
    nodeRows: new Float64Array(nodeCount),
    leafValue: new Float64Array(leafCount),
    leafWeight: new Float64Array(leafCount),
    leafRows: new Float64Array(leafCount),
    ...assembleSets(planted.flatMap(({ tree }) => tree.nodeLevels.filter((levels) => levels !== undefined))),
  }
  let node = 0
  let leaf = 0
  let set = 0
  planted.forEach(({ tree, weight }, t) => {
    const isLeaf = tree.nodeFeature.length === 0
    forest.roots[t] = isLeaf ? -1 - leaf : node
    forest.leafValue.set(scaled(tree.leafValue, weight), leaf)
    forest.leafWeight.set(tree.leafWeight, leaf)
    forest.leafRows.set(tree.leafRows, leaf)
    forest.nodeFeature.set(tree.nodeFeature, node)
    forest.nodeThreshold.set(tree.nodeThreshold, node)
    forest.nodeGain.set(tree.nodeGain, node)
    forest.nodeValue.set(scaled(tree.nodeValue, weight), node)
    forest.nodeWeight.set(tree.nodeWeight, node)
    forest.nodeRows.set(tree.nodeRows, node)
    for (let n = 0; n < tree.nodeFeature.length; n++) {
      if (tree.nodeLevels[n] === undefined) forest.nodeKind[node + n] = tree.nodeMissingLeft[n] === 0 ? 0 : missingLeft
      else {
        forest.nodeKind[node + n] = isCategorical
        forest.nodeThreshold[node + n] = set++
      }
      const left = tree.nodeLeft[n]
      const right = tree.nodeRight[n]
      forest.nodeLeft[node + n] = left >= 0 ? node + left : left - leaf
      forest.nodeRight[node + n] = right >= 0 ? node + right : right - leaf
    }
    node += tree.nodeFeature.length
    leaf += tree.leafValue.length
  })
  const linear = assembleLinear(planted, forest)
  return linear === undefined ? forest : { ...forest, linear }
}

interface Planted {
  readonly tree: Tree
  readonly weight: number
}

function scaled(values: Float64Array, weight: number): Float64Array {
  return weight === 1 ? values : values.map((value) => value * weight)
}

/** Constants are linear leaves without columns. */
function assembleLinear(planted: readonly Planted[], { leafValue }: Forest): LinearLeaves | undefined {
  if (planted.every(({ tree }) => tree.linear === undefined)) return undefined
  const starts = new Int32Array(leafValue.length + 1)
  const features: number[] = []
  const coefficients: number[] = []
  const constants = leafValue.slice()
  let leaf = 0
  for (const { tree, weight } of planted) {
    for (let l = 0; l < tree.leafValue.length; l++) {
      const own = tree.linear?.[l]
      if (own !== undefined) {
        constants[leaf] = own.constant * weight
        features.push(...own.columns)
        coefficients.push(...own.coefficients.map((value) => value * weight))
      }
      starts[++leaf] = features.length
    }
  }
  return { starts, features: Int32Array.from(features), coefficients: Float64Array.from(coefficients), constants }
}

function assembleSets(sets: readonly Int32Array[]): Pick<Forest, 'setStarts' | 'setWords'> {
  const setStarts = new Int32Array(sets.length + 1)
  sets.forEach((codes, set) => {
    const greatest = codes.reduce((most, code) => Math.max(most, code), 0)
    setStarts[set + 1] = setStarts[set] + (greatest >>> 5) + 1
  })
  const setWords = new Uint32Array(setStarts[sets.length])
  sets.forEach((codes, set) => {
    for (const code of codes) setWords[setStarts[set] + (code >>> 5)] |= 1 << (code & 31)
  })
  return { setStarts, setWords }
}
