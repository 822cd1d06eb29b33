// What the engine learns from, in its own terms: columns of numbers, labels, and who is told of the progress.
import type { Random } from '../../../../base/core/index.js'
import type { Call, Job, KernelMemory, Kernels, Team, Workplace } from '../../../../base/kernels/index.js'
import type { Forest } from '../forest/forest.js'
import type { LabelledRows, Objective, Placement } from '../objectives/objective.js'

/** Only the rows whose value is not 0, ascending; never missing. */
export interface SparseColumn {
  readonly rows: Int32Array
  readonly values: Float64Array
}

export type DenseColumn = Float64Array | Float32Array | Int32Array

/** One value per row; NaN is missing. Or sparse. */
export type Column = DenseColumn | SparseColumn

export interface BoostData {
  readonly rowCount: number
  readonly columns: readonly Column[]
  /** The columns that hold level codes: whole numbers from 0, what is below is missing. None of them is sparse. */
  readonly categorical?: readonly number[] | undefined
  /** The last columns stand for others, for which they may be cut: the numbers of these. */
  readonly standsFor?: readonly number[] | undefined
  /** One per row, finite. */
  readonly labels: Float64Array
  /** One per row, above 0. Absent: all 1. */
  readonly weights?: Float64Array | undefined
  readonly groupSizes?: ArrayLike<number> | undefined
  /** Rows × outputs, row by row: where boosting starts, in place of the constant. No part of the model. */
  readonly initialScores?: Float64Array | undefined
  /** Trees to go on from: they come first in the forest, with their base scores. */
  readonly initialForest?: Forest | undefined
  /** Scores per row. */
  readonly outputCount: number
  /** What is to be minimised over these rows. Labels, weights and the arrays of every round lie in the memory of `placement.kernels`. */
  readonly createObjective: (labelled: LabelledRows, placement: Placement) => Objective
}

export interface BoostContext {
  readonly random: Random
  /** Called at least every 50 ms of work; throws when the fit is to stop. */
  readonly checkpoint: () => void
  /** Threads that may work at once, on platforms where they can share memory. By default 1. The model does not depend on it. */
  readonly threads?: number | undefined
  /** Fits that read fewer values, over all rounds, are done by one thread. */
  readonly fewestShared?: number
  /** What labels and weights come to whose derivatives single precision cannot hold. By default they are refused. */
  readonly outOfRange?: 'refused' | 'constant' | undefined
  /** Other kernels than the WebAssembly ones. */
  readonly enter?: () => Workplace
  /** What the histograms of a fit may take, unless three need more. */
  readonly mostHistogramBytes?: number
}

/** What every part of the engine works with. */
export interface Session {
  readonly kernels: Kernels
  readonly memory: KernelMemory
  readonly checkpoint: () => void
  /** For steps that are long enough for several threads. */
  readonly team: Team
}

export function isSparse(column: Column): column is SparseColumn {
  return 'rows' in column
}

/** Calls `work` with parts of `begin` … `end` of at most `most` each, a checkpoint before each. */
export function inParts({ checkpoint }: Session, begin: number, end: number, most: number, work: (from: number, to: number) => void): void {
  for (let from = begin; from < end; from += most) {
    checkpoint()
    work(from, Math.min(end, from + most))
  }
}

/** A job per part of `begin` … `end`, of at most `most` each. */
export function jobsOf(begin: number, end: number, most: number, callOf: (from: number, to: number, part: number) => Call): Job[] {
  const jobs: Job[] = []
  for (let from = begin; from < end; from += most) jobs.push([callOf(from, Math.min(end, from + most), jobs.length)])
  return jobs
}

/** Rows that are worth a job. */
const jobRows = 4096

/** Jobs of calls one after another: a call joins the last job while that has too few rows to be worth telling another thread. */
export class JobList {
  readonly jobs: Call[][] = []
  private lastRows = jobRows

  add(call: Call, rowCount: number): void {
    if (this.lastRows >= jobRows) {
      this.jobs.push([call])
      this.lastRows = rowCount
    } else {
      this.jobs.at(-1)!.push(call)
      this.lastRows += rowCount
    }
  }
}

/** The size of parts, a multiple of `unit`, that gives every thread of a team as many; at most `most`. */
export function partFor({ size }: Team, count: number, most: number, unit = 2): number {
  return Math.max(unit, Math.min(most, Math.ceil(count / (size * Math.ceil(count / (size * most))) / unit) * unit))
}
