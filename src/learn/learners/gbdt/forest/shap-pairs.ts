// Interventional SHAP values of trees with very many features on a path: each row against each background row.
import type { View } from '../../../view/index.js'
import { goesLeft } from './forest.js'
import type { Forest } from './forest.js'
import { createBlockReader } from './shap-block.js'

interface Explaining {
  readonly view: View
  readonly background: View
  /** Rows × outputs × (features + 1), added to. */
  readonly values: Float64Array
}

/** Who provides a feature's value in the walk: nobody yet, the explained row, the background row. */
const nobody = 0
const explained = 1
const other = 2

/** Adds what the given trees add. O(rows × background × nodes on which the two rows may part). */
export function addPairs(forest: Forest, trees: readonly number[], { view, background, values }: Explaining): void {
  if (trees.length === 0) return
  const featureCount = view.features.length
  const all = Int32Array.from({ length: featureCount }, (_, feature) => feature)
  const row = new Float64Array(featureCount)
  const others = new Float64Array(featureCount * background.rowCount)
  createBlockReader(background, all)(0, background.rowCount, others, background.rowCount)
  const read = createBlockReader(view, all)
  const providers = new Uint8Array(featureCount)
  for (let r = 0; r < view.rowCount; r++) {
    read(r, 1, row, 1)
    for (let o = 0; o < background.rowCount; o++) {
      for (const tree of trees) {
        const at = (r * forest.outputCount + forest.outputs[tree]) * (featureCount + 1)
        walk(forest.roots[tree], 0, 0, { at, o })
      }
    }
  }

  /**
   * What the leaves below give, for each of the `p` features of the explained row and for each of the `q` of the background row on the path.
   * In a random order of all p + q, a leaf changes hands at a feature of the p where the p come before the q and it is the last of them.
   */
  function walk(node: number, p: number, q: number, place: { readonly at: number; readonly o: number }): readonly [number, number] {
    if (node < 0) {
      const value = forest.leafValue[-1 - node] / background.rowCount
      return [p === 0 ? 0 : value * orderWeight(p - 1, q), q === 0 ? 0 : value * orderWeight(p, q - 1)]
    }
    const feature = forest.nodeFeature[node]
    const sideOf = (value: number): number => (goesLeft(forest, node, value) ? forest.nodeLeft[node] : forest.nodeRight[node])
    const mine = sideOf(row[feature])
    const theirs = sideOf(others[feature * background.rowCount + place.o])
    if (providers[feature] === explained || (providers[feature] === nobody && mine === theirs)) return walk(mine, p, q, place)
    if (providers[feature] === other) return walk(theirs, p, q, place)
    providers[feature] = explained
    const [gain, mineLoss] = walk(mine, p + 1, q, place)
    providers[feature] = other
    const [theirGain, loss] = walk(theirs, p, q + 1, place)
    providers[feature] = nobody
    values[place.at + feature] += gain - loss
    return [gain + theirGain, mineLoss + loss]
  }
}

/** p! q! ÷ (p + q + 1)!. */
function orderWeight(p: number, q: number): number {
  const fewer = Math.min(p, q)
  let weight = 1 / (p + q + 1)
  for (let i = 1; i <= fewer; i++) weight *= i / (p + q + 1 - i)
  return weight
}
