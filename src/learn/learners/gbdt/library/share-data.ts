// Data on their way to a thread.
import { placesInSharedMemory, platform } from '../../../../base/platform/index.js'
import { createPauses } from './pauses.js'
import type { PreparedData } from './prepare-data.js'

/** Numbers that are copied between two looks at the clock. */
const partLength = 1 << 20

/**
 * The same data with its columns in memory that a thread sees without another copy, where there is such memory. What has to be copied is
 * copied once, with pauses, until it is `over`.
 */
export async function shareData(data: PreparedData, over: AbortSignal): Promise<PreparedData> {
  if (!platform.canShareMemory) return data
  const pause = createPauses()
  const places = placesInSharedMemory(data.columns)
  for (const [c, column] of data.columns.entries()) {
    if (places[c] === column) continue
    for (let from = 0; from < column.length; from += partLength) {
      places[c].set(column.subarray(from, from + partLength), from)
      await pause()
      if (over.aborted) return data
    }
  }
  return { ...data, columns: places }
}
