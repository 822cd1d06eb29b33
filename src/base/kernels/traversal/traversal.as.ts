// Sends rows down packed trees, eight at once: while one waits for its node, seven others go on. Twin: traversal.ts.

/** A packed node: threshold (f64, or of a leaf its value, or of a set its place and codes), column, left child; the right one follows the left. */
const columnAt: usize = 8
const leftAt: usize = 12
const nodeShift: i32 = 4

/** Lowest bits of a column where the node has a set: as 64 bits in place of its threshold, or in a table. */
const hasMask: i32 = 1
const hasTable: i32 = 2
const placeBits: i32 = -64

function stepNumeric(image: usize, node: usize, value: usize): usize {
  return image + <usize>(load<i32>(node, leftAt) + (i32(!(load<f64>(value) <= load<f64>(node))) << nodeShift))
}

/** Both questions are asked, so that nothing has to be guessed. */
function stepMasked(image: usize, node: usize, column: i32, value: usize): usize {
  const isOutside = i32((load<i64>(value) & load<i64>(node)) === 0)
  const isAbove = i32(!(load<f64>(value) <= load<f64>(node)))
  return image + <usize>(load<i32>(node, leftAt) + (select<i32>(isOutside, isAbove, column & hasMask) << nodeShift))
}

/** The same with tables: the column holds the place of the row's bits. Other nodes look at the first byte of the image, and take no notice. */
function stepTabled(image: usize, node: usize, column: i32, value: usize): usize {
  const tabled = -((column >> 1) & 1)
  const bits = load<u8>(image + <usize>((load<i32>(value) & tabled) + (load<i32>(node) & tabled)))
  const isOutside = (<i32>bits >>> load<i32>(node, 4)) & 1
  const isAbove = i32(!(load<f64>(value) <= load<f64>(node)))
  return image + <usize>(load<i32>(node, leftAt) + (select<i32>(isOutside, isAbove, tabled) << nodeShift))
}

/** Where trees of all kinds go side by side. */
function stepAny(image: usize, node: usize, column: i32, value: usize): usize {
  return (column & hasMask) === 0 ? stepTabled(image, node, column, value) : stepMasked(image, node, column, value)
}

function add(scores: usize, node: usize): void {
  store<f64>(scores, load<f64>(scores) + load<f64>(node))
}

