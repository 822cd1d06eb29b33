// The board on which calls of kernels are written, and from which threads take them. One shared memory.

/** Numbers per call: the kernel, then up to ten arguments. */
const callLength = 11

/** The most that are on the board at once. Jobs are counted from the start of the board's life, and wrap. */
export const mostCalls = 8192
export const mostJobs = 4096

/** Positions in `control`, each in a cache line of its own. */
export const taken = 0
export const written = 16
export const done = 32
export const sleeping = 48
export const closed = 64
export const failed = 80
const controlLength = 96

export interface Board {
  readonly buffer: SharedArrayBuffer
  readonly control: Int32Array
  /** Per job, at its number modulo `mostJobs`: its first call, and the one after its last. */
  readonly firsts: Int32Array
  readonly ends: Int32Array
  readonly calls: Float64Array
  /** Per call: what it returned, where it returned anything. */
  readonly results: Float64Array
}

const bytes = 4 * (controlLength + 2 * mostJobs) + 8 * mostCalls * (callLength + 1)

/** A board over a buffer, by default a new one. */
export function openBoard(buffer: SharedArrayBuffer = new SharedArrayBuffer(bytes)): Board {
  const callsAt = 4 * (controlLength + 2 * mostJobs)
  return {
    buffer,
    control: new Int32Array(buffer, 0, controlLength),
    firsts: new Int32Array(buffer, 4 * controlLength, mostJobs),
    ends: new Int32Array(buffer, 4 * (controlLength + mostJobs), mostJobs),
    calls: new Float64Array(buffer, callsAt, mostCalls * callLength),
    results: new Float64Array(buffer, callsAt + 8 * mostCalls * callLength, mostCalls),
  }
}

/** A kernel, whatever its arguments. */
export type AnyKernel = (...given: readonly number[]) => number | void

/** The kernels of a module: their numbers are the same in every thread. */
export function listKernels(exports: object): readonly (readonly [name: string, kernel: AnyKernel])[] {
  return Object.entries(exports).filter((entry): entry is [string, AnyKernel] => typeof entry[1] === 'function')
}

/** Writes a call to the board: the kernel's number in place of its name. */
export function writeCall({ calls }: Board, call: number, kernel: number, given: readonly (string | number)[]): void {
  const at = call * callLength
  calls[at] = kernel
  for (let k = 1; k < given.length; k++) calls[at + k] = given[k] as number
}

/** Carries out the next job that nobody has taken. Returns false when there is none. */
export function workOn({ control, firsts, ends, calls, results }: Board, kernels: readonly AnyKernel[]): boolean {
  const job = Atomics.load(control, taken)
  if (((job - Atomics.load(control, written)) | 0) >= 0) return false
  if (Atomics.compareExchange(control, taken, job, (job + 1) | 0) !== job) return true
  const place = job & (mostJobs - 1)
  try {
    for (let call = firsts[place]; call < ends[place]; call++) {
      const at = call * callLength
      const result = kernels[calls[at]](
        calls[at + 1],
        calls[at + 2],
        calls[at + 3],
        calls[at + 4],
        calls[at + 5],
        calls[at + 6],
        calls[at + 7],
        calls[at + 8],
        calls[at + 9],
        calls[at + 10],
      )
      if (result !== undefined) results[call] = result
    }
  } catch {
    Atomics.store(control, failed, 1)
  }
  Atomics.add(control, done, 1)
  if (Atomics.load(control, sleeping) > 0) Atomics.notify(control, done)
  return true
}
