// Objectives are stored by LightGBM's names; what is told goes by ours.

const ours: Readonly<Record<string, string>> = { regression: 'l2', regression_l1: 'l1', cross_entropy: 'crossEntropy' }

export function ourNameOf(stored: string): string {
  return Object.hasOwn(ours, stored) ? ours[stored] : stored
}