/** Adds trees `first` … `end` − 1 to the scores of all tiles; what lies where stands with the twin. */
export function addTreesToTiles(
  image: usize,
  table: usize,
  first: i32,
  end: i32,
  tiles: usize,
  tileCount: i32,
  tileBytes: i32,
  scores: usize,
): void {
  const outputBytes = (<usize>tileCount) << 6
  for (let tree = first; tree < end; tree++) {
    const entry = table + <usize>tree * 12
    const root = image + <usize>load<i32>(entry)
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
      let columns: i32
      if (kind === 0) {
        do {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          a = stepNumeric(image, a, tile + <usize>ca)
          b = stepNumeric(image, b, tile + <usize>cb + 8)
          c = stepNumeric(image, c, tile + <usize>cc + 16)
          d = stepNumeric(image, d, tile + <usize>cd + 24)
          e = stepNumeric(image, e, tile + <usize>ce + 32)
          f = stepNumeric(image, f, tile + <usize>cf + 40)
          g = stepNumeric(image, g, tile + <usize>cg + 48)
          h = stepNumeric(image, h, tile + <usize>ch + 56)
          columns = ca | cb | cc | cd | ce | cf | cg | ch
        } while (columns !== 0)
      } else if (kind === hasMask) {
        do {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          a = stepMasked(image, a, ca, tile + <usize>(ca & placeBits))
          b = stepMasked(image, b, cb, tile + <usize>(cb & placeBits) + 8)
          c = stepMasked(image, c, cc, tile + <usize>(cc & placeBits) + 16)
          d = stepMasked(image, d, cd, tile + <usize>(cd & placeBits) + 24)
          e = stepMasked(image, e, ce, tile + <usize>(ce & placeBits) + 32)
          f = stepMasked(image, f, cf, tile + <usize>(cf & placeBits) + 40)
          g = stepMasked(image, g, cg, tile + <usize>(cg & placeBits) + 48)
          h = stepMasked(image, h, ch, tile + <usize>(ch & placeBits) + 56)
          columns = ca | cb | cc | cd | ce | cf | cg | ch
        } while (columns !== 0)
      } else {
        do {
          const ca = load<i32>(a, columnAt)
          const cb = load<i32>(b, columnAt)
          const cc = load<i32>(c, columnAt)
          const cd = load<i32>(d, columnAt)
          const ce = load<i32>(e, columnAt)
          const cf = load<i32>(f, columnAt)
          const cg = load<i32>(g, columnAt)
          const ch = load<i32>(h, columnAt)
          a = stepTabled(image, a, ca, tile + <usize>(ca & placeBits))
          b = stepTabled(image, b, cb, tile + <usize>(cb & placeBits) + 8)
          c = stepTabled(image, c, cc, tile + <usize>(cc & placeBits) + 16)
          d = stepTabled(image, d, cd, tile + <usize>(cd & placeBits) + 24)
          e = stepTabled(image, e, ce, tile + <usize>(ce & placeBits) + 32)
          f = stepTabled(image, f, cf, tile + <usize>(cf & placeBits) + 40)
          g = stepTabled(image, g, cg, tile + <usize>(cg & placeBits) + 48)
          h = stepTabled(image, h, ch, tile + <usize>(ch & placeBits) + 56)
          columns = ca | cb | cc | cd | ce | cf | cg | ch
        } while (columns !== 0)
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
export function addTreesToRow(image: usize, table: usize, treeCount: i32, tile: usize, scores: usize): void {
  const last = table + <usize>(treeCount - 1) * 12
  for (let tree = 0; tree < treeCount; tree += 8) {
    const entry = table + <usize>tree * 12
    let a = image + <usize>load<i32>(entry)
    let b = image + <usize>load<i32>(min(entry + 12, last))
    let c = image + <usize>load<i32>(min(entry + 24, last))
    let d = image + <usize>load<i32>(min(entry + 36, last))
    let e = image + <usize>load<i32>(min(entry + 48, last))
    let f = image + <usize>load<i32>(min(entry + 60, last))
    let g = image + <usize>load<i32>(min(entry + 72, last))
    let h = image + <usize>load<i32>(min(entry + 84, last))
    let columns: i32
    do {
      const ca = load<i32>(a, columnAt)
      const cb = load<i32>(b, columnAt)
      const cc = load<i32>(c, columnAt)
      const cd = load<i32>(d, columnAt)
      const ce = load<i32>(e, columnAt)
      const cf = load<i32>(f, columnAt)
      const cg = load<i32>(g, columnAt)
      const ch = load<i32>(h, columnAt)
      columns = ca | cb | cc | cd | ce | cf | cg | ch
      if ((columns & (hasMask | hasTable)) === 0) {
        a = stepNumeric(image, a, tile + <usize>ca)
        b = stepNumeric(image, b, tile + <usize>cb)
        c = stepNumeric(image, c, tile + <usize>cc)
        d = stepNumeric(image, d, tile + <usize>cd)
        e = stepNumeric(image, e, tile + <usize>ce)
        f = stepNumeric(image, f, tile + <usize>cf)
        g = stepNumeric(image, g, tile + <usize>cg)
        h = stepNumeric(image, h, tile + <usize>ch)
      } else if ((columns & hasTable) === 0) {
        a = stepMasked(image, a, ca, tile + <usize>(ca & placeBits))
        b = stepMasked(image, b, cb, tile + <usize>(cb & placeBits))
        c = stepMasked(image, c, cc, tile + <usize>(cc & placeBits))
        d = stepMasked(image, d, cd, tile + <usize>(cd & placeBits))
        e = stepMasked(image, e, ce, tile + <usize>(ce & placeBits))
        f = stepMasked(image, f, cf, tile + <usize>(cf & placeBits))
        g = stepMasked(image, g, cg, tile + <usize>(cg & placeBits))
        h = stepMasked(image, h, ch, tile + <usize>(ch & placeBits))
      } else {
        a = stepAny(image, a, ca, tile + <usize>(ca & placeBits))
        b = stepAny(image, b, cb, tile + <usize>(cb & placeBits))
        c = stepAny(image, c, cc, tile + <usize>(cc & placeBits))
        d = stepAny(image, d, cd, tile + <usize>(cd & placeBits))
        e = stepAny(image, e, ce, tile + <usize>(ce & placeBits))
        f = stepAny(image, f, cf, tile + <usize>(cf & placeBits))
        g = stepAny(image, g, cg, tile + <usize>(cg & placeBits))
        h = stepAny(image, h, ch, tile + <usize>(ch & placeBits))
      }
    } while (columns !== 0)
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
