// Histograms of nodes: a bounded store of them, filling from rows, subtraction.
import { wideEntryBytes } from '../../../../base/kernels/index.js'
import type { Call, Job, Pointer } from '../../../../base/kernels/index.js'
import { isThin } from './binning.js'
import { inParts } from './data.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { FeatureList } from './feature-list.js'
import type { FeaturePart } from './feature-list.js'
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
  /** Whether several threads fill a node's histogram, subtract it and search both sooner than one. */
  isShared(node: NodeTotals): boolean
  /** Instead of `fill` and `subtract`: the calls that do both, for each part of the features; some of it may have been done already. */
  fillInShares(place: Pointer, node: NodeTotals, parent: Pointer): FeatureShare[]
}

/** What a thread does for some of the features, and which those are. */
export interface FeatureShare extends FeaturePart {
  readonly calls: Call[]
}

/** What all histograms of a fit may take, unless three need more. */
export const poolBytes = 192 * 2 ** 20

/** Fewer additions, or fewer for each entry of the histogram, are made sooner by one thread than by several, whose sums are then added up. */
const fewAdditions = 100_000
const fewPerEntry = 4

/** About so many additions take as long as telling another thread what to do; and what an entry takes beside one, subtracted and searched twice. */
const fewShared = 6_000
const additionsPerEntry = 3

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
  return new HistogramStore(data, wanted, mostBytes, session)
}

/** A class, as all that works split by split: engines compile its methods once, those of closures anew for every fit. */
class HistogramStore implements Histograms {
  private readonly storeBytes: number
  private readonly store: Pointer
  /** Each other thread adds up into a histogram of its own. */
  private readonly oneBytes: number
  private readonly others: Pointer
  private readonly placesAt: Pointer
  /** The numbers in the table of the joined columns, share after share. */
  private readonly joinNumbersAt: Pointer
  private readonly ordinalsAt: Pointer
  private readonly list: FeatureList
  /** Where the joined columns of each share begin, and where all end. */
  private readonly joinEnds: Int32Array
  private readonly free: Pointer[] = []
  private derivatives!: Derivatives
  private order: Pointer = 0
  private parts: readonly Part[] = []
  /** Columns of all parts, and about what thin ones come to. */
  private additionsPerRow = 0
  private joins: readonly JoinedEntries[] = []
  private hasThin = false
  private isCompleted = false
  /** The histogram that threads have added up apart. */
  private pending: Pointer = 0

  constructor(
    private readonly data: BinnedData,
    private readonly wanted: number,
    mostBytes: number,
    private readonly session: Session,
  ) {
    const { memory, team } = session
    this.storeBytes = histogramBytes(data.entryCount, wanted, mostBytes)
    this.store = memory.allocate(this.storeBytes)
    this.oneBytes = lineMultiple(Math.max(1, data.entryCount) * wideEntryBytes)
    this.others = team.size > 1 ? memory.allocate((team.size - 1) * this.oneBytes) : 0
    this.placesAt = memory.allocate(8 * data.featureCount)
    this.joinNumbersAt = memory.allocate(4 * data.joins.length)
    this.ordinalsAt = memory.allocate(4 * mostCombinations)
    memory.int32(this.ordinalsAt, mostCombinations).set(Int32Array.from({ length: mostCombinations }, (_, k) => k))
    this.list = new FeatureList(data, data.shareCount, session)
    this.joinEnds = new Int32Array(data.shareCount + 1)
  }

  start(ofTree: Int32Array, rows: RowSet, tree: Derivatives): void {
    const { data, free } = this
    this.derivatives = tree
    this.order = rows.order
    free.length = 0
    const bytes = lineMultiple(Math.max(1, data.entryCount) * tree.entryBytes)
    const most = Math.min(this.wanted, Math.floor(this.storeBytes / bytes))
    for (let place = Math.max(3, most) - 1; place >= 0; place--) free.push(this.store + place * bytes)
    const used = new Uint8Array(data.featureCount)
    for (const feature of ofTree) used[feature] = 1
    this.parts = this.planParts(used)
    this.joins = data.joins.filter((join) => join.features.some((feature) => used[feature] !== 0)).toSorted((a, b) => a.share - b.share)
    this.session.memory.int32(this.joinNumbersAt, this.joins.length).set(this.joins.map(({ number }) => number))
    for (let share = 0; share < data.shareCount; share++) {
      this.joinEnds[share + 1] = this.joins.filter((join) => join.share <= share).length
    }
    this.hasThin = data.thin.length > 0 && ofTree.some((feature) => isThin(data.columns[feature]))
    this.additionsPerRow = this.parts.reduce((sum, part) => sum + part.count, this.hasThin ? 8 : 0)
    this.isCompleted = this.hasThin || this.joins.length > 0
    this.list.place(ofTree)
  }

  focus(some: Int32Array): void {
    this.list.place(some)
  }

