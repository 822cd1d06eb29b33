import { expect, test } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { metricsFor } from './registry.js'
import { prepareMetrics } from './several.js'
import type { Scored } from './metric.js'

const random = createRandom(4)

function scoredOf(task: Scored['task'], classCount: number, rowCount: number): Scored {
  const width = task === 'multiclass' ? classCount : 1
  const predictions = Float64Array.from({ length: rowCount * width }, () => random.next())
  if (task === 'multiclass') {
    for (let row = 0; row < rowCount; row++) {
      const own = predictions.subarray(row * width, (row + 1) * width)
      const sum = own.reduce((total, value) => total + value, 0)
      for (let k = 0; k < width; k++) own[k] /= sum
    }
  }
  const target = Float64Array.from({ length: rowCount }, () => (task === 'regression' ? random.next() + 1 : random.integer(classCount)))
  return { task, classCount, target, predictions, weights: Float64Array.from({ length: rowCount }, () => random.integer(3)) }
}

test.each([['binary', 2] as const, ['multiclass', 4] as const, ['regression', 0] as const])(
  '%s metrics at once are what each is alone',
  (task, classCount) => {
    const scored = scoredOf(task, classCount, 60)
    const metrics = metricsFor(task)
    const valuesUnder = prepareMetrics(metrics, scored)
    for (let draw = 0; draw < 3; draw++) {
      const weights = Float64Array.from({ length: 60 }, () => random.integer(4))
      expect(Array.from(valuesUnder(weights))).toEqual(metrics.map((metric) => metric.prepare(scored)(weights)))
    }
  },
)

test('predictions that are no numbers give no values', () => {
  const scored = scoredOf('binary', 2, 12)
  scored.predictions[3] = NaN
  expect(Array.from(prepareMetrics(metricsFor('binary'), scored)(new Float64Array(12).fill(1))).every(Number.isNaN)).toBe(true)
})
