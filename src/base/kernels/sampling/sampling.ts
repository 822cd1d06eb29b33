// Random shares of rows.
import type { MemoryViews, Pointer } from '../memory.js'

/** Generators that run side by side, and the words of their states: of each word, those of all generators lie together. */
const lanes = 4
export const generatorWords = 4 * lanes

/** Rows whose marks are drawn at once: a vector of bytes. */
const blockRows = 16

/** What a row that is drawn is marked with: the bytes of a row number. */
const drawn = 4

export function plainSampling(views: MemoryViews) {
  return {
    /**
     * Writes a random share of `rows` (i32, `count` of them) to `order`: first `wanted` of them, then the others, both in their order. Every choice
     * of `wanted` rows is as likely as any other: each row is drawn by itself, about as many as are wanted, then single ones until the number is right.
     * `state` (in and out): `generatorWords` of i32, those of four generators xoshiro128** (Blackman and Vigna 2018), of none all 0. `marks`: scratch of `count` bytes, rounded up to 16. O(count).
     */
    drawRows(rows: Pointer, count: number, wanted: number, state: Pointer, marks: Pointer, order: Pointer): void {
      const { i32, u8 } = views
      // A row is drawn where its byte is below this. That it is a share of 256 only makes for more single ones afterwards.
      const cut = Math.min(255, Math.floor((256 * wanted) / count + 0.5))
      let taken = 0
      for (let block = 0; block < count; block += blockRows) {
        const words = nextWords(i32, state / 4)
        for (let i = 0; i < blockRows; i++) {
          const isDrawn = ((words[i >> 2] >>> (8 * (i & 3))) & 255) < cut
          u8[marks + block + i] = isDrawn ? drawn : 0
          if (isDrawn && block + i < count) taken++
        }
      }
      while (taken !== wanted) {
        const at = marks + Math.floor((nextWords(i32, state / 4)[0] / 2 ** 32) * count)
        const lacking = taken < wanted
        if ((u8[at] === 0) !== lacking) continue
        u8[at] = lacking ? drawn : 0
        taken += lacking ? 1 : -1
      }
      let inside = order / 4
      let outside = inside + wanted
      for (let i = 0; i < count; i++) i32[u8[marks + i] === 0 ? outside++ : inside++] = i32[rows / 4 + i]!
    },
  }
}

/** The next 32 bits of each generator. */
function nextWords(words: Int32Array, at: number): number[] {
  return Array.from({ length: lanes }, (_, lane) => {
    const [a, b, c, d] = [0, 1, 2, 3].map((word) => at + word * lanes + lane)
    const product = Math.imul(words[b], 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = words[b] << 9
    words[c] ^= words[a]
    words[d] ^= words[b]
    words[b] ^= words[c]
    words[a] ^= words[d]
    words[c] ^= shifted
    words[d] = (words[d] << 11) | (words[d] >>> 21)
    return result >>> 0
  })
}
