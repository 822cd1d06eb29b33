// Shapley values of the features for a block of rows in one tree. The plain twin of shap.as.ts: the same operations in the same order.
//
// A tree as a game: the players are the features; a coalition that does not hold a node's feature goes both ways, by the shares of the training
// rows. A leaf is reached with Π over its path's features of (one, if the row agrees with all of the feature's conditions on the path; or share,
// the product of their shares, outside of the coalition). A feature's Shapley value is ∫₀¹ of what it adds when every other feature is in the
// coalition with probability t, a polynomial in t, which Gauss-Legendre points integrate exactly (Owen 1972). At one point t, with p(t) what
// precedes a node on its path, and U(t) what its subtree expects given that it is reached:
//
//     mean = share × U of the left child + share × U of the right child,     taken = U of the child that the row takes
//     U = mean + α × (taken − mean),     value of the node's feature += weight × p × h × (taken − mean)
//
// α is the chance that the feature is in the coalition, given that the node was reached: t, and h = 1, where the path has not met the feature
// before. Where it has, and the row agreed with it (product of shares z so far), α = t / (t + (1 − t) z) and h = z / (t + (1 − t) z)²; where the
// row did not agree, the feature cannot be in the coalition: α = 0 and the node adds nothing. Nothing is subtracted that nearly cancels and
// nothing is divided by what can be 0, so the depth of a tree costs no accuracy. O(nodes × points) for each row. After the polynomial summary
// of Linear TreeSHAP (Yu, Bifet, Read and Xu 2022), here without division and without a case for shares of 0.

import type { MemoryViews, Pointer } from '../memory.js'
import { shapNodeDoubles, shapNodeIntegers, stepEnter, stepPass, stepTurn } from './record.js'

export function plainShap(views: MemoryViews) {
  return {
    /**
     * Finds the Shapley values of a tree's features for `rowCount` rows, an even number, of which is known where they go.
     *
     * `steps` (i32, in): the tree's steps in the order of a walk: down, between two inner children, up. `nodes`, `numbers` (i32, f64, in): the records
     * of its nodes. `words` (in): what `decideNodes` gave, ⌈nodes ÷ 64⌉ × `wordStride` words. `points` (f64, in): quadrature points, as many weights.
     * Room, undefined before and after: `path` for (depth + 1) × rows × points doubles: what precedes the node of each depth on the path; `results` for
     * depth × 2 × rows × points: what the children expect; `agrees` for depth × 2 × rows: 1 where the row agrees with the feature's conditions on the
     * path, that branch included, else 0; `chances` for depth × 2 × points: α and h of repeated features.
     * `gains` (f64, out): players × `gainStride`, of which the first `rowCount` are written.
     */
    explainWords(
      steps: Pointer,
      stepCount: number,
      nodes: Pointer,
      numbers: Pointer,
      words: Pointer,
      wordStride: number,
      rowCount: number,
      points: Pointer,
      pointCount: number,
      path: Pointer,
      results: Pointer,
      agrees: Pointer,
      chances: Pointer,
      gains: Pointer,
      gainStride: number,
      playerCount: number,
    ): void {
      const { i32, f64 } = views
      const pathAt = path / 8
      const resultsAt = results / 8
      const agreesAt = agrees / 8
      const pointsAt = points / 8
      const level = rowCount * pointCount
      for (let player = 0; player < playerCount; player++)
        f64.fill(0, gains / 8 + player * gainStride, gains / 8 + player * gainStride + rowCount)
      for (let row = 0; row < rowCount; row++) {
        for (let k = 0; k < pointCount; k++) f64[pathAt + row * pointCount + k] = f64[pointsAt + pointCount + k]
      }
      for (let s = 0; s < stepCount; s++) {
        const step = i32[steps / 4 + s]
        const phase = step & 3
        const record = nodes / 4 + (step >> 2) * shapNodeIntegers
        const number = numbers / 8 + (step >> 2) * shapNodeDoubles
        const depth = i32[record + 1]
        const previous = i32[record + 3]
        const children = i32[record + 5]
        const left = agreesAt + depth * 2 * rowCount
        const before = agreesAt + previous * rowCount
        const isRepeated = previous >= 0
        if (phase === stepEnter || phase === stepPass) {
          const word = words / 4 + 2 * ((step >> 8) * wordStride) + ((step >> 7) & 1)
          for (let row = 0; row < rowCount; row++) {
            const goes = (i32[word + 2 * row] >>> ((step >> 2) & 31)) & 1
            const agreed = isRepeated ? f64[before + row] : 1
            const both = agreed * goes
            f64[left + row] = both
            f64[left + rowCount + row] = agreed - both
          }
        }
        const alpha = isRepeated ? chances / 8 + depth * 2 * pointCount : pointsAt
        const height = alpha + pointCount
        if (isRepeated && (phase === stepEnter || phase === stepPass)) {
          const shares = f64[number + 3]
          for (let k = 0; k < pointCount; k++) {
            const point = f64[pointsAt + k]
            const chance = point + (1 - point) * shares
            f64[alpha + k] = point / chance
            f64[height + k] = shares / (chance * chance)
          }
        }
        if (phase === stepEnter || phase === stepTurn) {
          const side = phase === stepTurn || (children & 1) === 0 ? 1 : 0
          const share = f64[number + 1 + side]
          for (let row = 0; row < rowCount; row++) {
            const excess = f64[left + side * rowCount + row] - (isRepeated ? f64[before + row] * share : share)
            const from = pathAt + depth * level + row * pointCount
            for (let k = 0; k < pointCount; k++) f64[from + level + k] = f64[from + k] * (share + f64[alpha + k] * excess)
          }
          continue
        }
        const leftShare = f64[number + 1]
        const rightShare = f64[number + 2]
        const leftLeaf = f64[number + 4]
        const rightLeaf = f64[number + 5]
        const target = i32[record + 4]
        const sums = gains / 8 + i32[record + 8] * gainStride
        for (let row = 0; row < rowCount; row++) {
          const agreed = isRepeated ? f64[before + row] : 1
          const leftExcess = f64[left + row] - agreed * leftShare
          const rightExcess = f64[left + rowCount + row] - agreed * rightShare
          const within = row * pointCount
          const from = pathAt + depth * level + within
          const to = resultsAt + target * level + within
          let sum = 0
          if (phase === stepPass) {
            const mean = leftShare * leftLeaf + rightShare * rightLeaf
            const gain = leftExcess * leftLeaf + rightExcess * rightLeaf
            for (let k = 0; k < pointCount; k++) {
              if (target >= 0) f64[to + k] = mean + f64[alpha + k] * gain
              sum += isRepeated ? f64[from + k] * f64[height + k] : f64[from + k]
            }
            sum *= gain
          } else {
            const leftResults = resultsAt + depth * 2 * level + within
            for (let k = 0; k < pointCount; k++) {
              const leftResult = (children & 1) === 0 ? leftLeaf : f64[leftResults + k]
              const rightResult = (children & 2) === 0 ? rightLeaf : f64[leftResults + level + k]
              const gain = leftExcess * leftResult + rightExcess * rightResult
              if (target >= 0) f64[to + k] = leftShare * leftResult + rightShare * rightResult + f64[alpha + k] * gain
              sum += (isRepeated ? f64[from + k] * f64[height + k] : f64[from + k]) * gain
            }
          }
          f64[sums + row] += sum
        }
      }
    },
  }
}
