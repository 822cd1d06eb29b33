// Exact SHAP values of a forest.
import { enterWorkplace, shapNodeDoubles, shapNodeIntegers, wordNodes } from '../../../../base/kernels/index.js'
import type { Pointer, Workplace } from '../../../../base/kernels/index.js'
import { MlwrightError } from '../../../../base/core/index.js'
import type { View } from '../../../view/index.js'
import { createBlockReader } from './shap-block.js'
import { defaultCover } from './shap-cover.js'
import type { Cover } from './shap-cover.js'
import type { Forest } from './forest.js'
import { planWalk } from './shap-walk.js'
import type { ShapWalk } from './shap-walk.js'

export interface ShapOptions {
  /** What tells how the training rows divided: their number (`rows`) or their hessians (`weight`). Default: rows where the forest knows them. */
  readonly cover?: Cover
  /** Where the kernels run; by default WebAssembly over a memory of the thread. */
  readonly enter?: () => Workplace
}

/** Rows that a tree is walked with at once, at the most, and doubles in the rooms of the walk: they stay in the nearest caches. */
const mostRows = 128
const roomDoubles = 30_000
/** Rows in a block, at the most, and doubles in its columns and values: the more rows, the more of them are alike to a tree. */
const mostBlockRows = 16_384
const blockDoubles = 2 ** 20

/**
 * The SHAP values of rows: what each feature adds to the raw score of a row (log-odds, or the mean's scale), against what the forest gives
 * when no feature is known. Path-dependent TreeSHAP: an unknown feature sends a row both ways, in the shares of the training rows.
 * Equal to LightGBM's `pred_contrib`, and to shap's `TreeExplainer(model, feature_perturbation='tree_path_dependent')`.
 *
 * `view`: rows × features, with the features that the forest was fitted on. Returns rows × outputs × (features + 1), row by row; the last of each
 * is the base value. They sum to the raw score, to rounding (about 1e-14 of the leaves' values, at any depth).
 * Throws PARAMETER_INVALID for linear leaves: what such a leaf gives when its own features are unknown is not defined (nor in LightGBM).
 * O(rows × nodes × features on the longest path ÷ 2), memory for a block of rows besides the result.
 * Lundberg, Erion and Lee 2018; Yu, Bifet, Read and Xu 2022 (Linear TreeSHAP).
 *
 *     const values = shap(forest, view)
 *     const base = values[view.features.length] // of row 0, output 0
 */
export function shap(forest: Forest, view: View, options: ShapOptions = {}): Float64Array {
  refuseLinear(forest)
  const walk = walkOf(forest, options.cover ?? defaultCover(forest))
  const { rowCount } = view
  const width = view.features.length + 1
  const values = new Float64Array(rowCount * forest.outputCount * width)
  for (let at = 0; at < rowCount * forest.outputCount; at++) values[at * width + width - 1] = walk.baseValues[at % forest.outputCount]
  if (walk.steps.length === 0 || rowCount === 0) return values
  const workplace = (options.enter ?? enterWorkplace)()
  let failed = true
  try {
    explainBlocks(forest, view, { walk, workplace, values })
    failed = false
  } finally {
    workplace.leave(failed)
  }
  return values
}

interface Explaining {
  readonly walk: ShapWalk
  readonly workplace: Workplace
  readonly values: Float64Array
}

