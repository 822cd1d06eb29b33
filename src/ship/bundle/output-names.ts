// The names of a graph's outputs, where a column of the table may have taken the usual one.
import type { Signature } from '../../data/schema/index.js'

/**
 * `prediction`, and `probability_<class>` for each class in the order of the signature.
 * Inputs keep the names of their columns, and a graph cannot use a name twice: an output whose name an input has taken gets `_` at its end
 * (as often as needed). The order of the outputs is always the same, so that readers can go by position.
 */
export function outputNamesOf(signature: Signature): { readonly prediction: string; readonly probabilities: readonly string[] } {
  const taken = new Set(signature.inputs.map((input) => input.name))
  const usual = ['prediction', ...(signature.classes ?? []).map((label) => `probability_${label}`)]
  // Names that no input took stay with their classes, whatever others must give way.
  const free = new Set(usual.filter((name) => !taken.has(name)))
  for (const name of free) taken.add(name)
  const names = usual.map((name) => {
    if (free.has(name)) return name
    let other = `${name}_`
    while (taken.has(other)) other += '_'
    taken.add(other)
    return other
  })
  return { prediction: names[0], probabilities: names.slice(1) }
}
