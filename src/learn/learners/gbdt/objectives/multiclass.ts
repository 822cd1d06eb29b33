// Log-loss of several classes: softmax over one score per class.
import { leastProbability } from './binary.js'
import type { LabelledRows, Objective, RoundArrays } from './objective.js'
import { sumOver } from './rows.js'

/** Second derivatives carry LightGBM's factor classes ÷ (classes − 1). */
export function multiclassObjective(labelled: LabelledRows, classCount: number): Objective {
  const { rowCount, target, weights } = labelled
  const factor = classCount / (classCount - 1)

  const sumClasses = (rows: Int32Array, weigh: boolean): Float64Array => {
    const sums = new Float64Array(classCount)
    for (let i = 0; i < rows.length; i++) sums[target[rows[i]]] += weigh && weights !== undefined ? weights[rows[i]] : 1
    return sums
  }

  return {
    name: 'multiclass',
    outputCount: classCount,
    transform: { name: 'softmax' },
    hessianKind: 'varying',
    isDivisible: true,
    baseScores: (rows) => {
      const sums = sumClasses(rows, true)
      const total = sums.reduce((sum, value) => sum + value, 0)
      return sums.map((sum) => Math.log(Math.min(1 - leastProbability, Math.max(leastProbability, sum / total))))
    },
    findLearnable: (rows) => Array.from(sumClasses(rows, false), (count) => count > 0 && count < rows.length),
    computeGradients: ({ scores, gradients, hessians }: RoundArrays, begin, end) => {
      const exps = new Float64Array(classCount)
      for (let row = begin; row < end; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        let most = -Infinity
        for (let k = 0; k < classCount; k++) most = Math.max(most, scores[k * rowCount + row])
        let sum = 0
        for (let k = 0; k < classCount; k++) {
          const value = Math.exp(scores[k * rowCount + row] - most)
          exps[k] = value
          sum += value
        }
        const label = target[row]
        for (let k = 0; k < classCount; k++) {
          const probability = exps[k] / sum
          gradients[k * rowCount + row] = (k === label ? probability - 1 : probability) * weight
          hessians[k * rowCount + row] = factor * probability * (1 - probability) * weight
        }
      }
    },
    sumLoss: (rows, scores) =>
      sumOver(labelled, rows, (row, label) => {
        let most = -Infinity
        for (let k = 0; k < classCount; k++) most = Math.max(most, scores[k * rowCount + row])
        let sum = 0
        for (let k = 0; k < classCount; k++) sum += Math.exp(scores[k * rowCount + row] - most)
        return most + Math.log(sum) - scores[label * rowCount + row]
      }),
  }
}
