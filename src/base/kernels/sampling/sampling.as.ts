// Random shares of rows. Twin: sampling.ts, which says what the arguments are.

/** The next 32 bits of each of the four generators. */
function nextWords(state: usize): v128 {
  const b = v128.load(state, 16)
  const fivefold = i32x4.add(i32x4.shl(b, 2), b)
  const rotated = v128.or(i32x4.shl(fivefold, 7), i32x4.shr_u(fivefold, 25))
  const c = v128.xor(v128.load(state, 32), v128.load(state))
  const d = v128.xor(v128.load(state, 48), b)
  v128.store(state, v128.xor(v128.load(state), d))
  v128.store(state, v128.xor(b, c), 16)
  v128.store(state, v128.xor(c, i32x4.shl(b, 9)), 32)
  v128.store(state, v128.or(i32x4.shl(d, 11), i32x4.shr_u(d, 21)), 48)
  return i32x4.add(i32x4.shl(rotated, 3), rotated)
}

export function drawRows(rows: usize, count: i32, wanted: i32, state: usize, marks: usize, order: usize): void {
  const cut = <u8>min<f64>(255, floor((256 * <f64>wanted) / <f64>count + 0.5))
  const cuts = i8x16.splat(<i8>cut)
  const drawn = i8x16.splat(4)
  let taken = 0
  for (let block = 0; block < count; block += 16) {
    const below = i8x16.lt_u(nextWords(state), cuts)
    v128.store(marks + <usize>block, v128.and(below, drawn))
    const rest = count - block
    const bits = i8x16.bitmask(below)
    taken += popcnt<i32>(rest < 16 ? bits & ((1 << rest) - 1) : bits)
  }
  while (taken != wanted) {
    const word = <u32>i32x4.extract_lane(nextWords(state), 0)
    const at = marks + <usize>floor((<f64>word / 4294967296) * <f64>count)
    const lacking = taken < wanted
    if ((load<u8>(at) == 0) != lacking) continue
    store<u8>(at, lacking ? 4 : 0)
    taken += lacking ? 1 : -1
  }
  let inside = order
  let outside = order + ((<usize>wanted) << 2)
  for (let i: usize = 0; i < <usize>count; i++) {
    const step = <usize>load<u8>(marks + i)
    store<u32>(select<usize>(inside, outside, step != 0), load<u32>(rows + (i << 2)))
    inside += step
    outside += 4 - step
  }
}
