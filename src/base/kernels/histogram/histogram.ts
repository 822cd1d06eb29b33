// Sums of derivatives per bin: the heart of growing trees.
//
// Derivatives come as whole numbers of quanta, so that sums are exact and do not depend on their order. An entry holds two sums: packed,
// that of gradients in the upper (signed) and that of hessians in the lower 32 bits (unsigned) of one 64-bit number, which one addition
// increases; or wide, two f64. Neither ever overflows: quantising sees to that.
//
// `table`: per feature four i32: where its entries begin in a histogram, how many bins are of values, which bin is for missing rows
// (−1: none; `firstIsRest` is added where cuts count the first bin's rows as LightGBM does there), how many bins there are. `features`: numbers of features (i32), `count` of them. `rows`: row numbers (i32), of which those
// from place `begin` to `end` − 1 count. `derivatives`: one entry per row number.
import type { MemoryViews, Pointer } from '../memory.js'

export const packedEntryBytes = 8
export const wideEntryBytes = 16
export const tableBytesPerFeature = 16
/** From the left, the rows of the first bin are what the estimates of all other bins leave. */
export const firstIsRest = 65_536

export function plainHistogram(views: MemoryViews) {
  /** Calls `touch` with each entry (its number) that a row of `rows` belongs to, and the row. */
  const eachEntry = (bins: Pointer, width: number, rows: Pointer, begin: number, end: number, stride: number, touch: Touch): void => {
    const { u8, i32 } = views
    for (let i = begin; i < end; i++) {
      const row = i32[rows / 4 + i]
      for (let f = 0; f < width; f++) touch(f * stride + u8[bins + row * width + f], row)
    }
  }
  const eachOfSome = (bins: Pointer, width: number, places: Pointer, count: number, rows: Pointer, range: Range, touch: Touch): void => {
    const { u8, i32 } = views
    for (let i = range.begin; i < range.end; i++) {
      const row = i32[rows / 4 + i]
      for (let p = 0; p < count; p++) {
        const place = places / 4 + 2 * p
        touch(i32[place + 1] + u8[bins + row * width + i32[place]], row)
      }
    }
  }
  const eachThin = (starts: Pointer, entries: Pointer, rows: Pointer, range: Range, touch: Touch): void => {
    const { i32 } = views
    for (let i = range.begin; i < range.end; i++) {
      const row = i32[rows / 4 + i]
      for (let at = i32[starts / 4 + row]; at < i32[starts / 4 + row + 1]; at++) touch(i32[entries / 4 + at], row)
    }
  }
  // The lower halves never carry into the upper ones, so that the halves may be added each by itself.
  const addPacked = (derivatives: Pointer, histogram: Pointer): Touch => {
    const { i32 } = views
    return (entry, row) => {
      const to = histogram / 4 + 2 * entry
      const from = derivatives / 4 + 2 * row
      i32[to] += i32[from]
      i32[to + 1] += i32[from + 1]
    }
  }
  const addWide = (derivatives: Pointer, histogram: Pointer): Touch => {
    const { f64 } = views
    return (entry, row) => {
      const to = histogram / 8 + 2 * entry
      const from = derivatives / 8 + 2 * row
      f64[to] += f64[from]
      f64[to + 1] += f64[from + 1]
    }
  }
  /** Calls `visit` with the first entry and the number of bins of each feature. */
  const eachFeature = (table: Pointer, features: Pointer, count: number, visit: (begin: number, bins: number, f: number) => void): void => {
    const { i32 } = views
    for (let f = 0; f < count; f++) {
      const feature = i32[features / 4 + f]
      visit(i32[table / 4 + 4 * feature], i32[table / 4 + 4 * feature + 3], feature)
    }
  }
  return {
    /** Sets the entries of some features to 0. */
    clearHistogram(histogram: Pointer, table: Pointer, features: Pointer, count: number, entryBytes: number): void {
      eachFeature(table, features, count, (begin, bins) => {
        views.u8.fill(0, histogram + begin * entryBytes, histogram + (begin + bins) * entryBytes)
      })
    },

    /**
     * Adds rows to the entries of all features of a group. `bins` (in): row by row, `width` bytes each.
     * `histogram` (in, out): the entries of the group's first feature; each next feature's are `stride` entries later. O(rows × width).
     */
    addRows(
      bins: Pointer,
      width: number,
      rows: Pointer,
      begin: number,
      end: number,
      derivatives: Pointer,
      histogram: Pointer,
      stride: number,
    ): void {
      eachEntry(bins, width, rows, begin, end, stride, addPacked(derivatives, histogram))
    },
    addRowsWide(
      bins: Pointer,
      width: number,
      rows: Pointer,
      begin: number,
      end: number,
      derivatives: Pointer,
      histogram: Pointer,
      stride: number,
    ): void {
      eachEntry(bins, width, rows, begin, end, stride, addWide(derivatives, histogram))
    },

    /** The same for some features of the group. `places` (in): for each of `count` two i32: its place in a row, its first entry in `histogram`. */
    addSomeOfRows(
      bins: Pointer,
      width: number,
      places: Pointer,
      count: number,
      rows: Pointer,
      begin: number,
      end: number,
      derivatives: Pointer,
      histogram: Pointer,
    ): void {
      eachOfSome(bins, width, places, count, rows, { begin, end }, addPacked(derivatives, histogram))
    },
    addSomeOfRowsWide(
      bins: Pointer,
      width: number,
      places: Pointer,
      count: number,
      rows: Pointer,
      begin: number,
      end: number,
      derivatives: Pointer,
      histogram: Pointer,
    ): void {
      eachOfSome(bins, width, places, count, rows, { begin, end }, addWide(derivatives, histogram))
    },

    /** Adds rows to the entries of thin features, of which only the bins that are not common are there: row r's entries are `entries[starts[r] … starts[r + 1])`. */
    addThin(starts: Pointer, entries: Pointer, rows: Pointer, begin: number, end: number, derivatives: Pointer, histogram: Pointer): void {
      eachThin(starts, entries, rows, { begin, end }, addPacked(derivatives, histogram))
    },
    addThinWide(
      starts: Pointer,
      entries: Pointer,
      rows: Pointer,
      begin: number,
      end: number,
      derivatives: Pointer,
      histogram: Pointer,
    ): void {
      eachThin(starts, entries, rows, { begin, end }, addWide(derivatives, histogram))
    },

    /** Fills in the common bins of thin features: the totals less all other bins. `commonBins` (in): per feature an i32, −1 where it is not thin. */
    completeThin(
      histogram: Pointer,
      table: Pointer,
      commonBins: Pointer,
      features: Pointer,
      count: number,
      gradient: number,
      hessian: number,
    ): void {
      const { i32 } = views
      eachFeature(table, features, count, (begin, bins, feature) => {
        const common = i32[commonBins / 4 + feature]
        if (common < 0) return
        let gradientLeft = gradient | 0
        let hessianLeft = hessian | 0
        for (let bin = 0; bin < bins; bin++) {
          if (bin === common) continue
          const entry = histogram / 4 + 2 * (begin + bin)
          hessianLeft = (hessianLeft - i32[entry]) | 0
          gradientLeft = (gradientLeft - i32[entry + 1]) | 0
        }
        i32[histogram / 4 + 2 * (begin + common)] = hessianLeft
        i32[histogram / 4 + 2 * (begin + common) + 1] = gradientLeft
      })
    },
    completeThinWide(
      histogram: Pointer,
      table: Pointer,
      commonBins: Pointer,
      features: Pointer,
      count: number,
      gradient: number,
      hessian: number,
    ): void {
      const { i32, f64 } = views
      eachFeature(table, features, count, (begin, bins, feature) => {
        const common = i32[commonBins / 4 + feature]
        if (common < 0) return
        let gradientLeft = gradient
        let hessianLeft = hessian
        for (let bin = 0; bin < bins; bin++) {
          if (bin === common) continue
          gradientLeft -= f64[histogram / 8 + 2 * (begin + bin)]
          hessianLeft -= f64[histogram / 8 + 2 * (begin + bin) + 1]
        }
        f64[histogram / 8 + 2 * (begin + common)] = gradientLeft
        f64[histogram / 8 + 2 * (begin + common) + 1] = hessianLeft
      })
    },

    /** `a` += `b`, for some features: sums over some rows and over others. */
    addHistogram(a: Pointer, b: Pointer, table: Pointer, features: Pointer, count: number): void {
      const { i32 } = views
      eachFeature(table, features, count, (begin, bins) => {
        for (let k = 2 * begin; k < 2 * (begin + bins); k++) i32[a / 4 + k] += i32[b / 4 + k]
      })
    },
    addHistogramWide(a: Pointer, b: Pointer, table: Pointer, features: Pointer, count: number): void {
      const { f64 } = views
      eachFeature(table, features, count, (begin, bins) => {
        for (let k = 2 * begin; k < 2 * (begin + bins); k++) f64[a / 8 + k] += f64[b / 8 + k]
      })
    },

    /** `a` −= `b`, for some features: parent less child is sibling. */
    subtractHistogram(a: Pointer, b: Pointer, table: Pointer, features: Pointer, count: number): void {
      const { i32 } = views
      eachFeature(table, features, count, (begin, bins) => {
        for (let k = 2 * begin; k < 2 * (begin + bins); k++) i32[a / 4 + k] -= i32[b / 4 + k]
      })
    },
    subtractHistogramWide(a: Pointer, b: Pointer, table: Pointer, features: Pointer, count: number): void {
      const { f64 } = views
      eachFeature(table, features, count, (begin, bins) => {
        for (let k = 2 * begin; k < 2 * (begin + bins); k++) f64[a / 8 + k] -= f64[b / 8 + k]
      })
    },
  }
}

type Touch = (entry: number, row: number) => void

interface Range {
  readonly begin: number
  readonly end: number
}
