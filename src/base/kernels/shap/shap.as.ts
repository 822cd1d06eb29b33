// Shapley values of the features for a block of rows in one tree, two rows at a time. Twin and explanation: shap.ts.

/** Answers known while compiling: each combination becomes a function of its own. */
type Yes = f64
type No = i32

const nodeBytes: usize = 36
const numberBytes: usize = 48

export function explainWords(
  steps: usize,
  stepCount: i32,
  nodes: usize,
  numbers: usize,
  words: usize,
  wordStride: i32,
  rowCount: i32,
  points: usize,
  pointCount: i32,
  path: usize,
  results: usize,
  agrees: usize,
  chances: usize,
  gains: usize,
  gainStride: i32,
  playerCount: i32,
): void {
  const rowBytes = (<usize>rowCount) << 3
  const pairBytes = (<usize>pointCount) << 4
  const level = (<usize>rowCount * <usize>pointCount) << 3
  const pointBytes = (<usize>pointCount) << 3
  const gainBytes = (<usize>gainStride) << 3
  for (let player: usize = 0; player < <usize>playerCount; player++) memory.fill(gains + player * gainBytes, 0, rowBytes)
  for (let pair: usize = 0; pair < level; pair += pairBytes) {
    for (let k: usize = 0; k < pointBytes; k += 8) {
      v128.store(path + pair + (k << 1), v128.load64_splat(points + pointBytes + k))
    }
  }
  for (let s = 0; s < stepCount; s++) {
    const step = load<i32>(steps + ((<usize>s) << 2))
    const phase = step & 3
    const record = nodes + <usize>(step >> 2) * nodeBytes
    const number = numbers + <usize>(step >> 2) * numberBytes
    const depth = <usize>load<i32>(record, 4)
    const previous = load<i32>(record, 12)
    const children = load<i32>(record, 20)
    const left = agrees + depth * 2 * rowBytes
    const before = agrees + <usize>(previous < 0 ? 0 : previous) * rowBytes
    if (phase == 0 || phase == 3) {
      const node = step >> 2
      branch(words + ((<usize>(node >>> 6) * <usize>wordStride) << 3), node & 63, rowBytes, left)
      if (previous >= 0) {
        for (let i: usize = 0; i < rowBytes; i += 16) {
          const agreed = v128.load(before + i)
          const both = f64x2.mul(agreed, v128.load(left + i))
          v128.store(left + i, both)
          v128.store(left + rowBytes + i, f64x2.sub(agreed, both))
        }
      } else {
        const one = f64x2.splat(1)
        for (let i: usize = 0; i < rowBytes; i += 16) v128.store(left + rowBytes + i, f64x2.sub(one, v128.load(left + i)))
      }
    }
    const alpha = previous < 0 ? points : chances + ((depth * pointBytes) << 1)
    if (previous >= 0 && (phase == 0 || phase == 3)) {
      const shares = load<f64>(number, 24)
      for (let k: usize = 0; k < pointBytes; k += 8) {
        const point = load<f64>(points + k)
        const chance = point + (1 - point) * shares
        store<f64>(alpha + k, point / chance)
        store<f64>(alpha + pointBytes + k, shares / (chance * chance))
      }
    }
    const from = path + depth * level
    if (phase < 2) {
      const side: usize = phase == 1 || (children & 1) == 0 ? 1 : 0
      const share = load<f64>(number + (side << 3), 8)
      if (previous >= 0) descend<Yes>(share, left + side * rowBytes, before, alpha, from, level, rowBytes, pairBytes)
      else descend<No>(share, left + side * rowBytes, before, alpha, from, level, rowBytes, pairBytes)
      continue
    }
    const target = load<i32>(record, 16)
    // Nobody needs what the root expects.
    const to: usize = target < 0 ? 0 : results + <usize>target * level
    const below = results + depth * 2 * level
    const sums = gains + <usize>load<i32>(record, 32) * gainBytes
    if (previous >= 0) {
      if (phase == 3) pass<Yes>(number, left, before, alpha, from, to, sums, rowBytes, pairBytes)
      else if (children == 3) leave<Yes, Yes, Yes>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
      else if (children == 1) leave<Yes, Yes, No>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
      else leave<Yes, No, Yes>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
    } else if (phase == 3) pass<No>(number, left, before, alpha, from, to, sums, rowBytes, pairBytes)
    else if (children == 3) leave<No, Yes, Yes>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
    else if (children == 1) leave<No, Yes, No>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
    else leave<No, No, Yes>(number, left, before, alpha, from, to, below, level, sums, rowBytes, pairBytes)
  }
}

/** Writes 1 for every row that goes left, 0 for the others. */
function branch(word: usize, bit: i32, rowBytes: usize, left: usize): void {
  const lowest = i64x2.splat(1)
  const one = f64x2.splat(1)
  for (let i: usize = 0; i < rowBytes; i += 16) {
    v128.store(left + i, v128.and(one, i64x2.neg(v128.and(lowest, i64x2.shr_u(v128.load(word + i), bit)))))
  }
}

