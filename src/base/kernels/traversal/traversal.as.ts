// Sends rows down packed trees, eight at once: while one waits for its node, seven others go on. Twin: traversal.ts.

/** A packed node: threshold (f64, or of a leaf its value, or of a set its place and codes), column, left child; the right one follows the left. */
const columnAt: usize = 8
const leftAt: usize = 12
const nodeShift: i32 = 4

/** Lowest bits of a column where the node has a set: as 64 bits in place of its threshold, or in a table. */
const hasMask: i32 = 1
const hasTable: i32 = 2
const placeBits: i32 = -64

function stepNumeric(node: usize, x: f64): usize {
  return <usize>(load<i32>(node, leftAt) + (i32(!(x <= load<f64>(node))) << nodeShift))
}

/** Both questions are asked, so that nothing has to be guessed. */
function stepMasked(node: usize, column: i32, x: f64): usize {
  const isOutside = i32((reinterpret<i64>(x) & load<i64>(node)) === 0)
  const isAbove = i32(!(x <= load<f64>(node)))
  return <usize>(load<i32>(node, leftAt) + (select<i32>(isOutside, isAbove, column & hasMask) << nodeShift))
}

/** The same with tables: the column holds the place of the row's bits. Other nodes look at the first byte of the memory, and take no notice. */
function stepTabled(node: usize, column: i32, x: f64): usize {
  const tabled = -((column >> 1) & 1)
  const bits = <i32>load<u8>(<usize>((<i32>reinterpret<i64>(x) & tabled) + (load<i32>(node) & tabled)))
  const isOutside = (bits >>> load<i32>(node, 4)) & 1
  const isAbove = i32(!(x <= load<f64>(node)))
  return <usize>(load<i32>(node, leftAt) + (select<i32>(isOutside, isAbove, tabled) << nodeShift))
}

/** Where trees of all kinds go side by side. */
function stepAny(node: usize, column: i32, x: f64): usize {
  return (column & hasMask) === 0 ? stepTabled(node, column, x) : stepMasked(node, column, x)
}

function add(scores: usize, node: usize): void {
  store<f64>(scores, load<f64>(scores) + load<f64>(node))
}

/** Adds trees `first` … `end` − 1 to the scores of all tiles; what lies where stands with the twin. */
export function addTreesToTiles(table: usize, first: i32, end: i32, tiles: usize, tileCount: i32, tileBytes: i32, scores: usize): void {
  const outputBytes = (<usize>tileCount) << 6
  for (let tree = first; tree < end; tree++) {
    const entry = table + <usize>tree * 12
    const root = <usize>load<i32>(entry)
    let score = scores + <usize>load<i32>(entry, 4) * outputBytes
    const kind = load<i32>(entry, 8)
    let tile = tiles
    for (let t = 0; t < tileCount; t++) {
      let a = root
      let b = root
      let c = root
      let d = root
      let e = root
      let f = root
      let g = root
      let h = root
      if (kind === 0) {
        while (true) {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          const columns = ca | cb | cc | cd | ce | cf | cg | ch
          if (columns === 0) break
          a = stepNumeric(a, load<f64>(tile + <usize>ca))
          b = stepNumeric(b, load<f64>(tile + <usize>cb, 8))
          c = stepNumeric(c, load<f64>(tile + <usize>cc, 16))
          d = stepNumeric(d, load<f64>(tile + <usize>cd, 24))
          e = stepNumeric(e, load<f64>(tile + <usize>ce, 32))
          f = stepNumeric(f, load<f64>(tile + <usize>cf, 40))
          g = stepNumeric(g, load<f64>(tile + <usize>cg, 48))
          h = stepNumeric(h, load<f64>(tile + <usize>ch, 56))
        }
      } else if (kind === hasMask) {
        while (true) {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          const columns = ca | cb | cc | cd | ce | cf | cg | ch
          if (columns === 0) break
          a = stepMasked(a, ca, load<f64>(tile + <usize>(ca & placeBits)))
          b = stepMasked(b, cb, load<f64>(tile + <usize>(cb & placeBits), 8))
          c = stepMasked(c, cc, load<f64>(tile + <usize>(cc & placeBits), 16))
          d = stepMasked(d, cd, load<f64>(tile + <usize>(cd & placeBits), 24))
          e = stepMasked(e, ce, load<f64>(tile + <usize>(ce & placeBits), 32))
          f = stepMasked(f, cf, load<f64>(tile + <usize>(cf & placeBits), 40))
          g = stepMasked(g, cg, load<f64>(tile + <usize>(cg & placeBits), 48))
          h = stepMasked(h, ch, load<f64>(tile + <usize>(ch & placeBits), 56))
        }
      } else {
        while (true) {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          const columns = ca | cb | cc | cd | ce | cf | cg | ch
          if (columns === 0) break
          a = stepTabled(a, ca, load<f64>(tile + <usize>(ca & placeBits)))
          b = stepTabled(b, cb, load<f64>(tile + <usize>(cb & placeBits), 8))
          c = stepTabled(c, cc, load<f64>(tile + <usize>(cc & placeBits), 16))
          d = stepTabled(d, cd, load<f64>(tile + <usize>(cd & placeBits), 24))
          e = stepTabled(e, ce, load<f64>(tile + <usize>(ce & placeBits), 32))
          f = stepTabled(f, cf, load<f64>(tile + <usize>(cf & placeBits), 40))
          g = stepTabled(g, cg, load<f64>(tile + <usize>(cg & placeBits), 48))
          h = stepTabled(h, ch, load<f64>(tile + <usize>(ch & placeBits), 56))
        }
      }
      add(score, a)
      add(score + 8, b)
      add(score + 16, c)
      add(score + 24, d)
      add(score + 32, e)
      add(score + 40, f)
      add(score + 48, g)
      add(score + 56, h)
      tile += <usize>tileBytes
      score += 64
    }
  }
}

