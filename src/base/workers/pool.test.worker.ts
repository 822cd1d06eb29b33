// A worker module for the tests of the pool.
import { MlwrightError } from '../core/index.js'
import { serveJobs } from './serve.js'

export type TestJobs = {
  add: { input: { a: number; b: number }; output: number }
  fail: { input: string; output: never }
  fill: { input: number; output: { values: Float64Array; thread: number } }
  spin: { input: undefined; output: never }
  writeShared: { input: number; output: number }
  die: { input: undefined; output: never }
}

serveJobs<TestJobs, { numbers: Float64Array }>({
  add: ({ a, b }) => a + b,
  fail: (message) => {
    throw new MlwrightError('TARGET_UNSUITABLE', message, { hint: 'a hint', details: { rows: 3 } })
  },
  fill: (length) => ({ values: new Float64Array(length).fill(length), thread: 1 }),
  spin: (_, { checkpoint }) => {
    for (;;) checkpoint()
  },
  writeShared: (value, { context }) => {
    context.numbers[0] = value
    return context.numbers.length
  },
  die: () => process.exit(3),
})
