// The distinct texts of a column from all blocks: all of them while they fit, then the frequent ones and those that a judge must see.
import { createDistinctSketch } from '../../../base/stats/index.js'
import type { DistinctTexts } from '../../schema/index.js'
import { createTextWatcher } from '../../schema/index.js'
import { TextDictionary } from '../text-dictionary.js'
import type { PackedTexts } from '../text-dictionary.js'
import { joinHash } from './number-part.js'

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
  private readonly isTelling: (text: string) => boolean
  private readonly distinct: ReturnType<typeof createDistinctSketch>
  private otherCells = 0
  /** Any text may have come so many times more than is counted. */
  private lost = 0
  private isComplete = true
  private atStart: number

  constructor(
    asked: readonly string[],
    private readonly limits: TextLimits,
  ) {
    this.isTelling = createTextWatcher(asked)
    this.distinct = createDistinctSketch(limits.mostTextHashes)
    this.atStart = limits.firstTexts
  }

  /** Parts come in the order of their blocks. */
  add(part: PackedTexts): void {
    for (let i = 0; i < part.counts.length; i++) {
      const known = this.dictionary.size
      const index = this.dictionary.addFrom(part, i)
      if (!this.isComplete) this.distinct.add(hashOf(part.hashes[i], part.bytes, part.offsets[i], part.offsets[i + 1]))
      if (index < known) continue
      if (index >= this.pinned.length) this.growPinned()
      const isFirst = this.atStart > 0 && 4 * this.dictionary.totalBytes < this.limits.mostTextBytes
      if (isFirst) this.atStart--
      this.pinned[index] = this.isTelling(this.dictionary.text(index)) || isFirst ? 1 : 0
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
      ...(this.isComplete ? {} : { others: { cells: otherCells, distinct: Math.max(0, this.distinct.count() - dictionary.size) } }),
    }
  }

  /** Keeps the pinned texts and the most frequent of the others (lossy counting, Manku and Motwani 2002). */
  private forget(): void {
    const { dictionary: old, pinned, limits } = this
    const packed = old.pack()
    if (this.isComplete) {
      this.isComplete = false
      for (let i = 0; i < old.size; i++)
        this.distinct.add(hashOf(packed.hashes[i], packed.bytes, packed.offsets[i], packed.offsets[i + 1]))
    }
    const order = Uint32Array.from({ length: old.size }, (_, i) => i).filter((i) => pinned[i] === 0)
    const counts = Uint32Array.from(order, (i) => old.count(i)).sort()
    // Half of what there is room for is kept, so that forgetting stays rare.
    const share = Math.min(1, limits.mostTextBytes / old.totalBytes)
    const kept = Math.min(counts.length - 1, Math.floor(Math.min(limits.mostTexts, share * counts.length)))
    const limit = counts.length === 0 ? 0 : counts[counts.length - 1 - kept]
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
    this.dictionary = next
    this.pinned = nextPinned
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

function hashOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
  let other = (end - start) ^ 0x51ed270b
  for (let at = start; at < end; at++) other = Math.imul(other + bytes[at], 0x5bd1e995) ^ (other >>> 15)
  other = Math.imul(other ^ (other >>> 13), 0x846ca68b)
  return joinHash(hash, other ^ (other >>> 16))
}
