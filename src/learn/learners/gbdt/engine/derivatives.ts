// First and second derivatives of a round, as floats for exact leaf values and as whole quanta for histograms.
import { measureLength, packedEntryBytes, rootsEvery, wideEntryBytes } from '../../../../base/kernels/index.js'
import type { GradientKernels, Pointer } from '../../../../base/kernels/index.js'
import type { Objective } from '../objectives/objective.js'
import { inParts, jobsOf, partFor } from './data.js'
import type { BoostData, Session } from './data.js'
import type { Deferral } from './deferral.js'
import type { RowSet } from './rows.js'

/** The derivatives that one tree is fitted to. */
export interface Derivatives {
  /** f32 by row number. */
  readonly gradients: Pointer
  readonly hessians: Pointer
  /** Histogram entries by row number. */
  readonly entries: Pointer
  /** Whether entries are wide. */
  readonly isWide: boolean
  readonly entryBytes: number
  /** Their sums over the rows that the tree is grown on, in quanta. */
  readonly total: { readonly gradient: number; readonly hessian: number }
  /** What one quantum stands for. */
  readonly gradientUnit: number
  readonly hessianUnit: number
}

export interface DerivativeSource {
  /** Computes the derivatives of all rows at the scores. */
  compute(scores: Pointer): void
  /** The greatest |gradient| and the greatest hessian of some rows in an output; NaN where one is. */
  greatest(output: number, rows: Int32Array): readonly [gradient: number, hessian: number]
  /** Writes |gradient × hessian| of rows, summed over the outputs. */
  measureRows(rows: Int32Array, out: Float32Array): void
  /** Multiplies the derivatives of some rows, until they are computed again. */
  amplify(rows: Int32Array, factor: number): void
  /** Quantises those of one output, for a tree that is grown on `rows`. */
  quantise(output: number, rows: RowSet): Derivatives
}

/** Rows whose derivatives are computed between two checkpoints. */
const partRows = 131_072

/** Rows whose derivatives are measured, and quantised, one after another. */
const measureRows = 32_768
const quantiseRows = 262_144

/** How much finer than a typical derivative a quantum must be for packed entries to serve; else they are wide. */
const finestShare = 1 / 256

/** So few rows always get wide entries: no sum of theirs is rounded noticeably, and their histograms are cheap. */
const fewRows = 4096

/** The objective over labels and weights that lie in the memory. */
export function placeObjective(data: BoostData, kernels: GradientKernels, { memory }: Session): Objective {
  const { rowCount, labels, weights, groupSizes } = data
  const allocate = (length: number): Float64Array => memory.float64(memory.allocate(8 * length), length)
  const place = (values: Float64Array): Float64Array => {
    const placed = allocate(rowCount)
    placed.set(values)
    return placed
  }
  const labelled = { rowCount, target: place(labels), weights: weights === undefined ? undefined : place(weights), groupSizes }
  return data.createObjective(labelled, { kernels, allocate })
}

