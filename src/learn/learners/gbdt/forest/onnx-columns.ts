// The columns that the trees of a graph compare: features, features whose zeros or infinite values are missing, and membership in sets.
import type { GraphBuilder, Value } from '../../../../base/onnx/index.js'
import { greatestZero, isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import type { Forest } from './forest.js'

export interface GraphColumns {
  /** Double `[N, columns]`. */
  readonly value: Value
  /** Per node of the forest: its column, and what its value must not exceed to go left. */
  readonly nodeColumn: Int32Array
  readonly nodeThreshold: Float64Array
  /** Of each feature of a linear leaf: the column in which infinite values are missing too. */
  readonly finite: ReadonlyMap<number, number>
}

/**
 * Every node becomes `column ≤ threshold`, which every runtime computes alike: sets in nodes are read wrongly by some for more than 30 members.
 * For a set there is a column that is 0 inside and 1 outside, taken from a table by the level code; equal sets share one.
 */
export function writeColumns(graph: GraphBuilder, features: Value, forest: Forest, featureCount: number): GraphColumns {
  const { nodeFeature, nodeKind, nodeThreshold, linear } = forest
  const parts = [features]
  let width = featureCount
  const columns = nodeFeature.slice()
  const thresholds = nodeThreshold.slice()
  const zeroColumns = new Map<number, number>()
  const setNodes = new Map<number, number[]>()
  nodeFeature.forEach((feature, node) => {
    if ((nodeKind[node] & isCategorical) !== 0) {
      const nodes = setNodes.get(feature) ?? []
      setNodes.set(feature, nodes)
      nodes.push(node)
    } else if ((nodeKind[node] & zeroIsMissing) !== 0) {
      if (!zeroColumns.has(feature)) zeroColumns.set(feature, width++)
      columns[node] = zeroColumns.get(feature)!
    }
  })
  if (zeroColumns.size > 0) parts.push(writeZerosAsMissing(graph, features, [...zeroColumns.keys()]))
  for (const [feature, nodes] of setNodes) {
    const { places, count, outside } = writeSets(graph, features, forest, feature, nodes)
    nodes.forEach((node, at) => {
      columns[node] = width + places[at]
      thresholds[node] = 0.5
    })
    width += count
    parts.push(outside)
  }
  const finite = new Map([...new Set(linear?.features)].sort((a, b) => a - b).map((feature) => [feature, width++]))
  if (finite.size > 0) parts.push(writeInfiniteAsMissing(graph, features, [...finite.keys()]))
  const value = parts.length === 1 ? features : graph.add('Concat', parts, { axis: { int: 1 } })
  return { value, nodeColumn: columns, nodeThreshold: thresholds, finite }
}

function writeZerosAsMissing(graph: GraphBuilder, features: Value, taken: readonly number[]): Value {
  const { values, isUpTo, missing } = writeSizes(graph, features, taken)
  return graph.add('Where', [isUpTo(greatestZero), missing, values])
}

function writeInfiniteAsMissing(graph: GraphBuilder, features: Value, taken: readonly number[]): Value {
  const { values, isUpTo, missing } = writeSizes(graph, features, taken)
  return graph.add('Where', [isUpTo(Number.MAX_VALUE), values, missing])
}

/** Some features, and whether they are so far from 0 at most: missing values are not. */
function writeSizes(graph: GraphBuilder, features: Value, taken: readonly number[]) {
  const number = (value: number): Value => graph.constant({ type: 'double', dims: [], data: [value] })
  const indices = graph.constant({ type: 'int64', dims: [taken.length], data: taken })
  const values = graph.add('Gather', [features, indices], { axis: { int: 1 } })
  const isUpTo = (most: number): Value => graph.add('LessOrEqual', [graph.add('Abs', [values]), number(most)])
  return { values, isUpTo, missing: number(NaN) }
}

interface SetColumns {
  /** Per node: its column among these. */
  readonly places: readonly number[]
  readonly count: number
  /** Double `[N, count]`: 0 inside the set, 1 outside. */
  readonly outside: Value
}

function writeSets(graph: GraphBuilder, features: Value, forest: Forest, feature: number, nodes: readonly number[]): SetColumns {
  const { places, sets } = distinctSets(forest, nodes)
  const codeCount = 32 * sets.reduce((most, { words }) => Math.max(most, words.length), 0)
  // A row for each code, one for what is no code of any set, one for missing values; equal rows are kept once.
  const { rowOf, samples } = distinctRows(sets, codeCount)
  const count = sets.length
  const table = new Uint8Array(samples.length * count)
  samples.forEach((code, row) => sets.forEach((set, column) => (table[row * count + column] = has(set, code, codeCount) ? 0 : 1)))
  const codes = writeCodes(graph, features, feature, codeCount)
  const rows = graph.add('Gather', [graph.constant({ type: 'int64', dims: [rowOf.length], data: rowOf }), codes])
  const cells = graph.add('Gather', [graph.constant({ type: 'uint8', dims: [samples.length, count], data: table }), rows])
  return { places, count, outside: graph.add('Cast', [cells], { to: { int: 11 } }) }
}

interface CodeSet {
  /** Level codes as bits, as in the forest. */
  readonly words: Uint32Array
  /** Whether missing values are inside. */
  readonly hasMissing: boolean
}

/** The sets of some nodes, equal ones once, and per node which is its own. O(words of all nodes). */
function distinctSets({ nodeKind, nodeThreshold, setStarts, setWords }: Forest, nodes: readonly number[]) {
  const sets: CodeSet[] = []
  const known = new Map<string, number>()
  const places = nodes.map((node) => {
    const set = nodeThreshold[node]
    const words = setWords.subarray(setStarts[set], setStarts[set + 1])
    const hasMissing = (nodeKind[node] & missingLeft) !== 0
    const key = `${hasMissing} ${words.subarray(0, words.findLastIndex((word) => word !== 0) + 1).join()}`
    const place = known.get(key) ?? sets.length
    if (place < sets.length) return place
    known.set(key, place)
    sets.push({ words, hasMissing })
    return place
  })
  return { places, sets }
}

function has({ words, hasMissing }: CodeSet, code: number, codeCount: number): boolean {
  return code > codeCount ? hasMissing : (((words[code >>> 5] ?? 0) >>> (code & 31)) & 1) === 1
}

/**
 * Which of codes 0 to `codeCount` + 1, the last of them missing values, are in the same of the sets: per code the number of its row, and per row its
 * first code. O(members of all sets).
 */
function distinctRows(
  sets: readonly CodeSet[],
  codeCount: number,
): { readonly rowOf: readonly number[]; readonly samples: readonly number[] } {
  const classOf = new Int32Array(codeCount + 2)
  let classCount = 1
  for (const { words, hasMissing } of sets) {
    // What is inside parts from those of its class that are outside.
    const inside = new Map<number, number>()
    const move = (code: number): void => {
      const next = inside.get(classOf[code]) ?? classCount++
      inside.set(classOf[code], next)
      classOf[code] = next
    }
    words.forEach((word, w) => {
      for (let left = word; left !== 0; left &= left - 1) move(w * 32 + 31 - Math.clz32(left & -left))
    })
    if (hasMissing) move(codeCount + 1)
  }
  const rows = new Map<number, number>()
  const samples: number[] = []
  const rowOf = Array.from(classOf, (one, code) => {
    const row = rows.get(one) ?? samples.length
    if (row < samples.length) return row
    rows.set(one, row)
    samples.push(code)
    return row
  })
  return { rowOf, samples }
}

/** Int64 `[N]`: the code, `codeCount` for what is no code below it, `codeCount + 1` for missing values. */
function writeCodes(graph: GraphBuilder, features: Value, feature: number, codeCount: number): Value {
  const number = (value: number): Value => graph.constant({ type: 'double', dims: [], data: [value] })
  const value = graph.add('Gather', [features, graph.constant({ type: 'int64', dims: [], data: [feature] })], { axis: { int: 1 } })
  const isCode = graph.add('And', [graph.add('Greater', [value, number(-1)]), graph.add('Less', [value, number(codeCount)])])
  const known = graph.add('Where', [isCode, value, number(codeCount)])
  const whole = graph.add('Where', [graph.add('IsNaN', [value]), number(codeCount + 1), known])
  return graph.add('Cast', [whole], { to: { int: 7 } })
}
