// Paired differences against what is known of them.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../base/core/index.js'
import { metrics } from '../../learn/metrics/index.js'
import { gainOver } from './gain.js'
import { estimateChoice } from './index.js'

const random = createRandom('gain')
const rowCount = 300
/** Three parts, the later the harder: both models suffer alike. */
const part = Int32Array.from({ length: rowCount }, (_, row) => Math.floor(row / 100))
const hardness = [0.2, 1, 6]
const target = Float64Array.from(part, (own) => hardness[own] * random.normal())
const rows = { task: 'regression', classCount: 0, target } as const
/** Takes away 30 % of every error. */
const model = target.map((value) => 0.3 * value)
const guess = target.map(() => 0)

describe('the gain over another model', () => {
  it('is clear where both intervals overlap because some parts are harder for both', () => {
    const common = { ...rows, metric: metrics.mae, folds: [part], random: createRandom(1) }
    const [own, other] = [model, guess].map((predictions) =>
      estimateChoice({ ...common, candidates: [{ name: 'one', predictions: [predictions] }] }),
    )
    expect(own.high).toBeGreaterThan(other.low)
    const gain = gainOver({ rows, metric: metrics.mae, model: [model], reference: [guess], random: createRandom(1) })
    expect(gain.value).toBeCloseTo(other.uncorrected - own.uncorrected, 12)
    expect(gain.low).toBeGreaterThan(0)
    expect(gain.high - gain.low).toBeLessThan(own.high - own.low)
  })

  it('changes its sign with the models, and is exactly none between equals', () => {
    const of = (one: Float64Array, other: Float64Array) =>
      gainOver({ rows, metric: metrics.mae, model: [one], reference: [other], random: createRandom(2) })
    expect(of(guess, model).value).toBeCloseTo(-of(model, guess).value, 12)
    expect(of(guess, model).high).toBeLessThan(0)
    expect(of(model, model)).toEqual({ value: 0, low: 0, high: 0 })
  })

  it('pays for the choice in the sign of the metric', () => {
    const input = { rows, metric: metrics.mae, model: [model], reference: [guess], random: createRandom(3) }
    expect(gainOver({ ...input, correction: 0.05 }).value).toBeCloseTo(gainOver(input).value - 0.05, 12)
  })
})
