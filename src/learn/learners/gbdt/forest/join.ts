// Two forests as one: what a fit that goes on from another comes to.
import type { Forest, LinearLeaves } from './forest.js'

/** The trees of `first`, then those of `second`, and the base scores of `first`: for scores that add up. O(numbers in both). */
export function joinForests(first: Forest, second: Forest): Forest {
  const nodes = first.nodeFeature.length
  const leaves = first.leafValue.length
  const sets = first.setStarts.length - 1
  const words = first.setWords.length
  const child = (at: number): number => (at >= 0 ? at + nodes : at - leaves)
  const isCategoricalNode = (node: number): boolean => (second.nodeKind[node] & 2) !== 0
  const floats = (a: Float64Array, b: Float64Array): Float64Array => {
    const both = new Float64Array(a.length + b.length)
    both.set(a)
    both.set(b, a.length)
    return both
  }
  const whole = (a: Int32Array, b: Int32Array): Int32Array => Int32Array.from([...a, ...b])
  const linear = joinLinear(first, second)
  return {
    outputCount: first.outputCount,
    baseScores: first.baseScores,
    roots: whole(first.roots, second.roots.map(child)),
    outputs: whole(first.outputs, second.outputs),
    nodeFeature: whole(first.nodeFeature, second.nodeFeature),
    nodeKind: Uint8Array.from([...first.nodeKind, ...second.nodeKind]),
    nodeThreshold: floats(
      first.nodeThreshold,
      second.nodeThreshold.map((value, node) => (isCategoricalNode(node) ? value + sets : value)),
    ),
    nodeLeft: whole(first.nodeLeft, second.nodeLeft.map(child)),
    nodeRight: whole(first.nodeRight, second.nodeRight.map(child)),
    nodeGain: floats(first.nodeGain, second.nodeGain),
    nodeValue: floats(first.nodeValue, second.nodeValue),
    nodeWeight: floats(first.nodeWeight, second.nodeWeight),
    nodeRows: floats(first.nodeRows, second.nodeRows),
    leafValue: floats(first.leafValue, second.leafValue),
    leafWeight: floats(first.leafWeight, second.leafWeight),
    leafRows: floats(first.leafRows, second.leafRows),
    setStarts: whole(
      first.setStarts,
      second.setStarts.subarray(1).map((start) => start + words),
    ),
    setWords: Uint32Array.from([...first.setWords, ...second.setWords]),
    ...(linear === undefined ? {} : { linear }),
  }
}

function joinLinear(first: Forest, second: Forest): LinearLeaves | undefined {
  if (first.linear === undefined && second.linear === undefined) return undefined
  const [a, b] = [first, second].map(
    ({ linear, leafValue }) =>
      linear ?? {
        starts: new Int32Array(leafValue.length + 1),
        features: new Int32Array(0),
        coefficients: new Float64Array(0),
        constants: leafValue,
      },
  )
  return {
    starts: Int32Array.from([...a.starts, ...b.starts.subarray(1).map((start) => start + a.features.length)]),
    features: Int32Array.from([...a.features, ...b.features]),
    coefficients: Float64Array.from([...a.coefficients, ...b.coefficients]),
    constants: Float64Array.from([...a.constants, ...b.constants]),
  }
}
