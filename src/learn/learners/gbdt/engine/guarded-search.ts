// What the kernels of guarded cuts are told about a node: limits, values, and the cuts that are drawn beforehand.
import type { Random } from '../../../../base/core/index.js'
import {
  guardedLimitLength,
  guardedNodeLength,
  limitHessian,
  limitL1,
  limitL2,
  limitRows,
  limitSmoothing,
  limitStep,
  nodeGain,
  nodeGradient,
  nodeHessian,
  nodeLower,
  nodeRows,
  nodeUpper,
  nodeValue,
  ruleCut,
  ruleDirection,
  ruleLength,
} from '../../../../base/kernels/index.js'
import type { Pointer } from '../../../../base/kernels/index.js'
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import type { Derivatives } from './derivatives.js'
import { directionsOf, ownGain } from './guard.js'
import type { NodeGuard } from './guard.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'

/** A node as guarded kernels see it. */
export interface GuardedTotals extends NodeTotals {
  readonly guard?: NodeGuard | undefined
}

export interface GuardedPlaces {
  readonly limits: Pointer
  /** A place for a node. */
  readonly node: Pointer
  readonly rules: Pointer
  start(derivatives: Derivatives, random: Random): void
  /** Writes a node, to `at` or its own place; returns what it gains undivided, in quanta. */
  placeNode(node: GuardedTotals, at?: Pointer): number
  /** With extra-random trees, draws the one cut that each of the features may use. */
  drawCuts(features: Int32Array): void
}

export function createGuardedPlaces(data: BinnedData, parameters: GbdtParameters, { memory }: Session): GuardedPlaces {
  const { l1, l2, minHessian, minRowsPerLeaf, maxDeltaStep, pathSmooth, extraTrees } = parameters
  const limits = memory.allocate(8 * guardedLimitLength)
  const node = memory.allocate(8 * guardedNodeLength)
  const rules = memory.allocate(4 * ruleLength * data.featureCount)
  const directions = directionsOf(data, parameters)
  let derivatives: Derivatives
  let random: Random

  return {
    limits,
    node,
    rules,
    start: (tree, seeded) => {
      derivatives = tree
      random = seeded
      const { gradientUnit, hessianUnit } = tree
      const places = memory.float64(limits, guardedLimitLength)
      places[limitL1] = l1 / gradientUnit
      places[limitL2] = l2 / hessianUnit
      places[limitRows] = minRowsPerLeaf <= 1 ? -Infinity : minRowsPerLeaf
      places[limitHessian] = Math.max(1, minHessian / hessianUnit)
      places[limitStep] = maxDeltaStep > 0 ? (maxDeltaStep * hessianUnit) / gradientUnit : Infinity
      places[limitSmoothing] = pathSmooth
      const given = memory.int32(rules, ruleLength * data.featureCount)
      directions.forEach((direction, feature) => {
        given[ruleLength * feature + ruleDirection] = direction
        given[ruleLength * feature + ruleCut] = -1
      })
    },
    placeNode: (totals, at = node) => {
      const { guard } = totals
      const { gradientUnit, hessianUnit } = derivatives
      const valueUnit = hessianUnit / gradientUnit
      const gain = (ownGain(totals, guard, derivatives, parameters) * hessianUnit) / gradientUnit ** 2
      const places = memory.float64(at, guardedNodeLength)
      places[nodeGradient] = totals.gradient
      places[nodeHessian] = totals.hessian
      places[nodeRows] = totals.end - totals.begin
      places[nodeValue] = (guard?.value ?? 0) * valueUnit
      places[nodeLower] = (guard?.lower ?? -Infinity) * valueUnit
      places[nodeUpper] = (guard?.upper ?? Infinity) * valueUnit
      places[nodeGain] = gain
      return gain
    },
    drawCuts: (features) => {
      if (!extraTrees) return
      const given = memory.int32(rules, ruleLength * data.featureCount)
      for (const feature of features) {
        const cuts = data.bins[feature].bounds.length - (data.missingBins[feature] >= 0 ? 0 : 1)
        given[ruleLength * feature + ruleCut] = random.integer(cuts)
      }
    },
  }
}
