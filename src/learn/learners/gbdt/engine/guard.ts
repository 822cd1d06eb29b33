// What holds the value of a node besides l1 and l2: the largest step, its parent's value, bounds that keep predictions monotone.
import type { GbdtParameters } from '../parameters.js'
import type { Derivatives } from './derivatives.js'
import type { NodeTotals } from './histograms.js'
import type { BinnedData } from './layout.js'

/** Values before the learning rate, in the units of the scores. */
export interface NodeGuard {
  /** The node's own value. */
  readonly value: number
  /** What it was drawn towards, and with how many rows. */
  readonly parentValue: number
  readonly rows: number
  readonly lower: number
  readonly upper: number
}

/** What it needs to know of a split; sums are in quanta. */
interface Cut {
  readonly feature: number
  readonly leftGradient: number
  readonly leftHessian: number
  /** As the search estimates them. */
  readonly leftRows: number
}

export interface Guards {
  root(totals: NodeTotals, derivatives: Derivatives): NodeGuard
  children(node: NodeTotals, guard: NodeGuard, cut: Cut, derivatives: Derivatives): readonly [NodeGuard, NodeGuard]
}

/** Undefined where values are Newton steps and nothing else. */
export function createGuards(data: BinnedData, parameters: GbdtParameters): Guards | undefined {
  if (!isGuarded(parameters)) return undefined
  const directions = directionsOf(data, parameters)
  const guardOf = (
    gradient: number,
    hessian: number,
    around: Omit<NodeGuard, 'value'>,
    { gradientUnit, hessianUnit }: Derivatives,
  ): NodeGuard => ({
    ...around,
    value: guardedStep(gradient * gradientUnit, hessian * hessianUnit, around, parameters),
  })
  return {
    root: ({ gradient, hessian }, { gradientUnit, hessianUnit }) => {
      // The root has no parent to be drawn towards.
      const value = limitedStep(gradient * gradientUnit, hessian * hessianUnit, parameters)
      return { value, parentValue: value, rows: 0, lower: -Infinity, upper: Infinity }
    },
    children: (
      { begin, end, gradient, hessian },
      { value, lower, upper },
      { feature, leftGradient, leftHessian, leftRows },
      derivatives,
    ) => {
      const around = { parentValue: value, lower, upper }
      const left = guardOf(leftGradient, leftHessian, { ...around, rows: leftRows }, derivatives)
      const right = guardOf(gradient - leftGradient, hessian - leftHessian, { ...around, rows: end - begin - leftRows }, derivatives)
      if (directions[feature] === 0) return [left, right]
      const middle = (left.value + right.value) / 2
      return directions[feature] > 0
        ? [
            { ...left, upper: middle },
            { ...right, lower: middle },
          ]
        : [
            { ...left, lower: middle },
            { ...right, upper: middle },
          ]
    },
  }
}

/** Per feature: 1 where values must not fall as it rises, −1 where they must not rise. */
export function directionsOf({ bins }: BinnedData, { monotone }: GbdtParameters): Int8Array {
  return Int8Array.from(bins, ({ source }) => monotone[source] ?? 0)
}

export function isGuarded({ pathSmooth, maxDeltaStep, monotone }: GbdtParameters): boolean {
  return pathSmooth > 0 || maxDeltaStep > 0 || monotone.some((direction) => direction !== 0)
}

/** The value of a leaf from the sums over its rows. */
export function leafStep(gradient: number, hessian: number, guard: NodeGuard | undefined, parameters: GbdtParameters): number {
  return guard === undefined ? newtonStep(gradient, hessian, parameters) : guardedStep(gradient, hessian, guard, parameters)
}

/** −T(G) ÷ (H + l2), where T shrinks |G| by l1. */
export function newtonStep(gradient: number, hessian: number, { l1, l2 }: Pick<GbdtParameters, 'l1' | 'l2'>): number {
  const shrunk = Math.max(0, Math.abs(gradient) - l1)
  return shrunk === 0 ? 0 : (-Math.sign(gradient) * shrunk) / (hessian + l2)
}

function limitedStep(gradient: number, hessian: number, parameters: GbdtParameters): number {
  const value = newtonStep(gradient, hessian, parameters)
  const { maxDeltaStep } = parameters
  return maxDeltaStep > 0 ? Math.max(-maxDeltaStep, Math.min(maxDeltaStep, value)) : value
}

function guardedStep(gradient: number, hessian: number, around: Omit<NodeGuard, 'value'>, parameters: GbdtParameters): number {
  const value = smoothed(limitedStep(gradient, hessian, parameters), around.rows, around.parentValue, parameters)
  return Math.max(around.lower, Math.min(around.upper, value))
}

function smoothed(value: number, rows: number, towards: number, { pathSmooth }: GbdtParameters): number {
  if (pathSmooth === 0) return value
  const weight = rows / pathSmooth
  return (value * weight) / (weight + 1) + towards / (weight + 1)
}

/** What a node gains undivided, in units of loss: as LightGBM has it, drawn towards its own value and not bounded. */
export function ownGain(node: NodeTotals, guard: NodeGuard | undefined, derivatives: Derivatives, parameters: GbdtParameters): number {
  const gradient = node.gradient * derivatives.gradientUnit
  const hessian = node.hessian * derivatives.hessianUnit
  const shrunk = Math.sign(gradient) * Math.max(0, Math.abs(gradient) - parameters.l1)
  let value = limitedStep(gradient, hessian, parameters)
  if (guard !== undefined) value = smoothed(value, node.end - node.begin, guard.value, parameters)
  return -(2 * shrunk * value + (hessian + parameters.l2) * value * value)
}
