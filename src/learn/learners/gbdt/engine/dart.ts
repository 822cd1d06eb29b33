// Boosting that drops some earlier rounds while it grows a new one (DART; Rashmi and Gilad-Bachrach 2015), with LightGBM's weights.
import type { Random } from '../../../../base/core/index.js'
import type { GbdtParameters } from '../parameters.js'

/** What a round did to the weights of the rounds. */
export interface DartStep {
  /** The earlier rounds that were dropped while it grew. */
  readonly dropped: readonly number[]
  /** What its own trees are multiplied by. */
  readonly weight: number
  /** What those of the dropped rounds are multiplied by. */
  readonly damping: number
}

/** Draws what to drop for the next round, given the weights of all rounds so far. */
export function drawStep(weights: readonly number[], parameters: GbdtParameters, random: Random): DartStep {
  const { learningRate, xgboostDart } = parameters
  const dropped = drawDrops(
    weights.map((weight) => weight * learningRate),
    parameters,
    random,
  )
  const count = dropped.length
  if (count === 0) return { dropped, weight: 1, damping: 1 }
  return xgboostDart
    ? { dropped, weight: 1 / (learningRate + count), damping: count / (count + learningRate) }
    : { dropped, weight: 1 / (1 + count), damping: count / (count + 1) }
}

function drawDrops(
  weights: readonly number[],
  { dropRate, maxDrop, skipDrop, uniformDrop }: GbdtParameters,
  random: Random,
): readonly number[] {
  if (random.next() < skipDrop) return []
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const perWeight = weights.length / sum
  const most = maxDrop > 0 ? maxDrop : Infinity
  const rate = uniformDrop ? Math.min(dropRate, most / weights.length) : Math.min(dropRate, (most * perWeight) / sum)
  const dropped: number[] = []
  for (let round = 0; round < weights.length && dropped.length < most; round++) {
    const chance = uniformDrop ? rate : rate * weights[round] * perWeight
    if (random.next() < chance) dropped.push(round)
  }
  return dropped
}

/** The weights of the rounds after these steps. */
export function weightsAfter(steps: readonly DartStep[]): number[] {
  const weights: number[] = []
  for (const { dropped, weight, damping } of steps) {
    for (const round of dropped) weights[round] *= damping
    weights.push(weight)
  }
  return weights
}
