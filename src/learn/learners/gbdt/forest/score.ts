// The scores of rows: what the trees sum to.
import { addTreesToBlock } from '../../../../base/kernels/index.js'
import type { Feature, View } from '../../../features/index.js'
import { findLeaf, leafOutput } from './forest.js'
import type { Forest } from './forest.js'

/** Numbers in the block of rows that all trees pass at once: small enough for the cache. */
const blockNumbers = 16_384

/** The scores (log-odds, or means) of all rows, rows × outputs. O(rows × trees × depth). */
export function scoreRows(forest: Forest, view: View): Float64Array {
  const { outputCount, baseScores } = forest
  const scores = new Float64Array(view.rowCount * outputCount)
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % outputCount]!
  const features = usedFeatures(forest)
  const width = features.length
  const position = new Map(Array.from(features, (feature, at) => [feature, at]))
  const nodePositions = forest.nodeFeature.map((feature) => position.get(feature)!)
  const most = Math.max(16, Math.min(512, Math.floor(blockNumbers / Math.max(1, width))))
  const block = new Float64Array(most * width)
  /** Per sparse feature: the next of its entries. */
  const next = new Int32Array(width)
  for (let begin = 0; begin < view.rowCount; begin += most) {
    const end = Math.min(view.rowCount, begin + most)
    for (let w = 0; w < width; w++) next[w] = fillColumn(view.features[features[w]], { begin, end, next: next[w] }, block, w, width)
    if (forest.linear === undefined) {
      addTreesToBlock(block, end - begin, width, nodePositions, forest, scores, begin * outputCount)
      continue
    }
    for (let row = begin; row < end; row++) {
      const base = (row - begin) * width
      const valueOf = (feature: number): number => block[base + position.get(feature)!]
      for (let tree = 0; tree < forest.roots.length; tree++) {
        scores[row * outputCount + forest.outputs[tree]] += leafOutput(forest, findLeaf(forest, tree, valueOf), valueOf)
      }
    }
  }
  return scores
}

/** Writes rows `begin` … `end` − 1 of a feature to every `width`-th place of the block; returns the next sparse entry. */
function fillColumn(
  feature: Feature,
  { begin, end, next }: { readonly begin: number; readonly end: number; readonly next: number },
  block: Float64Array,
  at: number,
  width: number,
): number {
  if (feature.layout === 'dense') {
    const { values } = feature
    for (let row = begin, to = at; row < end; row++, to += width) block[to] = values[row]!
    return 0
  }
  const { rows, values } = feature
  for (let row = begin, to = at; row < end; row++, to += width) block[to] = 0
  let k = next
  for (; k < rows.length && rows[k] < end; k++) block[(rows[k] - begin) * width + at] = values[k]!
  return k
}

/** The features that some node or linear leaf asks for, ascending. */
function usedFeatures({ nodeFeature, linear }: Forest): Int32Array {
  return Int32Array.from(new Set([...nodeFeature, ...(linear?.features ?? [])])).sort()
}
