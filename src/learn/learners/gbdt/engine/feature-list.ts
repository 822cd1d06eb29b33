// The features that count, as kernels want them: their numbers in kernel memory, part after part, in each the numeric ones first.
import type { Pointer } from '../../../../base/kernels/index.js'
import type { Session } from './data.js'
import type { BinnedData } from './layout.js'

/** Some of the list: where it begins, how many features it has, and how many of these, its first, are numeric. */
export interface FeaturePart {
  readonly at: Pointer
  readonly count: number
  readonly numericCount: number
}

export class FeatureList {
  readonly at: Pointer
  readonly hasCategories: boolean
  private features: Int32Array = new Int32Array(0)
  private readonly ends: Int32Array
  private readonly numericEnds: Int32Array

  /** `partCount`: 1, or as many parts as the data has. */
  constructor(
    private readonly data: BinnedData,
    private readonly partCount: number,
    private readonly session: Session,
  ) {
    this.at = session.memory.allocate(4 * data.featureCount)
    this.ends = new Int32Array(partCount + 1)
    this.numericEnds = new Int32Array(partCount)
    this.hasCategories = data.bins.some(({ levels }) => levels !== undefined)
  }

  get count(): number {
    return this.features.length
  }

  /** From now on the list is of these, each part in their order. O(features × parts). */
  place(features: Int32Array): void {
    if (features === this.features) return
    this.features = features
    const { ends, numericEnds, partCount } = this
    const list = this.session.memory.int32(this.at, features.length)
    if (partCount === 1 && !this.hasCategories) {
      list.set(features)
      ends[1] = numericEnds[0] = features.length
      return
    }
    let end = 0
    for (let part = 0; part < partCount; part++) {
      end = numericEnds[part] = this.append(list, end, part, false)
      if (this.hasCategories) end = this.append(list, end, part, true)
      ends[part + 1] = end
    }
  }

  /** Adds the numeric or the categorical features of a part from `end` on; returns where they end. */
  private append(list: Int32Array, end: number, part: number, isCategorical: boolean): number {
    const { features, partCount } = this
    const { bins, shares } = this.data
    for (let k = 0; k < features.length; k++) {
      const feature = features[k]
      if ((partCount === 1 || shares[feature] === part) && (bins[feature].levels !== undefined) === isCategorical) list[end++] = feature
    }
    return end
  }

  part(part: number): FeaturePart {
    const from = this.ends[part]
    return { at: this.at + 4 * from, count: this.ends[part + 1] - from, numericCount: this.numericEnds[part] - from }
  }
}