  /** Per group, which of its columns to add up; lists of some lie one after another at `placesAt`. */
  private planParts(used: Uint8Array): Part[] {
    const plan: Part[] = []
    let at = this.placesAt
    for (const group of this.data.groups) {
      const { members } = group
      const some = Array.from(members.keys()).filter((place) => members[place].some((feature) => used[feature] !== 0))
      if (some.length === 0) continue
      if (some.length >= mostlyUsed * members.length) {
        plan.push({ group, places: 0, count: members.length })
        continue
      }
      this.session.memory.int32(at, 2 * some.length).set(some.flatMap((place) => [place, place * group.stride]))
      plan.push({ group, places: at, count: some.length })
      at += 8 * some.length
    }
    return plan
  }

  take(): Pointer {
    return this.free.pop() ?? 0
  }

  give(place: Pointer): void {
    this.free.push(place)
  }

  fill(place: Pointer, node: NodeTotals): void {
    const { data, list } = this
    const { kernels, team } = this.session
    this.finish()
    if (team.size > 1 && this.isLong(node)) this.fillTogether(place, node)
    else this.fillAlone(place, node)
    if (!this.isCompleted) return
    this.finish()
    const complete = this.derivatives.isWide ? kernels.completeThinWide : kernels.completeThin
    complete(place, data.table, data.commonBins, list.at, list.count, node.gradient, node.hessian)
  }

  private isLong(node: NodeTotals): boolean {
    return this.additions(node.end - node.begin) >= Math.max(fewAdditions, fewPerEntry * this.data.entryCount)
  }

  private additions(rowCount: number): number {
    return rowCount * this.additionsPerRow
  }

  private fillAlone(place: Pointer, node: NodeTotals): void {
    const { data, session, order } = this
    const { kernels } = session
    const { entries, isWide, entryBytes } = this.derivatives
    kernels.clearHistogram(place, data.table, this.list.at, this.list.count, entryBytes)
    kernels.clearHistogram(place, data.table, this.joinNumbersAt, this.joins.length, entryBytes)
    for (const { group, places, count } of this.parts) {
      const width = group.members.length
      const at = place + group.slot * entryBytes
      const partRows = Math.ceil(partAdditions / count)
      for (let from = node.begin; from < node.end; from += partRows) {
        session.checkpoint()
        const to = Math.min(node.end, from + partRows)
        if (places === 0) {
          const addRows = isWide ? kernels.addRowsWide : kernels.addRows
          addRows(group.rows, width, order, from, to, entries, at, group.stride)
        } else {
          const addSome = isWide ? kernels.addSomeOfRowsWide : kernels.addSomeOfRows
          addSome(group.rows, width, places, count, order, from, to, entries, at)
        }
      }
    }
    const addThin = isWide ? kernels.addThinWide : kernels.addThin
    for (const join of this.joins) {
      addThin(join.starts, join.entries, this.ordinalsAt, 0, join.count, place + join.slot * entryBytes, place)
    }
    if (!this.hasThin) return
    for (const { starts, entries: listed } of data.thin) {
      inParts(session, node.begin, node.end, 65_536, (from, to) => addThin(starts, listed, order, from, to, entries, place))
    }
  }

  private fillTogether(place: Pointer, { begin, end }: NodeTotals): void {
    const { team } = this.session
    const most = Math.ceil((mostAdditions * (end - begin)) / this.additions(end - begin))
    for (let from = begin; from < end; from += team.size * most) {
      const part = Math.ceil(Math.min(most, (end - from) / team.size))
      const jobs = Array.from({ length: team.size }, (_, k) => {
        const at = k === 0 ? place : this.others + (k - 1) * this.oneBytes
        const ends = { isFirst: from === begin, isLast: from + team.size * most >= end }
        return this.fillCalls(at, Math.min(end, from + k * part), Math.min(end, from + (k + 1) * part), ends)
      })
      team.run(jobs)
    }
    this.pending = place
  }

