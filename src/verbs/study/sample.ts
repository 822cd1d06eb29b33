// What a short time budget leaves room for: fewer rows and cheaper candidates, so that a real one can be tried, judged and written.
import { outputCountOf } from '../../base/core/index.js'
import type { Reading } from '../../data/sources/index.js'

/** Steps, so that small differences in speed seldom matter. */
const sizes = [200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000] as const
/** Of a first candidate, which is a linear one: for a number and output, over all folds on two threads, with its last fit. */
const fitMsPerNumber = { balanced: 0.006, fast: 0.0015 } as const
/** A cell of text becomes many terms. */
const numbersPerText = 100
/** Threads start and code gets warm. */
const firstFitMs = 300

/** All that comes after the search but the final fit takes about so long on an idle machine, in ms. */
export function finishingMsOf(rowCount: number): number {
  return 900 + rowCount * 0.015
}

export interface Hurry {
  /** The cheapest candidates alone. */
  readonly preset: 'fast'
  /** So many rows; absent: all. */
  readonly sample?: number
}

/**
 * How to get to a model in `leftMs`; undefined where there is time enough for about two candidates of all rows.
 * `slowdown`: how much slower than alone the machine gets on. A sample has at least 1,000 rows.
 */
export function hurryFor(reading: Reading, leftMs: number, slowdown: number): Hurry | undefined {
  const { schema, table } = reading
  const target = reading.target!
  const features = schema.columns.filter((column) => column.role === 'feature')
  const numbers = features.reduce((sum, column) => sum + (column.kind === 'text' ? numbersPerText : 1), 0)
  const outputs = outputCountOf(target.task, target.classes.length)
  const fits = (rowCount: number, preset: 'balanced' | 'fast'): boolean =>
    slowdown * (finishingMsOf(rowCount) + 2 * (firstFitMs + rowCount * numbers * outputs * fitMsPerNumber[preset])) <= leftMs
  const { rowCount } = table
  if (fits(rowCount, 'balanced')) return undefined
  if (fits(rowCount, 'fast')) return { preset: 'fast' }
  const size = sizes.find((rows) => rows < rowCount && fits(rows, 'fast')) ?? sizes.at(-1)!
  return size < rowCount ? { preset: 'fast', sample: size } : { preset: 'fast' }
}
