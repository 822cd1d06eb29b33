// Evaluates linear leaves of rows that were sent down their trees. Twin: linear-leaves.ts.

/** Adds what the leaves give to the scores; what lies where stands with the twin. */
export function addLinearLeaves(
  leaves: usize,
  outputs: usize,
  treeCount: i32,
  records: usize,
  tiles: usize,
  tileCount: i32,
  tileBytes: i32,
  scores: usize,
): void {
  const outputBytes = (<usize>tileCount) << 6
  let found = leaves
  for (let tree = 0; tree < treeCount; tree++) {
    let score = scores + <usize>load<i32>(outputs + ((<usize>tree) << 2)) * outputBytes
    let tile = tiles
    for (let t = 0; t < tileCount; t++) {
      for (let lane: usize = 0; lane < 64; lane += 8) {
        const leaf = records + <usize>load<f64>(found) * 24
        let sum = load<f64>(leaf)
        let entry = records + <usize>load<i32>(leaf, 16)
        const end = records + <usize>load<i32>(leaf, 20)
        for (; entry < end; entry += 16) {
          const x = load<f64>(tile + lane + <usize>load<i32>(entry, 8))
          if (!(abs<f64>(x) < Infinity)) {
            sum = load<f64>(leaf, 8)
            break
          }
          sum += load<f64>(entry) * x
        }
        store<f64>(score, load<f64>(score) + sum)
        found += 8
        score += 8
      }
      tile += <usize>tileBytes
    }
  }
}
