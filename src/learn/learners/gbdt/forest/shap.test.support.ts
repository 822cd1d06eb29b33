// Forests to explain: those of the golden file, and random ones with every kind of node.
import { readFileSync } from 'node:fs'
import { createRandom } from '../../../../base/core/index.js'
import type { View } from '../../../view/index.js'
import { denseView } from './examples.test.support.js'
import { goesLeft, isCategorical, missingLeft } from './forest.js'
import type { Forest } from './forest.js'

interface GoldenCase {
  readonly name: string
  readonly forest: Readonly<Record<string, readonly number[]>>
  readonly columns: readonly (readonly (number | null)[])[]
  /** Path-dependent, rows × outputs × (features + 1). */
  readonly values: readonly number[]
  readonly raw: readonly number[]
  /** Where the library computes in single precision. */
  readonly tolerance?: number
  readonly background?: readonly (readonly (number | null)[])[]
  readonly interventional?: readonly number[]
  readonly leaves?: readonly number[]
  readonly gain?: readonly number[]
  readonly split?: readonly number[]
}

const { cases } = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-shap.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly GoldenCase[]
}

export const goldenCases = cases.map((one) => ({
  ...one,
  forest: forestOf(one.forest),
  view: viewOf(one.columns),
  background: one.background === undefined ? undefined : viewOf(one.background),
}))

function viewOf(columns: GoldenCase['columns']): View {
  return denseView(...columns.map((cells) => cells.map((cell) => cell ?? NaN)))
}

function forestOf(lists: GoldenCase['forest']): Forest {
  const integers = ['roots', 'outputs', 'nodeFeature', 'nodeLeft', 'nodeRight', 'setStarts']
  const arrays = Object.entries(lists).map(([name, values]) => {
    if (!Array.isArray(values)) return [name, values]
    if (name === 'nodeKind') return [name, Uint8Array.from(values)]
    if (name === 'setWords') return [name, Uint32Array.from(values)]
    return [name, integers.includes(name) ? Int32Array.from(values) : Float64Array.from(values)]
  })
  return Object.fromEntries(arrays) as Forest
}

/** How random trees grow: levels below the root, the chance that a node splits once more, features to choose from. */
export interface Growth {
  readonly depth: number
  readonly split: number
  readonly features: number
  readonly trees: number
  readonly outputs: number
}

/** Trees with numeric nodes of every kind, categorical ones on odd features, covers that are sometimes 0, and single leaves. */
export function randomForest(seed: number, growth: Growth): Forest {
  const random = createRandom(seed)
  const lists = {
    nodeFeature: [] as number[],
    nodeKind: [] as number[],
    nodeThreshold: [] as number[],
    nodeLeft: [] as number[],
    nodeRight: [] as number[],
    nodeRows: [] as number[],
    leafValue: [] as number[],
    leafRows: [] as number[],
    setStarts: [0],
    setWords: [] as number[],
  }
  const grow = (depth: number, rows: number): number => {
    if (depth === growth.depth || random.next() >= growth.split) {
      lists.leafRows.push(rows)
      return -lists.leafValue.push(random.normal())
    }
    const node = lists.nodeFeature.push(random.integer(growth.features)) - 1
    lists.nodeRows.push(rows)
    lists.nodeLeft.push(0)
    lists.nodeRight.push(0)
    if (lists.nodeFeature[node] % 2 === 1) {
      lists.nodeKind.push(isCategorical | (random.next() < 0.4 ? missingLeft : 0))
      lists.nodeThreshold.push(lists.setStarts.length - 1)
      lists.setWords.push(random.integer(16), ...(random.next() < 0.3 ? [random.integer(2)] : []))
      lists.setStarts.push(lists.setWords.length)
    } else {
      lists.nodeKind.push([0, 1, 4, 5][random.integer(4)])
      lists.nodeThreshold.push(random.integer(5) - 2)
    }
    const left = random.next() < 0.1 ? 0 : random.integer(rows + 1)
    lists.nodeLeft[node] = grow(depth + 1, left)
    lists.nodeRight[node] = grow(depth + 1, rows - left)
    return node
  }
  const roots = Array.from({ length: growth.trees }, () => grow(0, 1000))
  const outputs = roots.map(() => random.integer(growth.outputs))
  const baseScores = Float64Array.from({ length: growth.outputs }, () => random.normal())
  const rest = { nodeGain: lists.nodeRows, nodeValue: lists.nodeRows, nodeWeight: lists.nodeRows, leafWeight: lists.leafRows }
  return { ...forestOf({ ...lists, ...rest, roots, outputs }), outputCount: growth.outputs, baseScores }
}

