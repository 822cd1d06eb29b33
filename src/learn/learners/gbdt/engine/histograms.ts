// Histograms of nodes: a bounded store of them, filling from rows, subtraction.
import { wideEntryBytes } from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import { inParts } from './data.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import type { BinnedData, FeatureGroup } from './layout.js'
import type { RowSet } from './rows.js'

/** A node's sums, in quanta, and its rows. */
export interface NodeTotals {
  readonly begin: number
  readonly end: number
  readonly gradient: number
  readonly hessian: number
}

export interface Histograms {
  /** Makes ready for a tree over the features in `list` (`count` i32), its rows and derivatives; all places are free. */
  start(list: Pointer, features: Int32Array, rows: RowSet, derivatives: Derivatives): void
  /** A free place, 0 when there is none. */
  take(): Pointer
  give(place: Pointer): void
  /** The histogram of a node from its rows. */
  fill(place: Pointer, node: NodeTotals): void
  /** `parent` −= `child`. */
  subtract(parent: Pointer, child: Pointer): void
}

/** What all histograms of a fit may take, unless three need more. */
export const poolBytes = 192 * 2 ** 20

/** Additions between two checkpoints. */
const partAdditions = 2_000_000

/** From this share of a group's features on, all are added up: skipping the others would take longer. */
const mostlyUsed = 0.6

/** How many bytes the store takes. */
export function histogramBytes(entryCount: number, wanted: number, mostBytes = poolBytes): number {
  const one = Math.max(1, entryCount) * wideEntryBytes
  return Math.max(3 * one, Math.min(wanted * one, mostBytes))
}

export function createHistograms(data: BinnedData, wanted: number, mostBytes: number, session: Session): Histograms {
  const { kernels, memory } = session
  const storeBytes = histogramBytes(data.entryCount, wanted, mostBytes)
  const store = memory.allocate(storeBytes)
  const placesAt = memory.allocate(8 * data.featureCount)
  const free: Pointer[] = []
  let list: Pointer = 0
  let count = 0
  let derivatives: Derivatives
  let order: Pointer = 0
  let parts: readonly Part[] = []
  let hasThin = false

  const start: Histograms['start'] = (given, features, rows, tree) => {
    list = given
    count = features.length
    derivatives = tree
    order = rows.order
    free.length = 0
    const bytes = Math.ceil((Math.max(1, data.entryCount) * tree.entryBytes) / 64) * 64
    const most = Math.min(wanted, Math.floor(storeBytes / bytes))
    for (let place = Math.max(3, most) - 1; place >= 0; place--) free.push(store + place * bytes)
    const used = new Uint8Array(data.featureCount)
    for (const feature of features) used[feature] = 1
    parts = planParts(used)
    hasThin = data.thin !== undefined && features.some((feature) => 'common' in data.columns[feature])
  }

  /** Per group, which of its features to add up; lists of some lie one after another at `placesAt`. */
  const planParts = (used: Uint8Array): Part[] => {
    const plan: Part[] = []
    let at = placesAt
    for (const group of data.groups) {
      const some = Array.from(group.features.keys()).filter((place) => used[group.features[place]] !== 0)
      if (some.length === 0) continue
      if (some.length >= mostlyUsed * group.features.length) {
        plan.push({ group, places: 0, count: group.features.length })
        continue
      }
      memory.int32(at, 2 * some.length).set(some.flatMap((place) => [place, place * group.stride]))
      plan.push({ group, places: at, count: some.length })
      at += 8 * some.length
    }
    return plan
  }

  const fill = (place: Pointer, node: NodeTotals): void => {
    const { entries, isWide, entryBytes } = derivatives
    kernels.clearHistogram(place, data.table, list, count, entryBytes)
    for (const { group, places, count: some } of parts) {
      const width = group.features.length
      const at = place + group.slot * entryBytes
      const partRows = Math.ceil(partAdditions / some)
      inParts(session, node.begin, node.end, partRows, (from, to) => {
        if (places === 0) {
          const addRows = isWide ? kernels.addRowsWide : kernels.addRows
          addRows(group.rows, width, order, from, to, entries, at, group.stride)
        } else {
          const addSome = isWide ? kernels.addSomeOfRowsWide : kernels.addSomeOfRows
          addSome(group.rows, width, places, some, order, from, to, entries, at)
        }
      })
    }
    if (!hasThin || data.thin === undefined) return
    const { starts, entries: thinEntries, commonBins } = data.thin
    const addThin = isWide ? kernels.addThinWide : kernels.addThin
    inParts(session, node.begin, node.end, 65_536, (from, to) => {
      addThin(starts, thinEntries, order, from, to, entries, place)
    })
    const complete = isWide ? kernels.completeThinWide : kernels.completeThin
    complete(place, data.table, commonBins, list, count, node.gradient, node.hessian)
  }

  return {
    start,
    take: () => free.pop() ?? 0,
    give: (place) => free.push(place),
    fill,
    subtract: (parent, child) => {
      session.checkpoint()
      const subtract = derivatives.isWide ? kernels.subtractHistogramWide : kernels.subtractHistogram
      subtract(parent, child, data.table, list, count)
    },
  }
}

interface Part {
  readonly group: FeatureGroup
  /** 0: all of the group. */
  readonly places: Pointer
  readonly count: number
}
