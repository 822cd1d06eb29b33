// Tables for the tests of the library.
import { createRandom } from '../../../../base/core/index.js'
import type { GbdtColumn, GbdtData } from './types.js'

export type ExampleTask = 'l2' | 'binary' | 'multiclass'

/** Two informative columns, one of them in single precision, one of noise, one with missing values, one of whole numbers. */
export function exampleData(
  task: ExampleTask,
  rowCount: number,
  seed: number,
): GbdtData & { readonly columns: GbdtColumn[]; readonly labels: Float64Array } {
  const random = createRandom(seed)
  const column = (make: () => number): Float64Array => Float64Array.from({ length: rowCount }, make)
  const first = column(() => random.normal())
  const second = Float32Array.from({ length: rowCount }, () => random.next())
  const noise = column(() => random.next())
  const holed = first.map((value) => (random.next() < 0.2 ? NaN : value ** 2))
  const whole = Int32Array.from({ length: rowCount }, () => random.integer(6) - 2)
  const signal = first.map((value, row) => Math.sin(2 * value) + (whole[row] > 1 ? value : 0) + second[row] + 0.3 * random.normal())
  const cuts = task === 'l2' ? [] : task === 'binary' ? [0.6] : [0, 1]
  const labels = task === 'l2' ? signal : signal.map((value) => cuts.filter((cut) => value > cut).length)
  return { columns: [first, second, noise, holed, whole], labels }
}
