// Settings go by rows, columns and task, and each of them fits.
import { expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../base/core/index.js'
import { adaptiveParameters, gbdtCandidates } from './candidates.js'
import { fitGbdt } from './engine/fit.js'
import { gbdtParameters } from './parameters.js'

const shape = { task: 'binary', rowCount: 1000, classCount: 2, columnCount: 10, hasText: false } as const

it('adapts to rows, classes and columns', () => {
  const few = adaptiveParameters(shape)
  const many = adaptiveParameters({ ...shape, rowCount: 50_000 })
  expect(few.learningRate!).toBeLessThan(many.learningRate!)
  expect(few.minRowsPerLeaf!).toBeLessThan(many.minRowsPerLeaf!)
  const classes = adaptiveParameters({ ...shape, task: 'multiclass', classCount: 20 })
  expect(classes.rounds! * 20).toBeLessThanOrEqual(4000)
  const namesOf = (given: Partial<typeof shape> | { readonly columnCount: number }): string[] =>
    gbdtCandidates({ ...shape, ...given }).map(({ name }) => name)
  expect(namesOf({})).toContain('gbdt-random')
  expect(namesOf({ columnCount: 5000 })).not.toContain('gbdt-random')
})

it.each(gbdtCandidates(shape).map(({ name, parameters }) => [name, parameters] as const))('%s fits', (_, parameters) => {
  const random = createRandom(1)
  const column = Float64Array.from({ length: 400 }, () => random.normal())
  const target = column.map((value) => (value + random.normal() > 0 ? 1 : 0))
  const view = { rowCount: 400, features: [{ layout: 'dense', name: 'x', column: 'x', values: column }] } as const
  const model = fitGbdt({ view, target, task: 'binary', classCount: 2 }, resolveParameters(gbdtParameters, parameters), {
    random: createRandom(0),
    checkpoint: () => {},
  })
  const right = model.predict(view).filter((probability, row) => probability > 0.5 === (target[row] === 1)).length
  expect(right / 400).toBeGreaterThan(0.65)
})
