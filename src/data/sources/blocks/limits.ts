// Where a table counts as large, and how much of one is held.
import type { TextLimits } from './gathered-texts.js'

export interface LargeLimits extends TextLimits {
  /** Sources of fewer bytes of text are read into memory. */
  readonly largeBytes: number
  /** Read to find out how a file is written. */
  readonly headBytes: number
  /** A file that needs more to show how it is written is read into memory. */
  readonly longestHeadBytes: number
  /** Four times as much beyond `exactBytes`. */
  readonly blockBytes: number
  /** Up to so many bytes of text all numbers are held; then they are summarised. */
  readonly exactBytes: number
  /** Numbers that then stand for all, on each level of a sketch. */
  readonly heldPoints: number
  /** Rows that are drawn for figures that need whole rows. */
  readonly drawnRows: number
  /** Hashes of rows that are held to count copies. */
  readonly mostRowHashes: number
}

export const largeLimits: LargeLimits = {
  largeBytes: 64 * 2 ** 20,
  headBytes: 2 ** 18,
  longestHeadBytes: 64 * 2 ** 20,
  blockBytes: 2 * 2 ** 20,
  exactBytes: 256 * 2 ** 20,
  heldPoints: 1 << 17,
  drawnRows: 20_000,
  mostRowHashes: 1 << 22,
  mostTexts: 1 << 17,
  mostTextBytes: 16 * 2 ** 20,
  mostTextHashes: 1 << 20,
  firstTexts: 10_000,
}
