// Which rows go where, and what they get. Twin: partition.ts, which says what the arguments are.

export function partitionRows(column: usize, sides: usize, rows: usize, begin: i32, end: i32, scratch: usize): i32 {
  const stop = rows + ((<usize>end) << 2)
  let left = rows + ((<usize>begin) << 2)
  let right = scratch
  for (let at = left; at < stop; at += 4) {
    const row = load<u32>(at)
    const step = <usize>load<u8>(sides + <usize>load<u8>(column + <usize>row))
    store<u32>(left, row)
    store<u32>(right, row)
    left += step
    right += 4 - step
  }
  memory.copy(left, scratch, right - scratch)
  return <i32>((left - rows) >> 2)
}

export function swapRuns(rows: usize, begin: i32, middle: i32, end: i32, scratch: usize): void {
  const first = rows + ((<usize>begin) << 2)
  const before = (<usize>(middle - begin)) << 2
  const after = (<usize>(end - middle)) << 2
  memory.copy(scratch, first, before)
  memory.copy(first, first + before, after)
  memory.copy(first + after, scratch, before)
}

export function expandThin(column: usize, rowCount: i32, common: i32, rows: usize, bins: usize, count: i32): void {
  memory.fill(column, <u8>common, <usize>rowCount)
  for (let i = 0; i < count; i++) {
    store<u8>(column + <usize>load<u32>(rows + ((<usize>i) << 2)), load<u8>(bins + <usize>i))
  }
}

export function sumRows(gradients: usize, hessians: usize, rows: usize, begin: i32, end: i32, out: usize): void {
  let gradient = 0.0
  let hessian = 0.0
  for (let i = begin; i < end; i++) {
    const at = (<usize>load<u32>(rows + ((<usize>i) << 2))) << 2
    gradient += <f64>load<f32>(gradients + at)
    hessian += <f64>load<f32>(hessians + at)
  }
  store<f64>(out, gradient)
  store<f64>(out, hessian, 8)
}

export function addToScores(scores: usize, rows: usize, begin: i32, end: i32, value: f64): void {
  for (let i = begin; i < end; i++) {
    const at = scores + ((<usize>load<u32>(rows + ((<usize>i) << 2))) << 3)
    store<f64>(at, load<f64>(at) + value)
  }
}
