// A bounded store of histograms: with very many columns not every leaf can keep its own.

export interface HistogramPool {
  /** All of them, one after another. */
  readonly histograms: Float64Array
  /** Where a free one begins, −1 when there is none. */
  take(): number
  give(at: number): void
}

/** What all histograms of a fit may take, unless three need more. */
export const poolBytes = 192 * 2 ** 20

/** A pool of at most `wanted` histograms of `length` numbers, three at least. */
export function createHistogramPool(length: number, wanted: number, memoryBytes: number): HistogramPool {
  const places = Math.max(3, Math.min(wanted, Math.floor(memoryBytes / (8 * Math.max(1, length)))))
  const histograms = new Float64Array(places * length)
  const free: number[] = []
  for (let place = places - 1; place >= 0; place--) free.push(place * length)
  return { histograms, take: () => free.pop() ?? -1, give: (at) => free.push(at) }
}
