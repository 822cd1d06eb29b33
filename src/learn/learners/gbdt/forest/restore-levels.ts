// Cuts of columns that stand for categorical ones become splits of these by sets of levels.
import type { StandIn } from '../engine/level-statistics.js'
import { isCategorical, missingLeft } from './forest.js'
import type { Forest } from './forest.js'

/** `standIns`: the columns from number `columnCount` on. Missing and unseen levels go where missing values of the cut go. O(nodes × levels). */
export function restoreLevels(forest: Forest, columnCount: number, standIns: readonly StandIn[]): Forest {
  if (standIns.length === 0) return forest
  const nodeFeature = forest.nodeFeature.slice()
  const nodeKind = forest.nodeKind.slice()
  const nodeThreshold = forest.nodeThreshold.slice()
  const nodeLeft = forest.nodeLeft.slice()
  const nodeRight = forest.nodeRight.slice()
  const starts = Array.from(forest.setStarts)
  const words: Uint32Array[] = [forest.setWords]
  const known = new Map<string, number>()
  for (let node = 0; node < nodeFeature.length; node++) {
    const number = nodeFeature[node] - columnCount
    if (number < 0) continue
    const { source, table } = standIns[number]
    // Everything but the set goes right: where missing goes left, the sides change places.
    const isTurned = (nodeKind[node] & missingLeft) !== 0
    const threshold = nodeThreshold[node]
    const key = `${number} ${threshold} ${isTurned}`
    let set = known.get(key)
    if (set === undefined) {
      set = starts.length - 1
      const bits = setOf(table, (value) => (isTurned ? value > threshold : value <= threshold))
      words.push(bits)
      starts.push(starts[set] + bits.length)
      known.set(key, set)
    }
    nodeFeature[node] = source
    nodeKind[node] = isCategorical
    nodeThreshold[node] = set
    if (isTurned) {
      nodeLeft[node] = forest.nodeRight[node]
      nodeRight[node] = forest.nodeLeft[node]
    }
  }
  const setWords = new Uint32Array(starts[starts.length - 1])
  words.forEach((bits, at) => setWords.set(bits, at === 0 ? 0 : starts[forest.setStarts.length - 2 + at]))
  return { ...forest, nodeFeature, nodeKind, nodeThreshold, nodeLeft, nodeRight, setStarts: Int32Array.from(starts), setWords }
}

function setOf(table: Float64Array, isIn: (value: number) => boolean): Uint32Array {
  let last = 0
  for (let code = 0; code < table.length; code++) if (isIn(table[code])) last = code
  const bits = new Uint32Array((last >>> 5) + 1)
  for (let code = 0; code <= last; code++) if (isIn(table[code])) bits[code >>> 5] |= 1 << (code & 31)
  return bits
}
