// Several threads score what one scores.
import { describe, expect, it } from 'vitest'
import { trainGbdt } from './index.js'
import { exampleData } from './examples.test.support.js'

describe.each(['binary', 'multiclass'] as const)('%s', (objective) => {
  it('2 and 3 threads predict what one predicts, to the last digit, from memory of any kind', async () => {
    const model = await trainGbdt(exampleData(objective, 2000, 1), { objective, rounds: objective === 'binary' ? 360 : 120, leaves: 4 })
    const { columns } = exampleData(objective, 60_001, 2)
    const alone = model.predict(columns)
    expect(model.predict(columns, { threads: 2 })).toEqual(alone)
    const shared = columns.map((column) => {
      const copy = new (column.constructor as Float64ArrayConstructor)(new SharedArrayBuffer(column.byteLength))
      copy.set(column)
      return copy
    })
    const again = model.predictRaw(shared, { threads: 3 })
    expect(again).toEqual(model.predictRaw(columns))
    expect(again.buffer).toBeInstanceOf(ArrayBuffer)
  })
})
