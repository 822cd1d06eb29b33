// Sorting of columns, one after another, in the memory of kernels.
import { enterWorkplace } from '../load.js'
import { sortCountsBytes } from './sorting.js'

export interface Sorter {
  /** The values that are there, ascending; NaN is left out. What it returns holds until the next call. */
  readonly sort: (values: Float64Array) => Float64Array
  /** Where values may be put to be sorted by `sortRoom`. */
  readonly room: Float64Array
  /** The first `count` values of `room`, none of them NaN, ascending. */
  readonly sortRoom: (count: number) => Float64Array
  /** Gives the memory back. */
  readonly leave: () => void
}

/** `most`: values of the longest list. O(values) each. */
export function createSorter(most: number): Sorter {
  const workplace = enterWorkplace()
  const { kernels, memory } = workplace
  const [place, scratch] = [memory.allocate(8 * most), memory.allocate(8 * most)]
  const counts = memory.allocate(sortCountsBytes)
  const room = memory.float64(place, most)
  const sortRoom = (count: number): Float64Array => {
    kernels.sortValues(place, scratch, counts, count)
    return room.subarray(0, count)
  }
  return {
    room,
    sortRoom,
    sort: (values) => {
      let count = 0
      for (let k = 0; k < values.length; k++) {
        const value = values[k]
        if (value === value) room[count++] = value
      }
      return sortRoom(count)
    },
    leave: () => workplace.leave(),
  }
}