  /** The calls that add up rows `from` to `to` − 1 of the order, into a histogram that is cleared `isFirst` and done `isLast`. */
  private fillCalls(place: Pointer, from: number, to: number, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Call[] {
    const { data } = this
    const calls: Call[] = []
    if (isFirst) this.pushClears(calls, place, this.list, [0, this.joins.length])
    for (const part of this.parts) this.pushAdditions(calls, part, place, from, to)
    for (let share = 0; share < data.shareCount; share++) this.pushListed(calls, share, place, from, to)
    if (isLast) this.pushSpreads(calls, place, [0, this.joins.length])
    return calls
  }

  private pushClears(
    calls: Call[],
    place: Pointer,
    { at, count }: Pick<FeaturePart, 'at' | 'count'>,
    [first, end]: readonly [number, number],
  ): void {
    const { table } = this.data
    const { entryBytes } = this.derivatives
    calls.push(['clearHistogram', place, table, at, count, entryBytes])
    if (end > first) calls.push(['clearHistogram', place, table, this.joinNumbersAt + 4 * first, end - first, entryBytes])
  }

  private pushAdditions(calls: Call[], { group, places, count }: Part, place: Pointer, from: number, to: number): void {
    const { order } = this
    const { entries, isWide, entryBytes } = this.derivatives
    const width = group.members.length
    const at = place + group.slot * entryBytes
    if (places === 0) calls.push([isWide ? 'addRowsWide' : 'addRows', group.rows, width, order, from, to, entries, at, group.stride])
    else calls.push([isWide ? 'addSomeOfRowsWide' : 'addSomeOfRows', group.rows, width, places, count, order, from, to, entries, at])
  }

  private pushListed(calls: Call[], share: number, place: Pointer, from: number, to: number): void {
    if (!this.hasThin) return
    const { entries, isWide } = this.derivatives
    const { starts, entries: listed } = this.data.thin[share]
    calls.push([isWide ? 'addThinWide' : 'addThin', starts, listed, this.order, from, to, entries, place])
  }

  /** The calls that spread what was added up for some joined columns to their features. */
  private pushSpreads(calls: Call[], place: Pointer, [first, end]: readonly [number, number]): void {
    const { isWide, entryBytes } = this.derivatives
    for (let at = first; at < end; at++) {
      const { starts, entries, slot, count } = this.joins[at]
      calls.push([isWide ? 'addThinWide' : 'addThin', starts, entries, this.ordinalsAt, 0, count, place + slot * entryBytes, place])
    }
  }

  isShared(node: NodeTotals): boolean {
    const { shareCount, entryCount } = this.data
    const additions = this.additions(node.end - node.begin)
    const isWorthIt = shareCount > 1 && additions + additionsPerEntry * entryCount >= fewShared
    // A part is done between two checkpoints.
    return isWorthIt && (this.isLong(node) || additions < mostAdditions)
  }

  fillInShares(place: Pointer, node: NodeTotals, parent: Pointer): FeatureShare[] {
    const { data, list, joinEnds } = this
    const { isWide } = this.derivatives
    this.session.checkpoint()
    this.finish()
    // Many rows are shared out themselves.
    const isLong = this.isLong(node)
    if (isLong) this.fillTogether(place, node)
    const shares: FeatureShare[] = []
    for (let share = 0; share < data.shareCount; share++) {
      const some = list.part(share)
      const calls: Call[] = this.mergeCalls(some.at, some.count)
      if (!isLong) {
        const joins = [joinEnds[share], joinEnds[share + 1]] as const
        this.pushClears(calls, place, some, joins)
        for (const part of this.parts) if (part.group.share === share) this.pushAdditions(calls, part, place, node.begin, node.end)
        this.pushListed(calls, share, place, node.begin, node.end)
        this.pushSpreads(calls, place, joins)
      }
      if (this.isCompleted) {
        const complete = isWide ? 'completeThinWide' : 'completeThin'
        calls.push([complete, place, data.table, data.commonBins, some.at, some.count, node.gradient, node.hessian])
      }
      calls.push([isWide ? 'subtractHistogramWide' : 'subtractHistogram', parent, place, data.table, some.at, some.count])
      shares.push({ calls, ...some })
    }
    this.pending = 0
    return shares
  }

  finish(): void {
    if (this.pending !== 0) this.byFeatures((some, someCount) => this.mergeCalls(some, someCount))
    this.pending = 0
  }

  subtract(parent: Pointer, child: Pointer): void {
    const { session, data, list } = this
    const { isWide } = this.derivatives
    session.checkpoint()
    if (this.pending !== 0) {
      const name = isWide ? 'subtractHistogramWide' : 'subtractHistogram'
      this.byFeatures((some, someCount) => [...this.mergeCalls(some, someCount), [name, parent, child, data.table, some, someCount]])
      this.pending = 0
      return
    }
    const subtract = isWide ? session.kernels.subtractHistogramWide : session.kernels.subtractHistogram
    subtract(parent, child, data.table, list.at, list.count)
  }

  /** A job per some features, of the calls that are given their list. */
  private byFeatures(callsOf: (some: Pointer, someCount: number) => Call[]): void {
    const { at: list, count } = this.list
    const { team } = this.session
    const each = Math.ceil(count / team.size)
    const jobs: Job[] = []
    for (let at = 0; at < count; at += each) jobs.push(callsOf(list + 4 * at, Math.min(each, count - at)))
    team.run(jobs)
  }

  /** The calls that put together what the threads have added up. */
  private mergeCalls(some: Pointer, someCount: number): Call[] {
    const { pending, data } = this
    if (pending === 0) return []
    const name = this.derivatives.isWide ? 'addHistogramWide' : 'addHistogram'
    return Array.from({ length: this.session.team.size - 1 }, (_, k): Call => {
      return [name, pending, this.others + k * this.oneBytes, data.table, some, someCount]
    })
  }
}

/** Histograms begin at cache lines. */
function lineMultiple(bytes: number): number {
  return Math.ceil(bytes / 64) * 64
}

interface Part {
  readonly group: ColumnGroup
  /** 0: all of the group. */
  readonly places: Pointer
  readonly count: number
}
