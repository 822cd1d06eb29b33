// The distinct texts of a column from all blocks: all of them while they fit, then the frequent ones and those that a judge must see.
import { createDistinctSketch, limitOf } from '../../../base/stats/index.js'
import { createTextWatcher } from '../../schema/index.js'
import type { DistinctTexts, TextWatcher } from '../../schema/index.js'
import { sortByKernel } from './sort-by-kernel.js'
import { TextDictionary } from '../text-dictionary.js'
import type { PackedTexts } from '../text-dictionary.js'
import { hashText } from './thin-texts.js'
import type { TextPart } from './thin-texts.js'

export interface TextLimits {
  /** Distinct texts that are counted one by one, and their bytes. */
  readonly mostTexts: number
  readonly mostTextBytes: number
  /** Hashes of distinct texts that are held to tell how many there are. */
  readonly mostTextHashes: number
  /** The first texts, which are never forgotten. */
  readonly firstTexts: number
}

export class GatheredTexts {
  private dictionary = new TextDictionary()
  /** By number in the dictionary: 1 where the text is never forgotten. */
  private pinned = new Uint8Array(1 << 10)
  private readonly watcher: TextWatcher
  private readonly distinct: ReturnType<typeof createDistinctSketch>
  private otherCells = 0
  /** Any text may have come so many times more than is counted. */
  private lost = 0
  private isComplete = true
  private atStart: number
  private hardlyRepeats = false

  constructor(
    asked: readonly string[],
    private readonly limits: TextLimits,
  ) {
    this.watcher = createTextWatcher(asked)
    this.distinct = createDistinctSketch(limits.mostTextHashes, { sort: sortByKernel })
    this.atStart = limits.firstTexts
  }

  /** Hardly any text comes again, and the judges have seen all that they must: of further blocks `thinTexts` is enough. */
  get isThin(): boolean {
    return this.hardlyRepeats && this.watcher.isSettled()
  }

  /** Hashes of texts from here on change nothing. */
  get hashBelow(): number {
    return this.isComplete ? Infinity : this.distinct.below
  }

  /** Parts come in the order of their blocks. */
  add({ texts, left }: TextPart): void {
    this.addTexts(texts)
    if (left === undefined) return
    this.otherCells += left.cells
    if (left.cells > 0) this.lost++
    for (const hash of left.hashes) this.distinct.add(hash)
  }

  private addTexts(part: PackedTexts): void {
    for (let i = 0; i < part.counts.length; i++) {
      const known = this.dictionary.size
      const index = this.dictionary.addFrom(part, i)
      if (!this.isComplete) this.distinct.add(hashText(part.hashes[i], part.bytes, part.offsets[i], part.offsets[i + 1]))
      if (index < known) continue
      if (index >= this.pinned.length) this.growPinned()
      const isFirst = this.atStart > 0 && 4 * this.dictionary.totalBytes < this.limits.mostTextBytes
      if (isFirst) this.atStart--
      this.pinned[index] = this.isTelling(part, i) || isFirst ? 1 : 0
      const { size, totalBytes } = this.dictionary
      if (size > 2 * this.limits.mostTexts || totalBytes > 2 * this.limits.mostTextBytes) this.forget()
    }
  }

  /** As the judges see them. */
  result(): GatheredDistinct {
    const { dictionary, otherCells, lost } = this
    return {
      size: dictionary.size,
      text: (index) => dictionary.text(index),
      byteLength: (index) => dictionary.byteLength(index),
      count: (index) => dictionary.count(index),
      lost,
      distinctError: this.isComplete ? 0 : this.distinct.error(),
      ...(this.isComplete
        ? {}
        : { others: { cells: otherCells, distinct: Math.min(otherCells, Math.max(0, this.distinct.count() - dictionary.size)) } }),
    }
  }

  /** Keeps the pinned texts and the most frequent of the others (lossy counting, Manku and Motwani 2002). */
  private forget(): void {
    const { dictionary: old, pinned, limits } = this
    const packed = old.pack()
    if (this.isComplete) {
      this.isComplete = false
      for (let i = 0; i < old.size; i++)
        this.distinct.add(hashText(packed.hashes[i], packed.bytes, packed.offsets[i], packed.offsets[i + 1]))
    }
    const order = Uint32Array.from({ length: old.size }, (_, i) => i).filter((i) => pinned[i] === 0)
    const counts = Uint32Array.from(order, (i) => old.count(i))
    // Half of what there is room for is kept, so that forgetting stays rare.
    const share = Math.min(1, limits.mostTextBytes / old.totalBytes)
    const limit = limitOf(counts, Math.floor(Math.min(this.limits.mostTexts, share * counts.length)))
    const next = new TextDictionary()
    const nextPinned = new Uint8Array(pinned.length)
    for (let i = 0; i < old.size; i++) {
      if (pinned[i] === 0 && old.count(i) <= limit) {
        this.otherCells += old.count(i)
        continue
      }
      const index = next.addFrom(packed, i)
      nextPinned[index] = pinned[i]!
    }
    this.lost += limit
    this.hardlyRepeats ||= 8 * next.size < limits.mostTexts
    this.dictionary = next
    this.pinned = nextPinned
  }

  /** Most texts are told to be of no weight by their bytes. */
  private isTelling({ bytes, offsets }: PackedTexts, index: number): boolean {
    if (!this.watcher.mayTell(bytes, offsets[index], offsets[index + 1])) return false
    return this.watcher.isTelling(this.dictionary.text(this.dictionary.size - 1))
  }

  private growPinned(): void {
    const grown = new Uint8Array(2 * this.pinned.length)
    grown.set(this.pinned)
    this.pinned = grown
  }
}

export interface GatheredDistinct extends DistinctTexts {
  /** Any text may have come so many times more than is counted; 0: all are counted. */
  readonly lost: number
  /** Relative standard error of how many distinct texts there are; 0 is exact. */
  readonly distinctError: number
}