/** Adds all trees to the scores of the first row of one tile, eight trees at once; `scores`: one number per output. */
export function addTreesToRow(table: usize, treeCount: i32, tile: usize, scores: usize): void {
  const last = table + <usize>(treeCount - 1) * 12
  for (let tree = 0; tree < treeCount; tree += 8) {
    const entry = table + <usize>tree * 12
    let a = <usize>load<i32>(entry)
    let b = <usize>load<i32>(min(entry + 12, last))
    let c = <usize>load<i32>(min(entry + 24, last))
    let d = <usize>load<i32>(min(entry + 36, last))
    let e = <usize>load<i32>(min(entry + 48, last))
    let f = <usize>load<i32>(min(entry + 60, last))
    let g = <usize>load<i32>(min(entry + 72, last))
    let h = <usize>load<i32>(min(entry + 84, last))
    while (true) {
      const ca = load<i32>(a, columnAt)
      const cb = load<i32>(b, columnAt)
      const cc = load<i32>(c, columnAt)
      const cd = load<i32>(d, columnAt)
      const ce = load<i32>(e, columnAt)
      const cf = load<i32>(f, columnAt)
      const cg = load<i32>(g, columnAt)
      const ch = load<i32>(h, columnAt)
      const columns = ca | cb | cc | cd | ce | cf | cg | ch
      if (columns === 0) break
      if ((columns & (hasMask | hasTable)) === 0) {
        a = stepNumeric(a, load<f64>(tile + <usize>ca))
        b = stepNumeric(b, load<f64>(tile + <usize>cb))
        c = stepNumeric(c, load<f64>(tile + <usize>cc))
        d = stepNumeric(d, load<f64>(tile + <usize>cd))
        e = stepNumeric(e, load<f64>(tile + <usize>ce))
        f = stepNumeric(f, load<f64>(tile + <usize>cf))
        g = stepNumeric(g, load<f64>(tile + <usize>cg))
        h = stepNumeric(h, load<f64>(tile + <usize>ch))
      } else if ((columns & hasTable) === 0) {
        a = stepMasked(a, ca, load<f64>(tile + <usize>(ca & placeBits)))
        b = stepMasked(b, cb, load<f64>(tile + <usize>(cb & placeBits)))
        c = stepMasked(c, cc, load<f64>(tile + <usize>(cc & placeBits)))
        d = stepMasked(d, cd, load<f64>(tile + <usize>(cd & placeBits)))
        e = stepMasked(e, ce, load<f64>(tile + <usize>(ce & placeBits)))
        f = stepMasked(f, cf, load<f64>(tile + <usize>(cf & placeBits)))
        g = stepMasked(g, cg, load<f64>(tile + <usize>(cg & placeBits)))
        h = stepMasked(h, ch, load<f64>(tile + <usize>(ch & placeBits)))
      } else {
        a = stepAny(a, ca, load<f64>(tile + <usize>(ca & placeBits)))
        b = stepAny(b, cb, load<f64>(tile + <usize>(cb & placeBits)))
        c = stepAny(c, cc, load<f64>(tile + <usize>(cc & placeBits)))
        d = stepAny(d, cd, load<f64>(tile + <usize>(cd & placeBits)))
        e = stepAny(e, ce, load<f64>(tile + <usize>(ce & placeBits)))
        f = stepAny(f, cf, load<f64>(tile + <usize>(cf & placeBits)))
        g = stepAny(g, cg, load<f64>(tile + <usize>(cg & placeBits)))
        h = stepAny(h, ch, load<f64>(tile + <usize>(ch & placeBits)))
      }
    }
    const left = treeCount - tree
    add(scores + ((<usize>load<i32>(entry, 4)) << 3), a)
    if (left > 1) add(scores + ((<usize>load<i32>(entry + 12, 4)) << 3), b)
    if (left > 2) add(scores + ((<usize>load<i32>(entry + 24, 4)) << 3), c)
    if (left > 3) add(scores + ((<usize>load<i32>(entry + 36, 4)) << 3), d)
    if (left > 4) add(scores + ((<usize>load<i32>(entry + 48, 4)) << 3), e)
    if (left > 5) add(scores + ((<usize>load<i32>(entry + 60, 4)) << 3), f)
    if (left > 6) add(scores + ((<usize>load<i32>(entry + 72, 4)) << 3), g)
    if (left > 7) add(scores + ((<usize>load<i32>(entry + 84, 4)) << 3), h)
  }
}
