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

/** The same numbers in shared memory: the array itself where it lies there already, else a copy. Only where memory can be shared. */
export function intoSharedMemory<A extends Float64Array | Float32Array | Int32Array>(array: A): A {
  if (array.buffer instanceof SharedArrayBuffer) return array
  const shared = new (array.constructor as new (buffer: SharedArrayBuffer) => A)(new SharedArrayBuffer(array.byteLength))
  shared.set(array)
  return shared
}