/** What precedes the child of one side on the path. */
function descend<Repeated>(
  share: f64,
  agree: usize,
  before: usize,
  alpha: usize,
  from: usize,
  level: usize,
  rowBytes: usize,
  pairBytes: usize,
): void {
  const shares = f64x2.splat(share)
  let at = from
  for (let i: usize = 0; i < rowBytes; i += 16) {
    const excess = f64x2.sub(v128.load(agree + i), isFloat<Repeated>() ? f64x2.mul(v128.load(before + i), shares) : shares)
    for (let k: usize = 0; k < pairBytes; k += 16) {
      const factor = f64x2.add(shares, f64x2.mul(v128.load64_splat(alpha + (k >> 1)), excess))
      v128.store(at + level + k, f64x2.mul(v128.load(at + k), factor))
    }
    at += pairBytes
  }
}

/** A node whose children are leaves. */
function pass<Repeated>(
  number: usize,
  left: usize,
  before: usize,
  alpha: usize,
  from: usize,
  to: usize,
  sums: usize,
  rowBytes: usize,
  pairBytes: usize,
): void {
  const leftShare = v128.load64_splat(number, 8)
  const rightShare = v128.load64_splat(number, 16)
  const leftLeaf = v128.load64_splat(number, 32)
  const rightLeaf = v128.load64_splat(number, 40)
  const mean = f64x2.add(f64x2.mul(leftShare, leftLeaf), f64x2.mul(rightShare, rightLeaf))
  const heights = alpha + (pairBytes >> 1)
  for (let i: usize = 0; i < rowBytes; i += 16) {
    let leftExpected = leftShare
    let rightExpected = rightShare
    if (isFloat<Repeated>()) {
      const agreed = v128.load(before + i)
      leftExpected = f64x2.mul(agreed, leftShare)
      rightExpected = f64x2.mul(agreed, rightShare)
    }
    const leftExcess = f64x2.sub(v128.load(left + i), leftExpected)
    const rightExcess = f64x2.sub(v128.load(left + rowBytes + i), rightExpected)
    const gain = f64x2.add(f64x2.mul(leftExcess, leftLeaf), f64x2.mul(rightExcess, rightLeaf))
    let sum = f64x2.splat(0)
    for (let k: usize = 0; k < pairBytes; k += 16) {
      const precedes = v128.load(from + k)
      sum = f64x2.add(sum, isFloat<Repeated>() ? f64x2.mul(precedes, v128.load64_splat(heights + (k >> 1))) : precedes)
    }
    if (to != 0) {
      for (let k: usize = 0; k < pairBytes; k += 16) {
        v128.store(to + k, f64x2.add(mean, f64x2.mul(v128.load64_splat(alpha + (k >> 1)), gain)))
      }
      to += pairBytes
    }
    v128.store(sums + i, f64x2.add(v128.load(sums + i), f64x2.mul(sum, gain)))
    from += pairBytes
  }
}

/** A node of whose children one or both are nodes, after them. */
function leave<Repeated, LeftNode, RightNode>(
  number: usize,
  left: usize,
  before: usize,
  alpha: usize,
  from: usize,
  to: usize,
  below: usize,
  level: usize,
  sums: usize,
  rowBytes: usize,
  pairBytes: usize,
): void {
  const leftShare = v128.load64_splat(number, 8)
  const rightShare = v128.load64_splat(number, 16)
  const leftLeaf = v128.load64_splat(number, 32)
  const rightLeaf = v128.load64_splat(number, 40)
  const heights = alpha + (pairBytes >> 1)
  const isRoot = to == 0
  for (let i: usize = 0; i < rowBytes; i += 16) {
    let leftExpected = leftShare
    let rightExpected = rightShare
    if (isFloat<Repeated>()) {
      const agreed = v128.load(before + i)
      leftExpected = f64x2.mul(agreed, leftShare)
      rightExpected = f64x2.mul(agreed, rightShare)
    }
    const leftExcess = f64x2.sub(v128.load(left + i), leftExpected)
    const rightExcess = f64x2.sub(v128.load(left + rowBytes + i), rightExpected)
    let sum = f64x2.splat(0)
    for (let k: usize = 0; k < pairBytes; k += 16) {
      const leftResult = isFloat<LeftNode>() ? v128.load(below + k) : leftLeaf
      const rightResult = isFloat<RightNode>() ? v128.load(below + level + k) : rightLeaf
      const gain = f64x2.add(f64x2.mul(leftExcess, leftResult), f64x2.mul(rightExcess, rightResult))
      const precedes = v128.load(from + k)
      sum = f64x2.add(sum, f64x2.mul(isFloat<Repeated>() ? f64x2.mul(precedes, v128.load64_splat(heights + (k >> 1))) : precedes, gain))
      if (!isRoot) {
        const mean = f64x2.add(f64x2.mul(leftShare, leftResult), f64x2.mul(rightShare, rightResult))
        v128.store(to + k, f64x2.add(mean, f64x2.mul(v128.load64_splat(alpha + (k >> 1)), gain)))
      }
    }
    v128.store(sums + i, f64x2.add(v128.load(sums + i), sum))
    from += pairBytes
    below += pairBytes
    to += isRoot ? 0 : pairBytes
  }
}
