// The fitted trees as flat arrays: what is stored, what predicts, what other formats are made of and read into.

/** Bits of `nodeKind`. */
export const missingLeft = 1
export const isCategorical = 2
export const zeroIsMissing = 4

/** What counts as zero where zero counts as missing: LightGBM's 1e-35 in single precision. */
export const greatestZero = Math.fround(1e-35)

/**
 * All trees one after another. Children ≥ 0 are positions among all nodes, a child < 0 is the leaf at −1 − child among all leaves.
 *
 * A numeric node sends x ≤ threshold left; NaN, and with `zeroIsMissing` |x| ≤ 1e-35 too, goes left where `missingLeft` is set, else right.
 * A categorical node sends a value left whose whole part, a level code ≥ 0, is in its set; all else goes right: levels outside the set, unseen
 * ones, negative values, NaN. Which side missing and unseen levels were found to belong to is expressed by whose levels are in the set. Only
 * where NaN and unseen levels belong to different sides, as in models of XGBoost, `missingLeft` is set on a categorical node: NaN goes left.
 */
export interface Forest {
  readonly outputCount: number
  /** Per output: added to the sum of its trees. */
  readonly baseScores: Float64Array
  /** Per tree: its first node; −1 − leaf where the tree is one leaf. */
  readonly roots: Int32Array
  /** Per tree: the output that it adds to. */
  readonly outputs: Int32Array
  /** The number of the feature in the view. */
  readonly nodeFeature: Int32Array
  readonly nodeKind: Uint8Array
  /** Numeric: the threshold. Categorical: the number of the set. */
  readonly nodeThreshold: Float64Array
  readonly nodeLeft: Int32Array
  readonly nodeRight: Int32Array
  /** What the split gained. */
  readonly nodeGain: Float64Array
  /** What the node would give as a leaf, shrunk as leaves are. */
  readonly nodeValue: Float64Array
  /** Sum of the hessians. */
  readonly nodeWeight: Float64Array
  /** Training rows that passed. */
  readonly nodeRows: Float64Array
  readonly leafValue: Float64Array
  readonly leafWeight: Float64Array
  readonly leafRows: Float64Array
  /** Level codes as bits, lowest first: set s has the words from `setStarts[s]` up to `setStarts[s + 1]`. */
  readonly setStarts: Int32Array
  readonly setWords: Uint32Array
  readonly linear?: LinearLeaves
}

/** Leaf l predicts `constants[l]` + Σ coefficient × feature over its entries, or its `leafValue` where one of those features is NaN or infinite. */
export interface LinearLeaves {
  /** Per leaf, and one more at the end: where its entries begin. */
  readonly starts: Int32Array
  readonly features: Int32Array
  readonly coefficients: Float64Array
  readonly constants: Float64Array
}

/** Whether a value goes left at a node. */
export function goesLeft(forest: Forest, node: number, value: number): boolean {
  const kind = forest.nodeKind[node]
  const threshold = forest.nodeThreshold[node]
  if (Number.isNaN(value)) return (kind & missingLeft) !== 0
  if ((kind & isCategorical) !== 0) return isInSet(forest, threshold, value)
  if ((kind & zeroIsMissing) !== 0 && Math.abs(value) <= greatestZero) return (kind & missingLeft) !== 0
  return value <= threshold
}

/** Whether the whole part of a value is a level code of the set. */
export function isInSet({ setStarts, setWords }: Forest, set: number, value: number): boolean {
  const begin = setStarts[set]
  // NaN fails the first comparison; −0.5 is code 0, as when a cast cuts off the fraction.
  if (!(value > -1 && value < (setStarts[set + 1] - begin) * 32)) return false
  const code = Math.trunc(value)
  return ((setWords[begin + (code >>> 5)] >>> (code & 31)) & 1) === 1
}

/** The leaf that a row reaches in a tree; `valueOf` gives the row's value of a feature. O(depth). */
export function findLeaf(forest: Forest, tree: number, valueOf: (feature: number) => number): number {
  let at = forest.roots[tree]
  while (at >= 0) at = goesLeft(forest, at, valueOf(forest.nodeFeature[at])) ? forest.nodeLeft[at] : forest.nodeRight[at]
  return -1 - at
}

/** What a leaf gives a row. */
export function leafOutput({ leafValue, linear }: Forest, leaf: number, valueOf: (feature: number) => number): number {
  if (linear === undefined) return leafValue[leaf]
  let sum = linear.constants[leaf]
  for (let k = linear.starts[leaf]; k < linear.starts[leaf + 1]; k++) {
    const value = valueOf(linear.features[k])
    if (!Number.isFinite(value)) return leafValue[leaf]
    sum += linear.coefficients[k] * value
  }
  return sum
}
