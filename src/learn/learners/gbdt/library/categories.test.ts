// Categorical columns of a caller: which rows they tell apart, and what becomes of them in a model that is stored.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { gbdtFromJSON, trainGbdt } from './index.js'

const random = createRandom(1)
const rows = 2000
const codes = Int32Array.from({ length: rows }, () => (random.next() < 0.1 ? -1 : random.integer(24)))
const numbers = Float64Array.from({ length: rows }, () => random.normal())
/** Levels that a threshold cannot tell apart. */
const isHigh = (code: number): boolean => code % 3 === 0
const labels = codes.map((code, row) => (Number(isHigh(code)) * 2 - 1 + 0.5 * random.normal() + 0.2 * numbers[row] > 0 ? 1 : 0))
const data = { columns: [codes, numbers], labels, categorical: [0] }

describe('categorical', () => {
  it('tells levels apart by sets: one split does what no threshold does', async () => {
    const grouped = await trainGbdt(data, { objective: 'binary', rounds: 1, leaves: 2 })
    const cut = await trainGbdt({ ...data, categorical: [] }, { objective: 'binary', rounds: 1, leaves: 2 })
    const levels = Int32Array.from({ length: 24 }, (_, code) => code)
    const high = Array.from(levels, isHigh)
    const foundBy = (model: typeof grouped): boolean[] => {
      const predictions = model.predict([levels, new Float64Array(24)])
      const middle = (Math.max(...predictions) + Math.min(...predictions)) / 2
      return Array.from(predictions, (value) => value > middle)
    }
    expect(foundBy(grouped)).toEqual(high)
    expect(foundBy(cut)).not.toEqual(high)
  })

  it('unseen levels and any sign of missing go one way; a stored model does the same', async () => {
    const model = await trainGbdt(data, { objective: 'binary', rounds: 20 })
    const asked = [Float64Array.of(-1, NaN, -7, 24, 1e6, 3), new Float64Array(6)]
    const [first, ...others] = model.predict(asked)
    expect(others.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => first))
    expect(others[4]).not.toBe(first)
    const stored = gbdtFromJSON(JSON.parse(JSON.stringify(model.toJSON())))
    expect(stored.predict(asked)).toEqual(model.predict(asked))
    expect(Array.from(asked[0], (code) => stored.predictRow([code, 0])[0])).toEqual(Array.from(model.predict(asked)))
  })
})
