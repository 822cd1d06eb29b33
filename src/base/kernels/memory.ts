// The memory that kernels work on: one WebAssembly memory, places in it handed out one after another.
import { MlwrightError } from '../core/index.js'

/** Typed arrays over the whole memory, renewed when it grows. Kernels of the plain kind index them by pointer ÷ size. */
export interface MemoryViews {
  u8: Uint8Array
  i32: Int32Array
  u32: Uint32Array
  f32: Float32Array
  f64: Float64Array
}

export interface WasmMemory {
  readonly buffer: ArrayBufferLike
  grow(pages: number): number
}

interface WasmMemoryConstructor {
  new (descriptor: { initial: number; maximum: number; shared?: boolean }): WasmMemory
}

/** The most that WebAssembly can address. */
export const mostMemoryBytes = 2 ** 32
/** What a memory grows by. */
const pageBytes = 65_536
const mostPages = mostMemoryBytes / pageBytes

/** Where a place begins: bytes from the start of the memory. 0 stands for none. */
export type Pointer = number

/** Places begin at multiples of this: a cache line. */
const alignment = 64

export interface KernelMemory {
  readonly memory: WasmMemory
  readonly isShared: boolean
  /** Always current; a view taken from it is not after the next `allocate`. */
  readonly views: MemoryViews
  /** The most that was ever in use: what of it the system had to give. */
  readonly usedBytes: number
  /** A place of so many bytes, its content undefined. Throws MEMORY_EXHAUSTED. */
  allocate(bytes: number): Pointer
  /** Makes sure that so many bytes more can be allocated without growing. Throws MEMORY_EXHAUSTED. */
  reserve(bytes: number): void
  /** What is allocated from now on can be taken back at once by `release`. */
  mark(): Pointer
  release(mark: Pointer): void
  /** All of it is free again. */
  reset(): void
  float64(pointer: Pointer, length: number): Float64Array
  float32(pointer: Pointer, length: number): Float32Array
  int32(pointer: Pointer, length: number): Int32Array
  uint8(pointer: Pointer, length: number): Uint8Array
}

/** A memory of this thread's own, which grows as it is asked for. */
export function createKernelMemory(): KernelMemory {
  return new WasmKernelMemory()
}

/**
 * A memory that threads share, of so many bytes for good: a thread that does not hear at once that another has let it grow would take its
 * new end for out of bounds. What nobody touches costs addresses alone. Throws MEMORY_EXHAUSTED.
 */
export function createSharedKernelMemory(bytes: number): KernelMemory {
  return new WasmKernelMemory(bytes)
}

class WasmKernelMemory implements KernelMemory {
  readonly memory: WasmMemory
  readonly isShared: boolean
  readonly views = {} as MemoryViews
  private used: Pointer = alignment
  private most: Pointer = alignment

  constructor(sharedBytes?: number) {
    const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: WasmMemoryConstructor } }).WebAssembly
    this.isShared = sharedBytes !== undefined
    if (sharedBytes === undefined) this.memory = new Memory({ initial: 1, maximum: mostPages })
    else {
      const size = Math.min(mostPages, Math.ceil(sharedBytes / pageBytes))
      try {
        this.memory = new Memory({ initial: size, maximum: size, shared: true })
      } catch (cause) {
        throw memoryExhausted(sharedBytes, cause)
      }
    }
    this.renew()
  }

  get usedBytes(): number {
    return this.most
  }

  private renew(): void {
    const { views } = this
    const { buffer } = this.memory
    views.u8 = new Uint8Array(buffer)
    views.i32 = new Int32Array(buffer)
    views.u32 = new Uint32Array(buffer)
    views.f32 = new Float32Array(buffer)
    views.f64 = new Float64Array(buffer)
  }

  private ensure(bytes: number): void {
    const has = this.memory.buffer.byteLength
    if (bytes <= has) return
    if (bytes > mostMemoryBytes) throw memoryExhausted(bytes)
    if (this.isShared) throw new MlwrightError('INTERNAL', `A fit needs ${bytes} bytes of shared memory, ${has} were foreseen.`)
    try {
      this.memory.grow(Math.ceil((bytes - has) / pageBytes))
    } catch (cause) {
      throw memoryExhausted(bytes, cause)
    }
    this.renew()
  }

  allocate(bytes: number): Pointer {
    const pointer = this.used
    const end = pointer + Math.ceil(bytes / alignment) * alignment
    this.ensure(end)
    this.used = end
    if (end > this.most) this.most = end
    return pointer
  }

  reserve(bytes: number): void {
    this.ensure(this.used + bytes)
  }

  mark(): Pointer {
    return this.used
  }

  release(mark: Pointer): void {
    this.used = mark
  }

  reset(): void {
    this.used = alignment
  }

  float64(pointer: Pointer, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, pointer, length)
  }

  float32(pointer: Pointer, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, pointer, length)
  }

  int32(pointer: Pointer, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, pointer, length)
  }

  uint8(pointer: Pointer, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, pointer, length)
  }
}

/** What is said where a fit needs more than there is. */
export function memoryExhausted(bytes: number, cause?: unknown): MlwrightError {
  const gibibytes = (bytes / 2 ** 30).toFixed(1)
  const most = mostMemoryBytes / 2 ** 30
  const problem = bytes > mostMemoryBytes ? `WebAssembly can address ${most} GiB` : 'the system did not give it'
  return new MlwrightError('MEMORY_EXHAUSTED', `The fit needs ${gibibytes} GiB of memory, but ${problem}.`, {
    hint: 'Train on fewer rows or columns (a sample often serves as well), or with fewer leaves or bins.',
    details: { bytes },
    cause,
  })
}
