// Data on their way to a thread.
import { bytesOf, isShared, placesIn } from '../../../../base/platform/index.js'
import { createPauses } from './pauses.js'
import type { PreparedData } from './prepare-data.js'

/** Numbers that are copied between two looks at the clock. */
const partLength = 1 << 20

/** Data that can be posted, and the buffer that is to be moved with them. */
export interface MovableData {
  readonly data: PreparedData
  readonly moved: ArrayBuffer
}

/**
 * The same data, with copies of those columns that do not lie in shared memory; made with pauses, until it is `over`. The copies are moved to the
 * thread and end with it: shared ones would stay until this thread next collects its garbage.
 */
export async function copyToMove(data: PreparedData, over: AbortSignal): Promise<MovableData> {
  const pause = createPauses()
  const copied = data.columns.filter((column) => !isShared(column))
  const moved = new ArrayBuffer(bytesOf(copied))
  const places = placesIn(moved, copied)
  for (const [c, column] of copied.entries()) {
    for (let from = 0; from < column.length && !over.aborted; from += partLength) {
      places[c].set(column.subarray(from, from + partLength), from)
      await pause()
    }
  }
  let next = 0
  return { data: { ...data, columns: data.columns.map((column) => (isShared(column) ? column : places[next++])) }, moved }
}