function explainBlocks({ outputCount, setWords }: Forest, view: View, { walk, workplace, values }: Explaining): void {
  const { kernels, memory } = workplace
  const { features } = walk
  const columnCount = features.length
  const wordRows = Math.ceil(walk.mostNodes / wordNodes)
  const even = (rows: number, most: number): number => 2 * Math.ceil(Math.max(1, Math.min(rows, most, view.rowCount)) / 2)
  const walkRows = even(mostRows, Math.floor(roomDoubles / (walk.mostPoints * (3 * walk.deepest + 1) + 2 * walk.deepest)))
  const perRow = columnCount * (1 + outputCount) + walk.mostPlayers + wordRows
  const blockRows = Math.max(walkRows, even(mostBlockRows, Math.floor(blockDoubles / perRow)))
  const tableBits = 32 - Math.clz32(2 * blockRows - 1)

  const sets = memory.allocate(setWords.byteLength)
  const steps = memory.allocate(walk.steps.byteLength)
  const nodes = memory.allocate(walk.nodes.byteLength)
  const numbers = memory.allocate(walk.numbers.byteLength)
  const players = memory.allocate(walk.players.byteLength)
  const points = memory.allocate(walk.points.byteLength)
  const room = (doubles: number): Pointer => memory.allocate(8 * doubles)
  const columns = room(columnCount * blockRows)
  const sums = room(outputCount * columnCount * blockRows)
  const words = room(wordRows * blockRows)
  const distinct = room(blockRows)
  const slots = memory.allocate(4 * blockRows)
  const table = memory.allocate(4 * 2 ** tableBits)
  const gains = room(walk.mostPlayers * blockRows)
  const path = room((walk.deepest + 1) * walkRows * walk.mostPoints)
  const results = room(walk.deepest * 2 * walkRows * walk.mostPoints)
  const agrees = room(walk.deepest * 2 * walkRows)
  const chances = room(walk.deepest * 2 * walk.mostPoints)
  memory.int32(sets, setWords.length).set(setWords)
  memory.int32(steps, walk.steps.length).set(walk.steps)
  memory.int32(players, walk.players.length).set(walk.players)
  memory.float64(numbers, walk.numbers.length).set(walk.numbers)
  memory.float64(points, walk.points.length).set(walk.points)
  const records = memory.int32(nodes, walk.nodes.length)
  records.set(walk.nodes)
  for (let at = 6; at < records.length; at += shapNodeIntegers) records[at] = sets + 4 * records[at]

  const block = memory.float64(columns, columnCount * blockRows)
  const blockSums = memory.float64(sums, outputCount * columnCount * blockRows)
  const read = createBlockReader(view, features)
  const width = view.features.length + 1
  for (let begin = 0; begin < view.rowCount; begin += blockRows) {
    const rows = Math.min(blockRows, view.rowCount - begin)
    read(begin, rows, block, blockRows)
    blockSums.fill(0)
    for (const tree of walk.trees) {
      if (tree.stepCount === 0) continue
      const treeNodes = nodes + 4 * shapNodeIntegers * tree.node
      const treeNumbers = numbers + 8 * shapNodeDoubles * tree.node
      kernels.decideNodes(treeNodes, treeNumbers, tree.nodeCount, columns, blockRows, even(rows, rows), words)
      const isGrouped = tree.nodeCount <= wordNodes && rows > walkRows
      const groups = isGrouped ? kernels.groupWords(words, rows, table, tableBits, distinct, slots) : rows
      for (let group = 0; group < groups; group += walkRows) {
        kernels.explainWords(
          steps + 4 * tree.step,
          tree.stepCount,
          treeNodes,
          treeNumbers,
          (isGrouped ? distinct : words) + 8 * group,
          blockRows,
          Math.min(walkRows, even(groups - group, walkRows)),
          points + 8 * tree.point,
          tree.pointCount,
          path,
          results,
          agrees,
          chances,
          gains + 8 * group,
          blockRows,
          tree.playerCount,
        )
      }
      const to = sums + 8 * tree.output * columnCount * blockRows
      kernels.spreadGains(players + 4 * tree.player, tree.playerCount, gains, blockRows, isGrouped ? slots : 0, rows, to, blockRows)
    }
    for (let output = 0; output < outputCount; output++) {
      for (let column = 0; column < columnCount; column++) {
        let from = (output * columnCount + column) * blockRows
        let to = (begin * outputCount + output) * width + features[column]
        for (let row = 0; row < rows; row++, from++, to += outputCount * width) values[to] = blockSums[from]
      }
    }
  }
}

/** Flattening takes as long as explaining some rows: it is kept with the forest, for those who explain row by row. */
const walks = new WeakMap<Forest, Partial<Record<Cover, ShapWalk>>>()

function walkOf(forest: Forest, cover: Cover): ShapWalk {
  const known = walks.get(forest) ?? {}
  const walk = known[cover] ?? planWalk(forest, cover)
  walks.set(forest, { ...known, [cover]: walk })
  return walk
}

/** Throws PARAMETER_INVALID where leaves are linear. */
export function refuseLinear({ linear }: Forest): void {
  if (linear === undefined) return
  throw new MlwrightError(
    'PARAMETER_INVALID',
    'SHAP values are defined for trees with constant leaves; the leaves of this model are linear.',
    {
      hint: 'Train with constant leaves to explain by SHAP, or use permutation importance.',
    },
  )
}
