// Threads that carry out kernels side by side over one shared memory, for one that waits until all are done.
import { MlwrightError } from '../../core/index.js'
import { createParking, platform, Worker } from '../../platform/index.js'
import type { Thread } from '../../platform/index.js'
import type { Kernels } from '../kernels.js'
import { kernelModule } from '../load.js'
import type { KernelMemory } from '../memory.js'
import { closed, done, failed, listKernels, mostCalls, mostJobs, openBoard, sleeping, taken, workOn, writeCall, written } from './board.js'
import type { AnyKernel, Board } from './board.js'

/** A kernel by its name, and its arguments. */
export type Call = readonly [name: keyof Kernels, ...given: number[]]

/** Calls that one thread makes one after another. */
export type Job = readonly Call[]

export interface Team {
  /** Threads, this one among them. */
  readonly size: number
  /**
   * Carries out jobs, which must not depend on one another, and returns what their calls returned, one after another: any number for one that
   * returned nothing. The array is used again by the next jobs. Throws what `checkpoint` throws, before a job of this thread; INTERNAL when another
   * thread has failed.
   */
  run(jobs: readonly Job[]): Float64Array
  /** The other threads end. Whether their memory can be used again: not where one may still be writing to it. */
  close(): boolean
}

/** What a helping thread is told. */
export interface HelperTask {
  readonly module: object
  readonly memory: object
  readonly board: SharedArrayBuffer
}

/** This thread alone. */
export function createSoloTeam(kernels: Kernels, checkpoint: () => void): Team {
  return new SoloTeam(kernels, checkpoint)
}

class SoloTeam implements Team {
  readonly size = 1
  private results: Float64Array = new Float64Array(64)

  constructor(
    private readonly kernels: Kernels,
    private readonly checkpoint: () => void,
  ) {}

  run(jobs: readonly Job[]): Float64Array {
    let call = 0
    for (const job of jobs) {
      this.checkpoint()
      for (const [name, ...given] of job) {
        const kernel: AnyKernel = this.kernels[name]
        const result = kernel(...given) ?? 0
        if (call === this.results.length) this.results = lengthened(this.results, 2 * call)
        this.results[call++] = result
      }
    }
    return this.results
  }

  close(): boolean {
    return true
  }
}

function lengthened(values: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length)
  longer.set(values)
  return longer
}

/** Whether threads can help on this platform: not where WebAssembly is forbidden, since plain kernels work on views that grow apart. */
export function canHaveTeam(): boolean {
  if (!platform.canShareMemory || !platform.canStartThreads) return false
  try {
    kernelModule(true)
    return true
  } catch {
    return false
  }
}

/** A thread that does nothing for so long is taken for dead: no job takes a hundredth of it. */
const mostSilenceMs = 20_000

/** Looks at the board so many times before sleeping. */
const looks = 20_000

const helpers = createParking(() => new Worker(new URL('./helper.js', import.meta.url), { type: 'module' }))

interface TeamOptions {
  /** How long a job may take. */
  readonly silenceMs?: number
  readonly board?: Board
}

/**
 * `size` − 1 threads that help this one, over kernels in shared memory. They join when they are ready; until then, and where they never are,
 * this thread does the work.
 */
export function createTeam(
  workplace: { readonly kernels: Kernels; readonly memory: KernelMemory },
  size: number,
  checkpoint: () => void,
  options: TeamOptions = {},
): Team {
  return new ThreadTeam(workplace, size, checkpoint, options)
}

class ThreadTeam implements Team {
  private readonly board: Board
  private readonly silenceMs: number
  /** The kernels by number, and their numbers. */
  private readonly kernels: readonly AnyKernel[]
  private readonly numbers: ReadonlyMap<string, number>
  private readonly threads: readonly Thread[]
  private isBroken = false

  constructor(
    { kernels, memory }: { readonly kernels: Kernels; readonly memory: KernelMemory },
    readonly size: number,
    private readonly checkpoint: () => void,
    { silenceMs = mostSilenceMs, board = openBoard() }: TeamOptions,
  ) {
    this.board = board
    this.silenceMs = silenceMs
    const listed = listKernels(kernels)
    this.kernels = listed.map(([, kernel]) => kernel)
    this.numbers = new Map(listed.map(([name], number) => [name, number]))
    this.threads = Array.from({ length: size - 1 }, (): Thread => {
      const thread = helpers.take()
      const task: HelperTask = { module: kernelModule(true), memory: memory.memory, board: board.buffer }
      thread.postMessage(task)
      return thread
    })
  }

