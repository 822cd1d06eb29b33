// Where forests predict: one memory per thread, in which packed forests lie until it is full.
import { createKernelMemory, instantiateKernels } from '../../../../base/kernels/index.js'
import type { KernelMemory, Kernels, Pointer } from '../../../../base/kernels/index.js'
import type { PackedForest } from './pack.js'

export interface ForestPlace {
  readonly kernels: Pick<Kernels, 'addLinearLeaves' | 'addTreesToRow' | 'addTreesToTiles'>
  readonly memory: KernelMemory
  readonly image: Pointer
  readonly table: Pointer
  /** Of linear leaves, else 0; and the output of each tree. */
  readonly leafRecords: Pointer
  readonly outputs: Pointer
}

interface Workplace extends Pick<ForestPlace, 'kernels' | 'memory'> {
  readonly places: Map<PackedForest, Omit<ForestPlace, 'kernels' | 'memory'>>
}

/** When packed forests take more than this, all make room and come back as they are needed. */
const keptBytes = 64 * 2 ** 20

let workplace: Workplace | undefined | 'none'

/** Puts a packed forest where the kernels find it. Undefined where WebAssembly may not run. */
export function placeForest(packed: PackedForest, outputs: Int32Array): ForestPlace | undefined {
  workplace ??= openWorkplace()
  if (workplace === 'none') return undefined
  const { kernels, memory, places } = workplace
  let place = places.get(packed)
  if (place === undefined) {
    if (memory.mark() > keptBytes) {
      memory.reset()
      places.clear()
    }
    const { image, table, leafRecords } = packed
    place = {
      image: memory.allocate(image.length),
      table: memory.allocate(table.byteLength),
      leafRecords: leafRecords === undefined ? 0 : memory.allocate(leafRecords.length),
      outputs: leafRecords === undefined ? 0 : memory.allocate(outputs.byteLength),
    }
    memory.views.u8.set(image, place.image)
    memory.views.i32.set(table, place.table / 4)
    if (leafRecords !== undefined) {
      memory.views.u8.set(leafRecords, place.leafRecords)
      memory.views.i32.set(outputs, place.outputs / 4)
    }
    places.set(packed, place)
  }
  return { kernels, memory, ...place }
}

function openWorkplace(): Workplace | 'none' {
  try {
    const memory = createKernelMemory(false)
    return { memory, kernels: instantiateKernels(memory.memory, false), places: new Map() }
  } catch {
    // A page may forbid WebAssembly; the plain walk gives the same numbers.
    return 'none'
  }
}
