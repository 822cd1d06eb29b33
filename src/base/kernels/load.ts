// The kernels ready to run: compiled once per thread, over a memory that the next fit of the thread finds again.
import { plainKernels as plainBinary, sharedKernels as sharedBinary } from './binary.js'
import { createPlainKernels } from './kernels.js'
import type { Kernels } from './kernels.js'
import { createKernelMemory, createSharedKernelMemory, mostMemoryBytes } from './memory.js'
import type { KernelMemory, WasmMemory } from './memory.js'

/** Kernels and the memory that they work on. */
export interface Workplace {
  readonly kernels: Kernels
  readonly memory: KernelMemory
  /** Gives the memory back; a `failed` fit keeps less. The kernels must not be used afterwards. */
  leave(failed?: boolean): void
}

/** A memory of which more than this was in use is not kept for the next fit. */
const keptBytes = 256 * 2 ** 20
const keptBytesAfterFailure = 16 * 2 ** 20

interface Wasm {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: { env: { memory: WasmMemory } }) => { readonly exports: unknown }
}

const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly

const modules = new Map<boolean, object>()

/** The compiled module, for plain or shared memory. */
export function kernelModule(isShared: boolean): object {
  let module = modules.get(isShared)
  if (module === undefined) {
    const text = atob(isShared ? sharedBinary : plainBinary)
    module = new wasm.Module(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
    modules.set(isShared, module)
  }
  return module
}

/** The kernels over a memory. */
export function instantiateKernels(memory: WasmMemory, isShared: boolean): Kernels {
  // A plain object: the exports themselves are slow to look up in.
  return { ...(new wasm.Instance(kernelModule(isShared), { env: { memory } }).exports as Kernels) }
}

interface Kept {
  readonly memory: KernelMemory
  readonly kernels: Kernels
}

let kept: Kept | undefined

/** The kernels of WebAssembly; where a page forbids those, the same in plain TypeScript. */
function kernelsOver(memory: KernelMemory): Kernels {
  try {
    return instantiateKernels(memory.memory, memory.isShared)
  } catch (error) {
    if (error instanceof Error && error.name === 'CompileError') return createPlainKernels(memory.views)
    throw error
  }
}

/** Takes the thread's memory, or a new one where it is in use. `sharedBytes`: other threads work on it too, and so much of it is needed. */
export function enterWorkplace(sharedBytes?: number): Workplace {
  const found = kept !== undefined && serves(kept.memory, sharedBytes) ? kept : undefined
  if (found !== undefined) kept = undefined
  const memory = found?.memory ?? (sharedBytes === undefined ? createKernelMemory() : createSharedKernelMemory(roundUp(sharedBytes)))
  const kernels = found?.kernels ?? kernelsOver(memory)
  return {
    kernels,
    memory,
    leave: (failed = false) => {
      memory.reset()
      if (memory.usedBytes <= (failed ? keptBytesAfterFailure : keptBytes)) kept = { memory, kernels }
    },
  }
}

/** To a power of two, so that the memory serves the next fit too. */
function roundUp(bytes: number): number {
  return Math.min(mostMemoryBytes, 2 ** Math.ceil(Math.log2(bytes)))
}

function serves({ isShared, memory }: KernelMemory, sharedBytes: number | undefined): boolean {
  return isShared ? sharedBytes !== undefined && memory.buffer.byteLength >= sharedBytes : sharedBytes === undefined
}

/** The same with the kernels in plain TypeScript, for comparison. */
export function enterPlainWorkplace(): Workplace {
  const memory = createKernelMemory()
  return { kernels: createPlainKernels(memory.views), memory, leave: () => memory.reset() }
}