/** Small whole numbers, zeros and missing values among them; every third feature is sparse. */
export function randomView(seed: number, rowCount: number, featureCount: number): View {
  const random = createRandom(`${seed}/view`)
  const columns = Array.from({ length: featureCount }, () =>
    Array.from({ length: rowCount }, () => (random.next() < 0.15 ? NaN : random.integer(6) - 2)),
  )
  const { features } = denseView(...columns)
  return {
    rowCount,
    features: features.map((feature, f) => {
      if (f % 3 !== 2 || feature.layout === 'sparse') return feature
      const rows = Int32Array.from(feature.values.keys()).filter((row) => feature.values[row] > 0)
      return {
        name: feature.name,
        column: feature.column,
        layout: 'sparse',
        rows,
        values: Float64Array.from(rows, (row) => feature.values[row]),
      }
    }),
  }
}

/** The value of a feature in a row. */
export function valueIn(view: View, row: number, feature: number): number {
  const column = view.features[feature]
  if (column.layout === 'dense') return column.values[row]
  const at = column.rows.indexOf(row)
  return at < 0 ? 0 : column.values[at]
}

/** What a tree gives a coalition's game: `outside` decides for the features outside of it, by the shares of left and right. */
export function playTree(
  forest: Forest,
  tree: number,
  inside: (feature: number) => number | undefined,
  outside: (node: number) => readonly [number, number],
): number {
  const walk = (at: number): number => {
    if (at < 0) return forest.leafValue[-1 - at]
    const value = inside(forest.nodeFeature[at])
    const shares = value === undefined ? outside(at) : goesLeft(forest, at, value) ? [1, 0] : [0, 1]
    return (shares[0] === 0 ? 0 : shares[0] * walk(forest.nodeLeft[at])) + (shares[1] === 0 ? 0 : shares[1] * walk(forest.nodeRight[at]))
  }
  return walk(forest.roots[tree])
}

/** Shapley values by their definition: over all coalitions of `count` players. O(2^players × players). */
export function shapleyValues(count: number, game: (coalition: number) => number): number[] {
  const factorials = Array.from({ length: count + 1 }, () => 1)
  for (let n = 1; n <= count; n++) factorials[n] = factorials[n - 1] * n
  const sizeOf = (coalition: number): number => (coalition === 0 ? 0 : (coalition & 1) + sizeOf(coalition >> 1))
  const results = Array.from({ length: 1 << count }, (_, coalition) => game(coalition))
  return Array.from({ length: count }, (_, player) => {
    let sum = 0
    for (let coalition = 0; coalition < 1 << count; coalition++) {
      if ((coalition >> player) & 1) continue
      const size = sizeOf(coalition)
      const weight = (factorials[size] * factorials[count - 1 - size]) / factorials[count]
      sum += weight * (results[coalition | (1 << player)] - results[coalition])
    }
    return sum
  })
}

/** The greatest difference, relative to the greatest value where that is above 1; NaN where the two cannot be compared. */
export function difference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return NaN
  let worst = 0
  let scale = 1
  for (let i = 0; i < ours.length; i++) {
    worst = Math.max(worst, Math.abs(ours[i] - theirs[i]))
    scale = Math.max(scale, Math.abs(theirs[i]))
    if (Number.isNaN(ours[i])) return NaN
  }
  return worst / scale
}

/** What the values of each row and output sum to, base value included. */
export function sumsOf(values: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, i) =>
    values.subarray(i * width, (i + 1) * width).reduce((sum, value) => sum + value, 0),
  )
}
