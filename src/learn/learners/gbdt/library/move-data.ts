// Data on their way to a thread.
import { bytesOf, isShared, placesIn } from '../../../../base/platform/index.js'
import type { PreparedData } from './prepare-data.js'

/** Data that can be posted, and the buffer that is to be moved with them. */
export interface MovableData {
  readonly data: PreparedData
  readonly moved: ArrayBuffer
}

/**
 * The same data, with copies of those columns that do not lie in shared memory. They are made at once, about 1 GB a second, so that the caller may
 * use his columns again; shared memory would not do for them: it would stay until this thread next collects its garbage.
 */
export function copyToMove(data: PreparedData): MovableData {
  const copied = data.columns.filter((column) => !isShared(column))
  const moved = new ArrayBuffer(bytesOf(copied))
  const places = placesIn(moved, copied)
  for (const [c, column] of copied.entries()) places[c].set(column)
  let next = 0
  return { data: { ...data, columns: data.columns.map((column) => (isShared(column) ? column : places[next++])) }, moved }
}
