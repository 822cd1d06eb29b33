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
  const copied = arrays.filter((array) => !isShared(array))
  const places = placesIn(new SharedArrayBuffer(bytesOf(copied)), copied)
  copied.forEach((array, i) => places[i].set(array))
  let next = 0
  return arrays.map((array) => (isShared(array) ? array : places[next++]))
}

/** Whether threads see the array as it is. */
export function isShared(array: Numbers): boolean {
  // Where there is no such memory, nothing lies in it.
  return typeof SharedArrayBuffer !== 'undefined' && array.buffer instanceof SharedArrayBuffer
}

/** Bytes of a buffer for copies of all the arrays: a hundred thousand small buffers are slow to send. */
export function bytesOf(arrays: readonly Numbers[]): number {
  return arrays.reduce((sum, array) => sum + alignedBytes(array), 0)
}

/** Where such copies go, yet to be written. */
export function placesIn<A extends Numbers>(buffer: ArrayBufferLike, arrays: readonly A[]): readonly A[] {
  let at = 0
  return arrays.map((array) => {
    const place = new (array.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => A)(buffer, at, array.length)
    at += alignedBytes(array)
    return place
  })
}

/** Every copy begins where numbers of any size may. */
function alignedBytes(array: Numbers): number {
  return Math.ceil(array.byteLength / 8) * 8
}
