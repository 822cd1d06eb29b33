// Sorting of long lists, some times faster than the array's own way.
import { createSorter } from '../../../base/kernels/index.js'

const fewest = 4096

/** Sorts in place, ascending; no value is NaN. */
export function sortByKernel(values: Float64Array): Float64Array {
  if (values.length < fewest) return values.sort()
  const sorter = createSorter(values.length)
  sorter.room.set(values)
  values.set(sorter.sortRoom(values.length))
  sorter.leave()
  return values
}
