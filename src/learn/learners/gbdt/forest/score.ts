// The scores of rows: what the trees sum to.
import { tileColumnBytes, tileRows } from '../../../../base/kernels/index.js'
import { findLeaf, leafOutput } from './forest.js'
import type { Forest } from './forest.js'
import { mostPackedNodes, packForest } from './pack.js'
import type { PackedForest } from './pack.js'
import { createFiller, writeCell } from './tiles.js'
import type { ScoredRows } from './tiles.js'
import { placeForest } from './workplace.js'
import type { ForestPlace } from './workplace.js'

/** Bytes of the rows that each tree passes in one go: what stays in the fastest cache beside a tree. */
const blockBytes = 32_768
const mostTiles = 64
/** Bytes of the scores of a block of rows, and of its leaves, all trees, where leaves are linear. */
const sumBytes = 262_144

const packed = new WeakMap<Forest, PackedForest>()

/** The scores (log-odds, or means) of rows `begin` … `end` − 1, default all, rows × outputs. O(rows × trees × depth). */
export function scoreRows(forest: Forest, rows: ScoredRows, begin = 0, end = rows.rowCount): Float64Array {
  const place = prepare(forest)
  if (place === undefined) return scoreRowsPlainly(forest, rows, begin, end)
  const { columns, tablesAt } = packed.get(forest)!
  const { outputCount, baseScores, linear } = forest
  const { kernels, memory } = place
  const result = new Float64Array((end - begin) * outputCount)
  const mark = memory.mark()
  const tileBytes = (columns.length + 1) * tileColumnBytes
  const treeCount = forest.roots.length
  const leafBytesPerTile = linear === undefined ? 0 : treeCount * tileRows * 8
  const sumBytesPerTile = Math.max(leafBytesPerTile, outputCount * tileRows * 8)
  const fitting = Math.min(mostTiles, Math.floor(blockBytes / tileBytes), Math.floor(sumBytes / sumBytesPerTile))
  const most = Math.min(Math.max(1, fitting), Math.ceil((end - begin) / tileRows))
  const tiles = memory.allocate(most * tileBytes)
  const scores = memory.allocate(most * tileRows * outputCount * 8)
  const leaves = memory.allocate(most * leafBytesPerTile)
  // Rows that are not there walk too: they need values that lead nowhere else.
  memory.float64(tiles, (most * tileBytes) / 8).fill(0)
  for (let tile = 0; tile < most; tile++) memory.float64(tiles + tile * tileBytes, tileRows).fill(-Infinity)
  const filler = createFiller(columns, rows.features, begin)
  for (let from = begin; from < end; from += most * tileRows) {
    const to = Math.min(end, from + most * tileRows)
    const tileCount = Math.ceil((to - from) / tileRows)
    filler(memory.views, { tiles: tiles / 8, tileLength: tileBytes / 8, tablesAt, from, to })
    const sums = memory.float64(scores, tileCount * tileRows * outputCount)
    for (let k = 0; k < outputCount; k++) sums.fill(baseScores[k], k * tileCount * tileRows, (k + 1) * tileCount * tileRows)
    if (linear === undefined) kernels.addTreesToTiles(place.image, place.table, 0, treeCount, tiles, tileCount, tileBytes, scores)
    else {
      memory.float64(leaves, treeCount * tileCount * tileRows).fill(0)
      kernels.addTreesToTiles(place.image, place.table, 0, treeCount, tiles, tileCount, tileBytes, leaves)
      kernels.addLinearLeaves(leaves, place.outputs, treeCount, place.leafRecords, tiles, tileCount, tileBytes, scores)
    }
    for (let k = 0; k < outputCount; k++) {
      const at = k * tileCount * tileRows
      for (let row = from; row < to; row++) result[(row - begin) * outputCount + k] = sums[at + row - from]
    }
  }
  memory.release(mark)
  return result
}

/** The scores of one row; `out`: one number per output. */
export function scoreRow(forest: Forest, values: ArrayLike<number>, out: Float64Array): void {
  const { baseScores, outputs, linear } = forest
  const place = prepare(forest)
  const valueOf = (feature: number): number => values[feature]
  const treeCount = outputs.length
  if (place === undefined || treeCount === 0) {
    out.set(baseScores)
    for (let tree = 0; tree < treeCount; tree++) out[outputs[tree]] += leafOutput(forest, findLeaf(forest, tree, valueOf), valueOf)
    return
  }
  const { columns, tablesAt } = packed.get(forest)!
  const { memory } = place
  const mark = memory.mark()
  const tile = memory.allocate((columns.length + 1) * tileColumnBytes)
  const sumCount = linear === undefined ? out.length : treeCount
  const sums = memory.allocate(sumCount * 8) / 8
  const { f64 } = memory.views
  f64[tile / 8] = -Infinity
  for (let c = 0; c < columns.length; c++) {
    writeCell(memory.views, columns[c], tablesAt, tile / 8 + (c + 1) * tileRows, values[columns[c].feature])
  }
  for (let k = 0; k < sumCount; k++) f64[sums + k] = linear === undefined ? baseScores[k] : 0
  place.kernels.addTreesToRow(place.image, place.table, treeCount, tile, sums * 8)
  if (linear === undefined) for (let k = 0; k < out.length; k++) out[k] = f64[sums + k]!
  else {
    out.set(baseScores)
    for (let tree = 0; tree < treeCount; tree++) out[outputs[tree]] += leafOutput(forest, f64[sums + tree], valueOf)
  }
  memory.release(mark)
}

/** The same by the plain walk: the definition, and what serves where there is no WebAssembly. */
export function scoreRowsPlainly(forest: Forest, { features }: ScoredRows, begin: number, end: number): Float64Array {
  const scores = new Float64Array((end - begin) * forest.outputCount)
  const cells = features.map((feature) => {
    if (feature.layout === 'dense') return (row: number) => feature.values[row]
    const values = new Map(Array.from(feature.rows, (row, k) => [row, feature.values[k]]))
    return (row: number) => values.get(row) ?? 0
  })
  for (let row = begin; row < end; row++) {
    const at = (row - begin) * forest.outputCount
    const valueOf = (feature: number): number => cells[feature](row)
    scores.set(forest.baseScores, at)
    for (let tree = 0; tree < forest.roots.length; tree++) {
      scores[at + forest.outputs[tree]] += leafOutput(forest, findLeaf(forest, tree, valueOf), valueOf)
    }
  }
  return scores
}

function prepare(forest: Forest): ForestPlace | undefined {
  const size = forest.nodeFeature.length + 2 * forest.leafValue.length + (forest.linear?.features.length ?? 0)
  if (size > mostPackedNodes) return undefined
  let one = packed.get(forest)
  if (one === undefined) {
    one = packForest(forest)
    packed.set(forest, one)
  }
  return placeForest(one, forest.outputs)
}