  run(jobs: readonly Job[]): Float64Array {
    // Nearly always all fit on the board at once.
    let results: Float64Array = new Float64Array(0)
    let resultCount = 0
    for (let from = 0; from < jobs.length;) {
      let to = from
      let calls = 0
      while (to < jobs.length && to - from < mostJobs && calls + jobs[to].length <= mostCalls) calls += jobs[to++].length
      this.runSome(jobs, from, to)
      if (from === 0 && to === jobs.length) return this.board.results
      if (resultCount + calls > results.length) results = lengthened(results, 2 * (resultCount + calls))
      results.set(this.board.results.subarray(0, calls), resultCount)
      resultCount += calls
      from = to
    }
    return results
  }

  close(): boolean {
    const { control } = this.board
    Atomics.store(control, closed, 1)
    Atomics.notify(control, written)
    for (const thread of this.threads) {
      if (this.isBroken) void thread.terminate()
      else helpers.park(thread)
    }
    return !this.isBroken
  }

  private runSome(jobs: readonly Job[], from: number, to: number): void {
    const { board, kernels } = this
    const { control } = board
    this.write(jobs, from, to)
    try {
      this.checkpoint()
      this.carryOut(jobs[from])
      do this.checkpoint()
      while (workOn(board, kernels))
    } catch (error) {
      // Nobody takes what is left; it counts as done.
      const end = Atomics.load(control, written)
      const next = Atomics.exchange(control, taken, end)
      Atomics.add(control, done, (end - next) | 0)
      this.settle()
      throw error
    }
    this.settle()
    if (Atomics.load(control, failed) === 0) return
    this.isBroken = true
    throw new MlwrightError('INTERNAL', 'A kernel failed on a thread that helped with the fit.')
  }

  /** The first of some jobs is this thread's: it never comes to the board, whose lines of cache take long to change hands. */
  private carryOut(job: Job): void {
    const { board, kernels, numbers } = this
    try {
      for (let call = 0; call < job.length; call++) {
        const [name, ...given] = job[call]
        const result = kernels[numbers.get(name)!](...given)
        if (result !== undefined) board.results[call] = result
      }
    } catch {
      Atomics.store(board.control, failed, 1)
    }
  }

  /** Writes all jobs but the first to the board. */
  private write(jobs: readonly Job[], from: number, to: number): void {
    const { board, numbers } = this
    const { control, firsts, ends } = board
    const before = Atomics.load(control, written)
    const others = to - from - 1
    let call = jobs[from].length
    for (let k = 0; k < others; k++) {
      const place = (before + k) & (mostJobs - 1)
      const job = jobs[from + 1 + k]
      firsts[place] = call
      for (let one = 0; one < job.length; one++) writeCall(board, call++, numbers.get(job[one][0])!, job[one])
      ends[place] = call
    }
    if (others === 0) return
    Atomics.store(control, written, (before + others) | 0)
    if (Atomics.load(control, sleeping) > 0) Atomics.notify(control, written)
  }

  /** Waits until no job is under way. */
  private settle(): void {
    const { silenceMs } = this
    const { control } = this.board
    let silentSince = 0
    for (let idle = 0; ; idle++) {
      const seen = Atomics.load(control, done)
      if (seen === Atomics.load(control, taken)) return
      if (idle < looks) continue
      Atomics.add(control, sleeping, 1)
      const ended = waitFor(control, seen)
      Atomics.sub(control, sleeping, 1)
      const now = performance.now()
      if (ended !== 'timed-out') silentSince = 0
      else if (silentSince === 0) silentSince = now
      else if (now - silentSince > silenceMs) {
        this.isBroken = true
        throw new MlwrightError('INTERNAL', `A thread that helped with the fit has ended, or done nothing for ${silenceMs / 1000} s.`, {
          hint: 'Fit again, or on one thread.',
        })
      }
    }
  }
}

/** Waits a moment for `done` to change; where waiting is not allowed, looks on. */
function waitFor(control: Int32Array, seen: number): string {
  try {
    return Atomics.wait(control, done, seen, 5)
  } catch {
    return Atomics.load(control, done) === seen ? 'timed-out' : 'ok'
  }
}
