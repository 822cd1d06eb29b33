// The best split of a node by a set of levels.
import {
  categoryLimitLength,
  levelScratchBytes,
  limitGroupedL2,
  limitGroupRows,
  limitLevels,
  limitOneHot,
  limitSmooth,
  limitSmoothRows,
} from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import type { BinnedData } from './layout.js'

export interface CategorySearch {
  start(derivatives: Derivatives): void
  /** Improves `out` by the `count` features of `list`, all categorical; all in `places` as for cuts. */
  search(histogram: Pointer, list: Pointer, count: number, places: CategoryPlaces): void
  /** What was found last. */
  read(histogram: Pointer, feature: number, isLeftHeavier: boolean): LevelSplit
  /** What is added to l2 in the children of a split. */
  addedL2(feature: number): number
}

/** As for cuts. */
interface CategoryPlaces {
  readonly node: Pointer
  readonly limits: Pointer
  readonly out: Pointer
  readonly isOpen: Pointer
}

export interface LevelSplit {
  /** Per bin (256): 1 left, 0 right. */
  readonly sides: Uint8Array
  /** Whether what the search called left is right. */
  readonly isTurned: boolean
}

export function createCategorySearch(data: BinnedData, parameters: GbdtParameters, session: Session): CategorySearch {
  const { kernels, memory } = session
  const { catSmooth, catL2, minRowsPerGroup, maxCatThreshold, maxCatToOnehot } = parameters
  const categoryLimits = memory.allocate(8 * categoryLimitLength)
  const sidesAt = memory.allocate(256)
  const scratch = memory.allocate(levelScratchBytes)
  let derivatives: Derivatives

  const isEmpty = (histogram: Pointer, feature: number, bin: number): boolean => {
    const { entryBytes } = derivatives
    return memory.uint8(histogram + (data.slots[feature] + bin) * entryBytes, entryBytes).every((byte) => byte === 0)
  }

  return {
    start: (tree) => {
      derivatives = tree
      const places = memory.float64(categoryLimits, categoryLimitLength)
      places[limitSmooth] = catSmooth / tree.hessianUnit
      places[limitGroupedL2] = catL2 / tree.hessianUnit
      places[limitSmoothRows] = catSmooth
      places[limitGroupRows] = minRowsPerGroup
      places[limitLevels] = maxCatThreshold
      places[limitOneHot] = maxCatToOnehot
    },
    search: (histogram, list, count, { node, limits, out, isOpen }) => {
      const search = derivatives.isWide ? kernels.searchCategoriesWide : kernels.searchCategories
      search(histogram, data.table, list, count, node, limits, categoryLimits, out, isOpen, sidesAt, scratch)
    },
    read: (histogram, feature, isLeftHeavier) => {
      const sides = memory.uint8(sidesAt, 256).slice()
      const missingBin = data.missingBins[feature]
      // Missing and unseen levels go right. Where none trained this node, right is made the side of most rows.
      const isTurned = isLeftHeavier && (missingBin < 0 || isEmpty(histogram, feature, missingBin))
      if (isTurned) {
        const { levels } = data.bins[feature]
        for (let bin = 0; bin < levels!.length; bin++) sides[bin] = sides[bin] === 1 || isEmpty(histogram, feature, bin) ? 0 : 1
      }
      return { sides, isTurned }
    },
    addedL2: (feature) => {
      const { levels } = data.bins[feature]
      return levels === undefined || levels.length + 1 <= maxCatToOnehot ? 0 : catL2
    },
  }
}
