// Log-loss of several classes: softmax over one score per class.
import type { HotDerivatives } from './derivatives.js'
import { leastProbability } from './logistic.js'
import type { LabelledRows, Objective } from './objective.js'
import { sumOver, sumWeightsOf } from './rows.js'

/** Loss: −ln p of the true class. Second derivatives carry the factor classes ÷ (classes − 1), as LightGBM's do (Friedman 2001). */
export function multiclassObjective(labelled: LabelledRows, classCount: number, derivatives: HotDerivatives): Objective {
  const { rowCount, target, weights } = labelled

  const sumClasses = (rows: Int32Array, weigh: boolean): Float64Array => {
    const sums = new Float64Array(classCount)
    for (let i = 0; i < rows.length; i++) sums[target[rows[i]]] += weigh && weights !== undefined ? weights[rows[i]] : 1
    return sums
  }

  return {
    fitted: { name: 'multiclass', classes: classCount },
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
    computeGradients: (arrays, begin, end) => derivatives.softmax(arrays, begin, end, classCount),
    sumWeights: (rows) => sumWeightsOf(labelled, rows),
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
