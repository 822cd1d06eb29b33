// Numeric arrays in shared memory, so that every thread reads one copy. The one place that allocates it.

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8))
}

export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4))
}

export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

export function sharedInt8(length: number): Int8Array {
  return new Int8Array(new SharedArrayBuffer(length))
}

export function sharedUint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length))
}

type Numbers = Float64Array | Float32Array | Int32Array

/** The same numbers in shared memory: an array itself where it lies there already, else a copy. Only where memory can be shared. */
export function intoSharedMemory<A extends Numbers>(arrays: readonly A[]): readonly A[] {
  const places = placesInSharedMemory(arrays)
  places.forEach((place, i) => place !== arrays[i] && place.set(arrays[i]))
  return places
}

/**
 * Where such copies go, yet to be written; an array itself where it lies in shared memory already. All lie in one buffer, since a hundred
 * thousand small ones are slow to send.
 */
export function placesInSharedMemory<A extends Numbers>(arrays: readonly A[]): readonly A[] {
  const isShared = (array: A): boolean => array.buffer instanceof SharedArrayBuffer
  /** Every copy begins where numbers of any size may. */
  const bytesOf = (array: A): number => (isShared(array) ? 0 : Math.ceil(array.byteLength / 8) * 8)
  const buffer = new SharedArrayBuffer(arrays.reduce((sum, array) => sum + bytesOf(array), 0))
  let at = 0
  return arrays.map((array) => {
    if (isShared(array)) return array
    const place = new (array.constructor as new (buffer: SharedArrayBuffer, at: number, length: number) => A)(buffer, at, array.length)
    at += bytesOf(array)
    return place
  })
}
