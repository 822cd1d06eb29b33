// A grown tree, in bins.

/** Nodes in the order of their splits; children ≥ 0 are nodes, a child < 0 is leaf −1 − child. */
export interface Tree {
  /** The feature of the binned view. */
  readonly nodeFeature: Int32Array
  /** Rows in bins up to and with this one go left. */
  readonly nodeBin: Uint8Array
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
}
