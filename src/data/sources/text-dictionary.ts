// Numbers texts as they come, each distinct one once: a hash table over bytes.
import { couldBeMarker } from '../schema/index.js'
import type { DistinctTexts } from '../schema/index.js'

/** The texts of a dictionary as arrays, to pass on. */
export interface PackedTexts {
  /** UTF-8, end to end: text i is bytes[offsets[i]] up to bytes[offsets[i + 1]]. */
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
  readonly counts: Uint32Array
  readonly hashes: Int32Array
}

/** The distinct texts of a column in the order of their first cell. */
export class TextDictionary implements DistinctTexts {
  size = 0
  private bytes = new Uint8Array(256)
  private view = Buffer.from(this.bytes.buffer)
  private offsets = new Uint32Array(17)
  private counts = new Uint32Array(16)
  private hashes = new Int32Array(16)
  private slots = new Int32Array(32)

  /** The number of the text, from 0; counts one more cell with it. */
  add(bytes: Uint8Array, start: number, end: number): number {
    let hash = (end - start) | 0
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 16777619)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash ^= hash >>> 13
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const found = this.slots[slot] - 1
      if (found < 0) break
      if (this.hashes[found] === hash && this.holds(found, bytes, start, end)) {
        this.counts[found]++
        return found
      }
      slot = (slot + 1) & mask
    }
    return this.insert(bytes, start, end, hash, slot)
  }

  /** The number of a text of another dictionary; counts as many more cells with it as that one does. */
  addFrom({ bytes, offsets, counts, hashes }: PackedTexts, index: number): number {
    const start = offsets[index]
    const end = offsets[index + 1]
    const hash = hashes[index]
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const found = this.slots[slot] - 1
      if (found < 0) break
      if (this.hashes[found] === hash && this.holds(found, bytes, start, end)) {
        this.counts[found] += counts[index]
        return found
      }
      slot = (slot + 1) & mask
    }
    const added = this.insert(bytes, start, end, hash, slot)
    this.counts[added] = counts[index]!
    return added
  }

  /** All texts, in arrays of their own. */
  pack(): PackedTexts {
    const { bytes, offsets, counts, hashes, size } = this
    return {
      bytes: bytes.slice(0, offsets[size]),
      offsets: offsets.slice(0, size + 1),
      counts: counts.slice(0, size),
      hashes: hashes.slice(0, size),
    }
  }

  /** Bytes of all texts. */
  get totalBytes(): number {
    return this.offsets[this.size]
  }

  text(index: number): string {
    if (this.view.buffer !== this.bytes.buffer) this.view = Buffer.from(this.bytes.buffer)
    return this.view.toString('utf8', this.offsets[index], this.offsets[index + 1])
  }

  byteLength(index: number): number {
    return this.offsets[index + 1] - this.offsets[index]
  }

  /** False where the text stands neither for missing nor for an infinite number. */
  couldBeMarker(index: number): boolean {
    return couldBeMarker(this.bytes, this.offsets[index], this.offsets[index + 1])
  }

  count(index: number): number {
    return this.counts[index]
  }

  /** Writes the bytes of a text; returns where they end. */
  copyTo(index: number, target: Uint8Array, at: number): number {
    const start = this.offsets[index]
    const end = this.offsets[index + 1]
    if (end - start > 64) target.set(this.bytes.subarray(start, end), at)
    else for (let i = start; i < end; i++) target[at + i - start] = this.bytes[i]!
    return at + end - start
  }

  private holds(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.offsets[index]
    if (this.offsets[index + 1] - from !== end - start) return false
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== this.bytes[j]) return false
    return true
  }

  private insert(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const index = this.size++
    if (index >= this.counts.length) this.growEntries()
    const from = this.offsets[index]
    const to = from + end - start
    if (to > this.bytes.length) {
      const grown = new Uint8Array(Math.max(to, this.bytes.length * 2))
      grown.set(this.bytes)
      this.bytes = grown
    }
    for (let i = start, j = from; i < end; i++, j++) this.bytes[j] = bytes[i]!
    this.offsets[index + 1] = to
    this.counts[index] = 1
    this.hashes[index] = hash
    this.slots[slot] = index + 1
    if (this.size * 2 > this.slots.length) this.rehash()
    return index
  }

  private growEntries(): void {
    const capacity = this.counts.length * 2
    const offsets = new Uint32Array(capacity + 1)
    offsets.set(this.offsets)
    this.offsets = offsets
    const counts = new Uint32Array(capacity)
    counts.set(this.counts)
    this.counts = counts
    const hashes = new Int32Array(capacity)
    hashes.set(this.hashes)
    this.hashes = hashes
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let index = 0; index < this.size; index++) {
      let slot = this.hashes[index] & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
    this.slots = slots
  }
}
