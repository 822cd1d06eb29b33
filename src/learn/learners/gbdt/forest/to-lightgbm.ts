// Writes a fitted model as LightGBM's model text, version 4.
import type { GbdtFit } from './fitted.js'
import { isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import type { Forest } from './forest.js'
import { writeObjectiveLine } from './lightgbm-objective.js'

/**
 * The model as text that LightGBM's `Booster(model_str=…)` reads; raw scores there are equal to ours within rounding.
 * Base scores are folded into the first tree of each output. Blanks in feature names become `_`. Ranges of features, which do not matter for
 * predictions, are those of the trees' own splits where the model does not know better.
 */
export function toLightGbmText(fit: GbdtFit): string {
  const { forest, featureCount } = fit
  const { outputCount } = forest
  const names = uniqueNames(fit.featureNames)
  const trees = arrangeTrees(forest).map((tree, at) => {
    const base = at < outputCount ? forest.baseScores[at] : 0
    return `Tree=${at}\n${treeText(forest, tree, base)}\n\n`
  })
  const bytes = new TextEncoder()
  const header = [
    'tree',
    'version=v4',
    `num_class=${outputCount}`,
    `num_tree_per_iteration=${outputCount}`,
    'label_index=0',
    `max_feature_idx=${featureCount - 1}`,
    `objective=${writeObjectiveLine(fit.objective, fit.transform, outputCount)}`,
    `feature_names=${names.join(' ')}`,
    `feature_infos=${(fit.featureInfos ?? describeFeatures(fit)).join(' ')}`,
    `tree_sizes=${trees.map((tree) => bytes.encode(tree).length).join(' ')}`,
  ]
  const importances = splitCounts(forest, featureCount)
    .filter(({ count }) => count > 0)
    .map(({ feature, count }) => `${names[feature]}=${count}`)
  return [
    ...header,
    '',
    trees.join('') + 'end of trees',
    '',
    'feature_importances:',
    ...importances,
    '',
    'parameters:',
    'end of parameters',
    '',
    'pandas_categorical:null',
    '',
  ].join('\n')
}

/** Round by round a tree for each output; undefined where an output has fewer trees than others. At least one round, for the base scores. */
function arrangeTrees({ roots, outputs, outputCount }: Forest): (number | undefined)[] {
  const perOutput = Array.from({ length: outputCount }, (): number[] => [])
  roots.forEach((_, tree) => perOutput[outputs[tree]].push(tree))
  const rounds = Math.max(1, ...perOutput.map((trees) => trees.length))
  return Array.from({ length: rounds * outputCount }, (_, at) => perOutput[at % outputCount][Math.floor(at / outputCount)])
}

interface WrittenNode {
  /** In the forest. */
  readonly at: number
  /** Stands before a categorical node whose missing values go left: sends all others to it, missing ones to a copy of its left branch. */
  readonly isGuard: boolean
  left: number
  right: number
}

/** Nodes and leaves of a tree in their order in the forest, the root first; with copies that missing values need, in depth-first order. */
function arrangeTree({ nodeKind, nodeLeft, nodeRight, roots }: Forest, tree: number): { nodes: WrittenNode[]; leaves: number[] } {
  const nodes: WrittenNode[] = []
  const leaves: number[] = []
  const needsGuard = (at: number): boolean => (nodeKind[at] & (isCategorical | missingLeft)) === (isCategorical | missingLeft)
  const open: { at: number; parent?: WrittenNode; side: 'left' | 'right'; isGuarded?: boolean }[] = [{ at: roots[tree], side: 'left' }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, parent, side, isGuarded } = next
    if (parent !== undefined) parent[side] = at >= 0 ? nodes.length : -1 - leaves.length
    if (at < 0) {
      leaves.push(-1 - at)
      continue
    }
    const isGuard = needsGuard(at) && isGuarded !== true
    const node: WrittenNode = { at, isGuard, left: 0, right: 0 }
    nodes.push(node)
    if (isGuard) open.push({ at: nodeLeft[at], parent: node, side: 'right' }, { at, parent: node, side: 'left', isGuarded: true })
    else open.push({ at: nodeRight[at], parent: node, side: 'right' }, { at: nodeLeft[at], parent: node, side: 'left' })
  }
  return nodes.some(({ isGuard }) => isGuard) ? { nodes, leaves } : inOrder(nodes, leaves)
}

/** As many nodes as in the forest: in its order, so that what is read and written again stays as it was. */
function inOrder(nodes: readonly WrittenNode[], leaves: readonly number[]): { nodes: WrittenNode[]; leaves: number[] } {
  const order = nodes.map((_, place) => place).sort((a, b) => (a === 0 ? -1 : b === 0 ? 1 : nodes[a].at - nodes[b].at))
  const leafOrder = leaves.map((_, place) => place).sort((a, b) => leaves[a] - leaves[b])
  const placeOf = inverse(order)
  const leafPlaceOf = inverse(leafOrder)
  const moved = (child: number): number => (child >= 0 ? placeOf[child] : -1 - leafPlaceOf[-1 - child])
  return {
    nodes: order.map((place) => ({ ...nodes[place], left: moved(nodes[place].left), right: moved(nodes[place].right) })),
    leaves: leafOrder.map((place) => leaves[place]),
  }
}

function inverse(order: readonly number[]): number[] {
  const places = new Array<number>(order.length)
  order.forEach((from, to) => {
    places[from] = to
  })
  return places
}

