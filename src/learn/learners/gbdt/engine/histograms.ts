// Histograms of nodes: a bounded store of them, filling from rows, subtraction.
import { wideEntryBytes } from '../../../../base/kernels/index.js'
import type { Call, Job, Pointer } from '../../../../base/kernels/index.js'
import { isThin } from './binning.js'
import { inParts } from './data.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { mostCombinations } from './joined-columns.js'
import type { BinnedData, ColumnGroup, JoinedEntries } from './layout.js'
import type { RowSet } from './rows.js'

/** A node's sums, in quanta, and its rows. */
export interface NodeTotals {
  readonly begin: number
  readonly end: number
  readonly gradient: number
  readonly hessian: number
}

export interface Histograms {
  /** Makes ready for a tree over some features, its rows and derivatives; all places are free. */
  start(features: Int32Array, rows: RowSet, derivatives: Derivatives): void
  /** From now on only some of the tree's features count: the entries of the others are nobody's business. */
  focus(features: Int32Array): void
  /** A free place, 0 when there is none. */
  take(): Pointer
  give(place: Pointer): void
  /** The histogram of a node from its rows; whole after `finish`, or once it was subtracted. */
  fill(place: Pointer, node: NodeTotals): void
  finish(): void
  /** `parent` −= `child`. */
  subtract(parent: Pointer, child: Pointer): void
}

/** What all histograms of a fit may take, unless three need more. */
export const poolBytes = 192 * 2 ** 20

/** Fewer additions, or fewer for each entry of the histogram, are made sooner by one thread than by several, whose sums are then added up. */
const fewAdditions = 100_000
const fewPerEntry = 4

/** Additions between two checkpoints. */
const partAdditions = 2_000_000

/** The same of each of several threads: less often, since they wait for one another. */
const mostAdditions = 16_000_000

/** From this share of a group's columns on, all are added up: skipping the others would take longer. */
const mostlyUsed = 0.6

/** How many bytes the store takes. */
export function histogramBytes(entryCount: number, wanted: number, mostBytes = poolBytes): number {
  const one = Math.max(1, entryCount) * wideEntryBytes
  return Math.max(3 * one, Math.min(wanted * one, mostBytes))
}

