// Where forests predict: one memory per thread, in which packed forests lie until it is full.
import { createKernelMemory, instantiateKernels, packedNodeBytes, treeEntryLength } from '../../../../base/kernels/index.js'
import type { KernelMemory, Kernels, Pointer } from '../../../../base/kernels/index.js'
import type { PackedForest } from './pack.js'

export interface ForestPlace {
  readonly kernels: Pick<Kernels, 'addLinearLeaves' | 'addTreesToRow' | 'addTreesToTiles'>
  readonly memory: KernelMemory
  readonly table: Pointer
  /** Of sets of level codes. */
  readonly tables: Pointer
  /** Of linear leaves, else 0; and the output of each tree. */
  readonly leafRecords: Pointer
  readonly outputs: Pointer
}

type Place = Omit<ForestPlace, 'kernels' | 'memory'>

interface Workplace extends Pick<ForestPlace, 'kernels' | 'memory'> {
  readonly places: Map<PackedForest, Place>
}

/** When packed forests take more than this, all make room and come back as they are needed. */
const keptBytes = 64 * 2 ** 20
/** A memory that has grown beyond this, which it never gives back, is left for a new one then. */
const mostBytes = 256 * 2 ** 20

let workplace: Workplace | undefined | 'none'

/** Puts a packed forest where the kernels find it. Undefined where WebAssembly may not run. */
export function placeForest(packed: PackedForest, outputs: Int32Array): ForestPlace | undefined {
  workplace ??= openWorkplace()
  if (workplace !== 'none' && !workplace.places.has(packed) && workplace.memory.mark() > keptBytes) workplace = emptied(workplace)
  if (workplace === 'none') return undefined
  const { kernels, memory, places } = workplace
  let place = places.get(packed)
  if (place === undefined) {
    place = copyInto(memory, packed, outputs)
    places.set(packed, place)
  }
  return { kernels, memory, ...place }
}

function copyInto(memory: KernelMemory, { image, tablesAt, table, leafRecords }: PackedForest, outputs: Int32Array): Place {
  const isLinear = leafRecords !== undefined
  const nodes = memory.allocate(image.length)
  const place = {
    tables: nodes + tablesAt,
    table: memory.allocate(table.byteLength),
    leafRecords: isLinear ? memory.allocate(leafRecords.length) : 0,
    outputs: isLinear ? memory.allocate(outputs.byteLength) : 0,
  }
  const { u8, i32 } = memory.views
  u8.set(image, nodes)
  // Packed trees count places from their own beginning.
  for (let left = nodes / 4 + 3; left < place.tables / 4; left += packedNodeBytes / 4) i32[left] += nodes
  i32.set(table, place.table / 4)
  for (let tree = 0; tree < outputs.length; tree++) i32[place.table / 4 + tree * treeEntryLength] += nodes
  if (isLinear) {
    u8.set(leafRecords, place.leafRecords)
    i32.set(outputs, place.outputs / 4)
  }
  return place
}

function emptied(full: Workplace): Workplace | 'none' {
  if (full.memory.memory.buffer.byteLength > mostBytes) return openWorkplace()
  full.memory.reset()
  full.places.clear()
  return full
}

function openWorkplace(): Workplace | 'none' {
  try {
    const memory = createKernelMemory()
    return { memory, kernels: instantiateKernels(memory.memory, false), places: new Map() }
  } catch {
    // A page may forbid WebAssembly; the plain walk gives the same numbers.
    return 'none'
  }
}