function treeText(forest: Forest, tree: number | undefined, base: number): string {
  if (tree === undefined) return lines({ num_leaves: [1], num_cat: [0], leaf_value: [base], is_linear: [0], shrinkage: [1] })
  const { nodeKind, nodeThreshold, linear } = forest
  const { nodes, leaves } = arrangeTree(forest, tree)
  const isSet = ({ at, isGuard }: WrittenNode): boolean => !isGuard && (nodeKind[at] & isCategorical) !== 0
  const sets = nodes.filter(isSet)
  const setPlace = new Map(sets.map((node, place) => [node, place]))
  const isLinear = linear !== undefined && leaves.some((leaf) => linear.starts[leaf + 1] > linear.starts[leaf])
  const constants = linear === undefined || isLinear ? forest.leafValue : linear.constants
  return lines({
    num_leaves: [leaves.length],
    num_cat: [sets.length],
    split_feature: nodes.map(({ at }) => forest.nodeFeature[at]),
    split_gain: nodes.map(({ at, isGuard }) => (isGuard ? 0 : forest.nodeGain[at])),
    threshold: nodes.map((node) => setPlace.get(node) ?? (node.isGuard ? Infinity : nodeThreshold[node.at])),
    decision_type: nodes.map((node) => (node.isGuard ? decisionType(0) : decisionType(nodeKind[node.at]))),
    left_child: nodes.map(({ left }) => left),
    right_child: nodes.map(({ right }) => right),
    leaf_value: leaves.map((leaf) => constants[leaf] + base),
    leaf_weight: leaves.map((leaf) => forest.leafWeight[leaf]),
    leaf_count: leaves.map((leaf) => Math.round(forest.leafRows[leaf])),
    internal_value: nodes.map(({ at }) => forest.nodeValue[at] + base),
    internal_weight: nodes.map(({ at }) => forest.nodeWeight[at]),
    internal_count: nodes.map(({ at }) => Math.round(forest.nodeRows[at])),
    ...(sets.length === 0
      ? {}
      : setLines(
          forest,
          sets.map(({ at }) => at),
        )),
    is_linear: [isLinear ? 1 : 0],
    ...(isLinear ? linearLines(linear, leaves, base) : {}),
    shrinkage: [1],
  })
}

function lines(content: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(content)
    .map(([name, values]) => `${name}=${values.map(numberText).join(' ')}\n`)
    .join('')
}

/** The shortest text that reads back the same; LightGBM has no infinity. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '1.7976931348623157e+308' : '-1.7976931348623157e+308'
}

/** Bits: 1 categorical, 2 missing goes left, 4 zero is missing, 8 NaN is missing. */
function decisionType(kind: number): number {
  if ((kind & isCategorical) !== 0) return 1
  return ((kind & missingLeft) === 0 ? 0 : 2) + ((kind & zeroIsMissing) === 0 ? 8 : 4)
}

function setLines({ nodeThreshold, setStarts, setWords }: Forest, sets: readonly number[]): Record<string, number[]> {
  const boundaries = [0]
  const words: number[] = []
  for (const node of sets) {
    const set = nodeThreshold[node]
    words.push(...setWords.subarray(setStarts[set], setStarts[set + 1]))
    boundaries.push(words.length)
  }
  return { cat_boundaries: boundaries, cat_threshold: words }
}

function linearLines(linear: NonNullable<Forest['linear']>, leaves: readonly number[], base: number): Record<string, number[]> {
  const { starts, features, coefficients, constants } = linear
  return {
    leaf_const: leaves.map((leaf) => constants[leaf] + base),
    num_features: leaves.map((leaf) => starts[leaf + 1] - starts[leaf]),
    leaf_features: leaves.flatMap((leaf) => [...features.subarray(starts[leaf], starts[leaf + 1])]),
    leaf_coeff: leaves.flatMap((leaf) => [...coefficients.subarray(starts[leaf], starts[leaf + 1])]),
  }
}

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, at) => {
    const plain = name.replaceAll(/[\s=]+/gu, '_') || `Column_${at}`
    let unique = plain
    for (let n = 2; taken.has(unique); n++) unique = `${plain}_${n}`
    taken.add(unique)
    return unique
  })
}

/** Per feature `[lowest:highest]` split, the codes that some split names, or `none` where no split asks for it. */
function describeFeatures({ forest, featureCount }: GbdtFit): string[] {
  const ranges = Array.from({ length: featureCount }, (): { low: number; high: number; codes: Set<number> } => ({
    low: Infinity,
    high: -Infinity,
    codes: new Set(),
  }))
  forest.nodeFeature.forEach((feature, node) => {
    const range = ranges[feature]
    const threshold = forest.nodeThreshold[node]
    if ((forest.nodeKind[node] & isCategorical) !== 0) for (const code of codesOf(forest, threshold)) range.codes.add(code)
    else {
      range.low = Math.min(range.low, threshold)
      range.high = Math.max(range.high, threshold)
    }
  })
  return ranges.map(({ low, high, codes }) => {
    if (codes.size > 0) return [...codes].sort((a, b) => a - b).join(':')
    return low <= high ? `[${numberText(low)}:${numberText(high)}]` : 'none'
  })
}

function codesOf({ setStarts, setWords }: Forest, set: number): number[] {
  const codes: number[] = []
  for (let w = setStarts[set]; w < setStarts[set + 1]; w++) {
    for (let bit = 0; bit < 32; bit++) if (((setWords[w] >>> bit) & 1) === 1) codes.push((w - setStarts[set]) * 32 + bit)
  }
  return codes
}

function splitCounts({ nodeFeature }: Forest, featureCount: number): { feature: number; count: number }[] {
  const counts = new Int32Array(featureCount)
  nodeFeature.forEach((feature) => counts[feature]++)
  return Array.from(counts, (count, feature) => ({ feature, count })).sort((a, b) => b.count - a.count)
}
