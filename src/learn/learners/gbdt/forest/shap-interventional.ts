// Exact interventional SHAP values of a forest, against background rows.
import { MlwrightError } from '../../../../base/core/index.js'
import { branchDoubles, branchIntegers, enterWorkplace, mostPlayers } from '../../../../base/kernels/index.js'
import type { Workplace } from '../../../../base/kernels/index.js'
import type { View } from '../../../view/index.js'
import type { Forest } from './forest.js'
import { scoreRows } from './score.js'
import { createBlockReader } from './shap-block.js'
import { planBranches } from './shap-branches.js'
import type { BranchPlan } from './shap-branches.js'
import { addPairs } from './shap-pairs.js'
import { refuseLinear } from './shap.js'

export interface InterventionalOptions {
  /** Where the kernels run; by default WebAssembly over a memory of the thread. */
  readonly enter?: () => Workplace
}

/** Rows in a block at the most, and doubles in its columns and values. */
const mostRows = 2048
const blockDoubles = 2 ** 22

/**
 * The SHAP values of rows against a background: what each feature adds to the raw score of a row, when unknown features have the values of a
 * background row; the mean over the background. Dependences between features are broken on purpose: a feature that the forest does not ask for gets 0.
 * Equal to shap's `TreeExplainer(model, data=background, feature_perturbation='interventional')`.
 *
 * `view`, `background`: rows × features, with the features that the forest was fitted on; 100 to 1,000 background rows are usual, and more cost
 * little. Returns rows × outputs × (features + 1), row by row; the last of each is the mean raw score of the background. They sum to the raw score.
 * Throws PARAMETER_INVALID for linear leaves and for a background without rows.
 * O((rows + background) × leaves × depth) and a term for each distinct way in which rows and background meet the conditions of a leaf; trees with
 * more than 30 features on a path: O(rows × background × leaves). Memory for a block of rows and the background besides the result.
 * Lundberg et al. 2020; the background's rows are grouped at each leaf as by Laberge and Pequignot 2022.
 *
 *     const values = interventionalShap(forest, view, selectRows(trainingView, someRows))
 */
export function interventionalShap(forest: Forest, view: View, background: View, options: InterventionalOptions = {}): Float64Array {
  refuseLinear(forest)
  if (background.rowCount === 0) {
    throw new MlwrightError('PARAMETER_INVALID', 'Interventional SHAP values need background rows; received none.', {
      hint: 'Give some rows of the training data, for instance 100.',
    })
  }
  const { outputCount } = forest
  const width = view.features.length + 1
  const values = new Float64Array(view.rowCount * outputCount * width)
  if (view.rowCount === 0) return values
  const scores = scoreRows(forest, background)
  const bases = new Float64Array(outputCount)
  for (let at = 0; at < scores.length; at++) bases[at % outputCount] = bases[at % outputCount] + scores[at] / background.rowCount
  for (let at = 0; at < view.rowCount * outputCount; at++) values[at * width + width - 1] = bases[at % outputCount]
  const plan = planOf(forest)
  if (plan.trees.some((tree) => tree.branchCount > 0)) {
    const workplace = (options.enter ?? enterWorkplace)()
    let failed = true
    try {
      explainBlocks(forest, { view, background, plan, workplace, values })
      failed = false
    } finally {
      workplace.leave(failed)
    }
  }
  addPairs(forest, plan.longTrees, { view, background, values })
  return values
}

interface Explaining {
  readonly view: View
  readonly background: View
  readonly plan: BranchPlan
  readonly workplace: Workplace
  readonly values: Float64Array
}

function explainBlocks({ outputCount, setWords }: Forest, { view, background, plan, workplace, values }: Explaining): void {
  const { kernels, memory } = workplace
  const { features } = plan
  const columnCount = features.length
  const otherCount = background.rowCount
  const fitting = Math.floor(blockDoubles / (columnCount * (1 + outputCount)))
  const blockRows = roundUp(Math.min(view.rowCount, Math.max(16, Math.min(mostRows, fitting))))
  const stride = blockRows + roundUp(otherCount)
  const tableBits = 32 - Math.clz32(2 * Math.max(blockRows, otherCount) - 1)

  const sets = memory.allocate(setWords.byteLength)
  const lists = memory.allocate(plan.lists.byteLength)
  const branches = memory.allocate(plan.branches.byteLength)
  const numbers = memory.allocate(plan.numbers.byteLength)
  const weights = memory.allocate(8 * (mostPlayers + 1) ** 2)
  const columns = memory.allocate(8 * columnCount * stride)
  const sums = memory.allocate(8 * outputCount * columnCount * blockRows)
  const words = memory.allocate(4 * (plan.deepest + 1) * stride)
  const table = memory.allocate(4 * 2 ** tableBits)
  const found = memory.allocate(8 * otherCount + 12 * blockRows)
  const gains = memory.allocate(8 * blockRows * mostPlayers)
  memory.int32(sets, setWords.length).set(setWords)
  memory.int32(lists, plan.lists.length).set(plan.lists)
  memory.float64(numbers, plan.numbers.length).set(plan.numbers)
  memory.float64(weights, (mostPlayers + 1) ** 2).set(coalitionWeights(mostPlayers))
  const records = memory.int32(branches, plan.branches.length)
  records.set(plan.branches)
  for (let at = 0; at < records.length; at += branchIntegers) {
    records[at + 6] = sets + 4 * records[at + 6]
    records[at + 9] = lists + 4 * records[at + 9]
  }

  const block = memory.float64(columns, columnCount * stride)
  const blockSums = memory.float64(sums, outputCount * columnCount * blockRows)
  createBlockReader(background, features)(0, otherCount, block.subarray(blockRows), stride)
  const read = createBlockReader(view, features)
  const width = view.features.length + 1
  for (let begin = 0; begin < view.rowCount; begin += blockRows) {
    const rows = Math.min(blockRows, view.rowCount - begin)
    read(begin, rows, block, stride)
    blockSums.fill(0)
    for (const { output, branch, branchCount } of plan.trees) {
      if (branchCount === 0) continue
      kernels.addTreeInterventional(
        branches + 4 * branchIntegers * branch,
        numbers + 8 * branchDoubles * branch,
        branchCount,
        columns,
        stride,
        rows,
        blockRows,
        otherCount,
        weights,
        words,
        table,
        tableBits,
        found,
        gains,
        sums + 8 * output * columnCount * blockRows,
        blockRows,
      )
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
const plans = new WeakMap<Forest, BranchPlan>()

function planOf(forest: Forest): BranchPlan {
  const plan = plans.get(forest) ?? planBranches(forest)
  plans.set(forest, plan)
  return plan
}

/** To a multiple of the rows that a kernel takes at once. */
const roundUp = (rows: number): number => (rows + 3) & ~3

/** p! q! ÷ (p + q + 1)! at p × (most + 1) + q: the chance that in a random order a player comes after p certain others and before q more. */
export function coalitionWeights(most: number): Float64Array {
  const weights = new Float64Array((most + 1) ** 2)
  for (let q = 0; q <= most; q++) {
    weights[q] = 1 / (q + 1)
    for (let p = 1; p <= most; p++) weights[p * (most + 1) + q] = (weights[(p - 1) * (most + 1) + q] * p) / (p + q + 1)
  }
  return weights
}
