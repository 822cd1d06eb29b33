// Ranking: pairs of rows of a group are pushed apart by what swapping them would change in the discounted gain. Burges 2010.
import { MlwrightError } from '../../../../base/core/index.js'
import { boundariesOf, discountsOf, firstGroupFrom, gainsOf, maxGain, orderByScore } from './dcg.js'
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import type { ObjectiveSettings } from './parameters.js'

/**
 * Targets are grades from 0 on. For each pair of unlike grades in a group of which at least one is among the first `lambdarankTruncation`
 * by score: the slope of ln(1 + exp(−sigmoid · (score of the better − score of the other))), times the change of the normalised gain.
 * The loss is 1 − NDCG at `lambdarankTruncation` of each group, times the mean weight of its rows; a group of one grade has none.
 */
export function lambdarankObjective(labelled: LabelledRows, settings: ObjectiveSettings): Objective {
  const { target, weights } = labelled
  const { lambdarankTruncation: truncation, lambdarankNorm: isNormed, sigmoid: slope } = settings
  const boundaries = boundariesOf(labelled.groupSizes!)
  const groupCount = boundaries.length - 1
  let longest = 0
  for (let group = 0; group < groupCount; group++) longest = Math.max(longest, boundaries[group + 1] - boundaries[group])
  const gains = gainsOf(settings.labelGain)
  const discounts = discountsOf(longest)
  const inverseMaxGains = Float64Array.from({ length: groupCount }, (_, group) => {
    const most = maxGain(target.subarray(boundaries[group], boundaries[group + 1]), gains, discounts, truncation)
    return most > 0 ? 1 / most : 0
  })
  const sigmoid = createSigmoid(slope)
  // Of a group, by place.
  const sorted = { scores: new Float64Array(longest), labels: new Float64Array(longest), gains: new Float64Array(longest) }
  const lambdas = new Float32Array(longest)
  const curvatures = new Float32Array(longest)

  /** Adds the pairs of one place with those behind it. Returns the sum of what they push. */
  const addPairs = (i: number, count: number, inverseMaxGain: number, isRegular: boolean): number => {
    const label = sorted.labels[i]
    const score = sorted.scores[i]
    const gain = sorted.gains[i]
    const discount = discounts[i]
    // Kept in singles after each step, as LightGBM does.
    let lambdaOfPlace = lambdas[i]
    let curvatureOfPlace = curvatures[i]
    let sum = 0
    for (let j = i + 1; j < count; j++) {
      const other = sorted.labels[j]
      if (label === other) continue
      const isRight = label > other
      const ahead = score - sorted.scores[j]
      const distance = isRight ? ahead : -ahead
      let change = Math.abs(gain - sorted.gains[j]) * (discount - discounts[j]) * inverseMaxGain
      if (isRegular) change /= leastDistance + Math.abs(distance)
      const p = sigmoid(distance)
      const push = p * slope * change
      const lambda = Math.fround(push)
      const curvature = Math.fround(p * (1 - p) * (slope * slope * change))
      lambdaOfPlace = Math.fround(isRight ? lambdaOfPlace - lambda : lambdaOfPlace + lambda)
      lambdas[j] += isRight ? lambda : -lambda
      curvatureOfPlace = Math.fround(curvatureOfPlace + curvature)
      curvatures[j] += curvature
      sum += 2 * push
    }
    lambdas[i] = lambdaOfPlace
    curvatures[i] = curvatureOfPlace
    return sum
  }

  const computeGroup = (group: number, { scores, gradients, hessians }: RoundArrays): void => {
    const begin = boundaries[group]
    const count = boundaries[group + 1] - begin
    const order = new Int32Array(count)
    orderByScore(scores, begin, order)
    for (let place = 0; place < count; place++) {
      const row = begin + order[place]
      sorted.scores[place] = scores[row]
      sorted.labels[place] = target[row]
      sorted.gains[place] = gains[target[row]]
    }
    lambdas.fill(0, 0, count)
    curvatures.fill(0, 0, count)
    const isRegular = isNormed && sorted.scores[0] !== sorted.scores[count - 1]
    let sum = 0
    for (let i = 0; i < Math.min(count - 1, truncation); i++) sum += addPairs(i, count, inverseMaxGains[group], isRegular)
    const factor = isNormed && sum > 0 ? Math.log2(1 + sum) / sum : 1
    for (let place = 0; place < count; place++) {
      const row = begin + order[place]
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = Math.fround(lambdas[place] * factor) * weight
      hessians[row] = Math.fround(curvatures[place] * factor) * weight
    }
  }

  const lossOf = (group: number, scores: Float64Array): number => {
    if (inverseMaxGains[group] === 0) return 0
    const begin = boundaries[group]
    const order = new Int32Array(boundaries[group + 1] - begin)
    orderByScore(scores, begin, order)
    let gain = 0
    for (let place = 0; place < Math.min(truncation, order.length); place++) gain += gains[target[begin + order[place]]] * discounts[place]
    return 1 - gain * inverseMaxGains[group]
  }

  return {
    fitted: { name: 'lambdarank' },
    outputCount: 1,
    transform: { name: 'identity' },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: () => new Float64Array(1),
    findLearnable: () => [true],
    computeGradients: (arrays, begin, end) => {
      for (let group = firstGroupFrom(boundaries, begin); group < groupCount && boundaries[group] < end; group++) {
        computeGroup(group, arrays)
      }
    },
    sumLoss: (rows, scores) => sumOverGroups(labelled, boundaries, rows, (group) => lossOf(group, scores)),
    sumWeights: (rows) => sumOverGroups(labelled, boundaries, rows, () => 1),
  }
}

/** LightGBM's constant of this kind is a single: 0.01 as it is rounded there. */
const leastDistance = Math.fround(0.01)

/** The weighted sum over the groups of some rows, which are whole groups in order. */
function sumOverGroups({ weights }: LabelledRows, boundaries: Int32Array, rows: Int32Array, lossOf: (group: number) => number): number {
  let sum = 0
  for (let i = 0; i < rows.length;) {
    const group = firstGroupFrom(boundaries, rows[i])
    const begin = boundaries[group]
    const count = boundaries[group + 1] - begin
    if (rows[i] !== begin || rows[i + count - 1] !== begin + count - 1) {
      throw new MlwrightError('INTERNAL', `The rows from ${rows[i]} on are not whole groups.`)
    }
    let weight = count
    if (weights !== undefined) {
      weight = 0
      for (let row = begin; row < begin + count; row++) weight += weights[row]
    }
    sum += (weight / count) * lossOf(group)
    i += count
  }
  return sum
}

const sigmoidBins = 2 ** 20

/**
 * 1 ÷ (1 + exp(slope · x)) at the lower end of the bin that x lies in: |x| up to 25 ÷ slope is cut into 2²⁰ bins, as in LightGBM, whose
 * derivatives this repeats; the error is below 1.2e-5. A bin is computed when it is first met.
 */
function createSigmoid(slope: number): (x: number) => number {
  const most = 25 / slope
  const binsPerUnit = sigmoidBins / (2 * most)
  const table = new Float64Array(sigmoidBins)
  return (x) => {
    const bin = x <= -most ? 0 : x >= most ? sigmoidBins - 1 : Math.floor((x + most) * binsPerUnit)
    const known = table[bin]
    if (known !== 0) return known
    return (table[bin] = 1 / (1 + Math.exp((bin / binsPerUnit - most) * slope)))
  }
}
