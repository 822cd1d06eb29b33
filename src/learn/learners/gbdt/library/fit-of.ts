// What the models of this module were made of; their own functions show no more than they need to.
import type { GbdtFit } from '../forest/fitted.js'
import type { GbdtModel } from './types.js'

const fits = new WeakMap<GbdtModel, GbdtFit>()

export function rememberFit(model: GbdtModel, fit: GbdtFit): void {
  fits.set(model, fit)
}

/** Undefined for what is no model of this module. */
export function fitOf(model: unknown): GbdtFit | undefined {
  return typeof model === 'object' && model !== null ? fits.get(model as GbdtModel) : undefined
}
