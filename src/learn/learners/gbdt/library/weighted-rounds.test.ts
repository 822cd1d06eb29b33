// Where later rounds change the weights of earlier ones, what is told of a round is what the model of so many rounds gives.
import { expect, it } from 'vitest'
import { exampleData } from './examples.test.support.js'
import { trainGbdt } from './index.js'
import type { GbdtRound, GbdtTrainParameters } from './index.js'

it.each<GbdtTrainParameters>([
  { learningRate: 0.3, boosting: 'dart', skipDrop: 0.2, dropRate: 0.3 },
  { learningRate: 0.3, boosting: 'dart', xgboostDart: true, skipDrop: 0, growth: 'symmetric' },
  { boosting: 'rf', subsample: 0.5 },
  { learningRate: 0.3, linearLeaves: true, linearLambda: 1 },
])('%j', async (given) => {
  const [data, validation] = [exampleData('l2', 800, 1), exampleData('l2', 400, 2)]
  const parameters = { ...given, rounds: 60, leaves: 12 }
  const told: GbdtRound[] = []
  const model = await trainGbdt(data, parameters, { validation, patience: 8, onRound: (round) => told.push(round) })
  const errorOf = (predicted: Float64Array): number =>
    predicted.reduce((sum, value, row) => sum + (value - validation.labels[row]) ** 2, 0) / predicted.length
  const best = told.reduce((least, round) => (round.validationValue! < least.validationValue! ? round : least))
  expect(model.rounds).toBe(best.round)
  expect(errorOf(model.predict(validation.columns))).toBeCloseTo(best.validationValue!, 10)
  const few = await trainGbdt(data, { ...parameters, rounds: 5 })
  expect(errorOf(few.predict(validation.columns))).toBeCloseTo(told[4].validationValue!, 10)
})