export function createDerivatives(rowCount: number, objective: Objective, deferral: Deferral, session: Session): DerivativeSource {
  const { memory, team } = session
  const { outputCount, hessianKind } = objective
  const length = rowCount * outputCount
  const gradients = memory.allocate(4 * length)
  const hessians = memory.allocate(4 * length)
  const entries = memory.allocate(wideEntryBytes * rowCount)
  const measured = memory.allocate(8 * measureLength * Math.ceil(rowCount / measureRows))

  const sums = memory.allocate(16 * (Math.ceil(rowCount / quantiseRows) + 2 * team.size))
  /** Some rows count more than they weigh. */
  let isAmplified = false

  /** Of the rows inside. */
  const measure = (output: number, rows: RowSet): Float64Array => {
    const hasUnitHessians = hessianKind === 'ones' && !isAmplified
    const measures = new Float64Array(measureLength)
    const offset = 4 * output * rowCount
    const order = rows.inside === rowCount ? 0 : rows.order
    const from4 = (part: number): Pointer => measured + 8 * measureLength * part
    const given = [gradients + offset, hasUnitHessians ? 0 : hessians + offset, order] as const
    // Parts do not depend on the team, so that the sums do not.
    const jobs = jobsOf(0, rows.inside, measureRows, (from, to, part) => ['measureDerivatives', ...given, from, to, from4(part)])
    team.run(jobs)
    memory.float64(measured, measureLength * jobs.length).forEach((value, k) => (measures[k % measureLength] += value))
    return measures
  }

  return {
    compute: (scores) => {
      isAmplified = false
      const most = objective.isDivisible ? partFor(team, rowCount, Math.max(1024, partRows / outputCount)) : rowCount
      const arrays = {
        scores: memory.float64(scores, length),
        gradients: memory.float32(gradients, length),
        hessians: memory.float32(hessians, length),
      }
      const compute = (): void => inParts(session, 0, rowCount, most, (from, to) => objective.computeGradients(arrays, from, to))
      team.run(deferral.collect(compute))
    },
    greatest: (output, rows) => {
      const g = memory.float32(gradients + 4 * output * rowCount, rowCount)
      const h = memory.float32(hessians + 4 * output * rowCount, rowCount)
      let [gradient, hessian] = [0, 0]
      inParts(session, 0, rows.length, partRows, (from, to) => {
        for (let i = from; i < to; i++) {
          gradient = Math.max(gradient, Math.abs(g[rows[i]]))
          hessian = Math.max(hessian, h[rows[i]])
        }
      })
      return [gradient, hessian]
    },
    measureRows: (rows, out) => {
      const g = memory.float32(gradients, length)
      const h = memory.float32(hessians, length)
      inParts(session, 0, rows.length, partRows, (from, to) => {
        for (let i = from; i < to; i++) {
          let sum = 0
          for (let at = rows[i]; at < length; at += rowCount) sum += Math.abs(g[at] * h[at])
          out[i] = sum
        }
      })
    },
    amplify: (rows, factor) => {
      isAmplified = true
      const g = memory.float32(gradients, length)
      const h = memory.float32(hessians, length)
      inParts(session, 0, rows.length, partRows, (from, to) => {
        for (let i = from; i < to; i++) {
          for (let at = rows[i]; at < length; at += rowCount) {
            g[at] *= factor
            h[at] *= factor
          }
        }
      })
    },
    quantise: (output, rows) => {
      const offset = 4 * output * rowCount
      const [gradientSum, hessianSum, gradientRoots, hessianRoots] = measure(output, rows)
      const hasUnitHessians = hessianKind === 'ones' && !isAmplified
      const count = rows.inside
      const scalesOf = (bits: number): readonly [number, number] => [
        scaleFor(gradientSum, count, bits),
        hasUnitHessians ? 0 : scaleFor(hessianSum, count, bits),
      ]
      const isFine = (scale: number, roots: number): boolean =>
        scale === 0 || roots === 0 || scale * ((rootsEvery * roots) / count) ** 2 * finestShare >= 1
      let scales = scalesOf(31)
      const isWide = count <= fewRows || !isFine(scales[0], gradientRoots) || !isFine(scales[1], hessianRoots)
      if (isWide) scales = scalesOf(52)
      const [gradientScale, hessianScale] = scales
      const scaled = [gradientScale, hessianScale, entries] as const
      const most = partFor(team, rowCount, quantiseRows)
      let jobs = jobsOf(0, rowCount, most, (from, to, part) => {
        return [isWide ? 'quantiseWide' : 'quantise', gradients + offset, hessians + offset, from, to, ...scaled, sums + 16 * part]
      })
      team.run(jobs)
      if (count < rowCount) {
        jobs = jobsOf(0, count, quantiseRows, (from, to, part) => {
          return [isWide ? 'sumQuantaWide' : 'sumQuanta', entries, rows.order, from, to, sums + 16 * part]
        })
        team.run(jobs)
      }
      const total = { gradient: 0, hessian: 0 }
      const parts = memory.float64(sums, 2 * jobs.length)
      for (let k = 0; k < parts.length; k += 2) {
        total.gradient += parts[k]
        total.hessian += parts[k + 1]
      }
      return {
        gradients: gradients + offset,
        hessians: hessians + offset,
        entries,
        total,
        isWide,
        entryBytes: isWide ? wideEntryBytes : packedEntryBytes,
        gradientUnit: 1 / gradientScale,
        hessianUnit: hasUnitHessians ? 1 : 1 / hessianScale,
      }
    },
  }
}

/** The greatest power of two by which numbers of a given sum can be multiplied and rounded so that their sum stays below 2 to the power of `bits`. */
function scaleFor(sum: number, count: number, bits: number): number {
  if (!(sum > 0)) return 1
  return 2 ** Math.max(-900, Math.min(900, Math.floor(Math.log2((2 ** bits - 2 - count) / (sum * (1 + 1e-9))))))
}