export function createHistograms(data: BinnedData, wanted: number, mostBytes: number, session: Session): Histograms {
  const { kernels, memory, team } = session
  const storeBytes = histogramBytes(data.entryCount, wanted, mostBytes)
  const store = memory.allocate(storeBytes)
  // Each other thread adds up into a histogram of its own.
  const oneBytes = Math.ceil((Math.max(1, data.entryCount) * wideEntryBytes) / 64) * 64
  const others = team.size > 1 ? memory.allocate((team.size - 1) * oneBytes) : 0
  let pending: Pointer = 0
  const placesAt = memory.allocate(8 * data.featureCount)
  // What is cleared: the features that count, and the joined columns, which stand after the features in the table.
  const clearedAt = memory.allocate(4 * (data.featureCount + data.joins.length))
  const ordinalsAt = memory.allocate(4 * mostCombinations)
  memory.int32(ordinalsAt, mostCombinations).set(Int32Array.from({ length: mostCombinations }, (_, k) => k))
  let cleared = 0
  const free: Pointer[] = []
  /** The features that count. */
  const list = memory.allocate(4 * data.featureCount)
  let features: Int32Array = new Int32Array(0)
  let count = 0
  let derivatives: Derivatives
  let order: Pointer = 0
  let parts: readonly Part[] = []
  let joins: readonly JoinedEntries[] = []
  let hasThin = false
  let isCompleted = false

  const start: Histograms['start'] = (ofTree, rows, tree) => {
    derivatives = tree
    order = rows.order
    free.length = 0
    const bytes = Math.ceil((Math.max(1, data.entryCount) * tree.entryBytes) / 64) * 64
    const most = Math.min(wanted, Math.floor(storeBytes / bytes))
    for (let place = Math.max(3, most) - 1; place >= 0; place--) free.push(store + place * bytes)
    const used = new Uint8Array(data.featureCount)
    for (const feature of ofTree) used[feature] = 1
    parts = planParts(used)
    joins = data.joins.filter((join) => join.features.some((feature) => used[feature] !== 0))
    hasThin = data.thin !== undefined && ofTree.some((feature) => isThin(data.columns[feature]))
    isCompleted = hasThin || joins.length > 0
    narrow(ofTree)
  }

  const narrow = (some: Int32Array): void => {
    features = some
    count = features.length
    cleared = count + joins.length
    memory.int32(list, count).set(features)
    const numbers = memory.int32(clearedAt, cleared)
    numbers.set(features)
    joins.forEach(({ number }, at) => (numbers[count + at] = number))
  }

  /** Per group, which of its columns to add up; lists of some lie one after another at `placesAt`. */
  const planParts = (used: Uint8Array): Part[] => {
    const plan: Part[] = []
    let at = placesAt
    for (const group of data.groups) {
      const { members } = group
      const some = Array.from(members.keys()).filter((place) => members[place].some((feature) => used[feature] !== 0))
      if (some.length === 0) continue
      if (some.length >= mostlyUsed * members.length) {
        plan.push({ group, places: 0, count: members.length })
        continue
      }
      memory.int32(at, 2 * some.length).set(some.flatMap((place) => [place, place * group.stride]))
      plan.push({ group, places: at, count: some.length })
      at += 8 * some.length
    }
    return plan
  }

  /** The calls that spread what was added up for joined columns to their features. */
  const spreadCalls = (place: Pointer): Call[] => {
    const { isWide, entryBytes } = derivatives
    return joins.map(({ starts, entries, slot, count: combinations }): Call => {
      const sums = place + slot * entryBytes
      return [isWide ? 'addThinWide' : 'addThin', starts, entries, ordinalsAt, 0, combinations, sums, place]
    })
  }

  /** The calls that add up rows `from` to `to` − 1 of the order, into a histogram that is cleared `isFirst` and done `isLast`. */
  const fillCalls = (place: Pointer, from: number, to: number, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Call[] => {
    const { entries, isWide, entryBytes } = derivatives
    const calls: Call[] = isFirst ? [['clearHistogram', place, data.table, clearedAt, cleared, entryBytes]] : []
    for (const { group, places, count: some } of parts) {
      const width = group.members.length
      const at = place + group.slot * entryBytes
      const given = [order, from, to, entries, at] as const
      if (places === 0) calls.push([isWide ? 'addRowsWide' : 'addRows', group.rows, width, ...given, group.stride])
      else calls.push([isWide ? 'addSomeOfRowsWide' : 'addSomeOfRows', group.rows, width, places, some, ...given])
    }
    if (hasThin && data.thin !== undefined) {
      const { starts, entries: thinEntries } = data.thin
      calls.push([isWide ? 'addThinWide' : 'addThin', starts, thinEntries, order, from, to, entries, place])
    }
    if (isLast) calls.push(...spreadCalls(place))
    return calls
  }

  const fillTogether = (place: Pointer, { begin, end }: NodeTotals): void => {
    const most = Math.ceil((mostAdditions * (end - begin)) / additions(end - begin))
    for (let from = begin; from < end; from += team.size * most) {
      const part = Math.ceil(Math.min(most, (end - from) / team.size))
      const jobs = Array.from({ length: team.size }, (_, k) => {
        const at = k === 0 ? place : others + (k - 1) * oneBytes
        const ends = { isFirst: from === begin, isLast: from + team.size * most >= end }
        return fillCalls(at, Math.min(end, from + k * part), Math.min(end, from + (k + 1) * part), ends)
      })
      team.run(jobs)
    }
    pending = place
  }

  /** A job per some features, of the calls that are given their list. */
  const byFeatures = (callsOf: (some: Pointer, someCount: number) => Call[]): void => {
    const each = Math.ceil(count / team.size)
    const jobs: Job[] = []
    for (let at = 0; at < count; at += each) jobs.push(callsOf(list + 4 * at, Math.min(each, count - at)))
    team.run(jobs)
  }

  /** The calls that put together what the threads have added up. */
  const mergeCalls = (some: Pointer, someCount: number): Call[] => {
    if (pending === 0) return []
    const { isWide } = derivatives
    return Array.from({ length: team.size - 1 }, (_, k): Call => {
      return [isWide ? 'addHistogramWide' : 'addHistogram', pending, others + k * oneBytes, data.table, some, someCount]
    })
  }

  const merge = (): void => {
    if (pending !== 0) byFeatures(mergeCalls)
    pending = 0
  }

  const additions = (rowCount: number): number => rowCount * parts.reduce((sum, part) => sum + part.count, hasThin ? 8 : 0)

  const fillAlone = (place: Pointer, node: NodeTotals): void => {
    const { entries, isWide, entryBytes } = derivatives
    kernels.clearHistogram(place, data.table, clearedAt, cleared, entryBytes)
    for (const { group, places, count: some } of parts) {
      const width = group.members.length
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
    const addThin = isWide ? kernels.addThinWide : kernels.addThin
    for (const join of joins) addThin(join.starts, join.entries, ordinalsAt, 0, join.count, place + join.slot * entryBytes, place)
    if (!hasThin || data.thin === undefined) return
    const { starts, entries: thinEntries } = data.thin
    inParts(session, node.begin, node.end, 65_536, (from, to) => {
      addThin(starts, thinEntries, order, from, to, entries, place)
    })
  }

  const fill = (place: Pointer, node: NodeTotals): void => {
    merge()
    const isLong = additions(node.end - node.begin) >= Math.max(fewAdditions, fewPerEntry * data.entryCount)
    if (team.size > 1 && isLong) fillTogether(place, node)
    else fillAlone(place, node)
    if (!isCompleted) return
    merge()
    const complete = derivatives.isWide ? kernels.completeThinWide : kernels.completeThin
    complete(place, data.table, data.commonBins, list, count, node.gradient, node.hessian)
  }

  return {
    start,
    focus: (some) => {
      if (some !== features) narrow(some)
    },
    take: () => free.pop() ?? 0,
    give: (place) => free.push(place),
    fill,
    finish: merge,
    subtract: (parent, child) => {
      session.checkpoint()
      if (pending !== 0) {
        const name = derivatives.isWide ? 'subtractHistogramWide' : 'subtractHistogram'
        byFeatures((some, someCount) => [...mergeCalls(some, someCount), [name, parent, child, data.table, some, someCount]])
        pending = 0
        return
      }
      const subtract = derivatives.isWide ? kernels.subtractHistogramWide : kernels.subtractHistogram
      subtract(parent, child, data.table, list, count)
    },
  }
}

interface Part {
  readonly group: ColumnGroup
  /** 0: all of the group. */
  readonly places: Pointer
  readonly count: number
}
