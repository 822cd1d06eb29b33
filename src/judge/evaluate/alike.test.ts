import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { metricsFor, prepareMetrics } from '../../learn/metrics/index.js'
import type { Scored } from '../../learn/metrics/index.js'
import { groupAlike } from './alike.js'

const random = createRandom(9)
const rowCount = 80

test.each([['binary', 2, [0.3]] as const, ['multiclass', 3, [0.5, 0.3, 0.2]] as const])(
  'a guess of %s classes has the metrics of all its rows',
  (task, classCount, guess) => {
    const target = Float64Array.from({ length: rowCount }, () => random.integer(classCount))
    const predictions = Float64Array.from({ length: rowCount * guess.length }, (_, i) => guess[i % guess.length])
    const scored: Scored = { task, classCount, target, predictions }
    const alike = groupAlike([scored])!
    const drawn = Float64Array.from({ length: rowCount }, () => random.integer(4))
    const metrics = metricsFor(task)
    const few = Array.from(prepareMetrics(metrics, alike.repeats[0])(alike.weigh(drawn)))
    const all = Array.from(prepareMetrics(metrics, scored)(drawn))
    expect(few.length).toBe(all.length)
    few.forEach((value, m) => expect(value, metrics[m].id).toBeCloseTo(all[m], 12))
  },
)

test('rows that are predicted differently are not joined', () => {
  const scored: Scored = { task: 'binary', classCount: 2, target: Float64Array.of(0, 1, 1), predictions: Float64Array.of(0.2, 0.2, 0.3) }
  expect(groupAlike([scored])).toBeUndefined()
})
