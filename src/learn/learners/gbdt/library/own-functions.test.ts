// Objectives and metrics of the caller's own.
import { describe, expect, it } from 'vitest'
import { rocAuc } from '../../../metrics/index.js'
import { trainGbdt } from './index.js'
import type { CustomObjective, GbdtRound } from './index.js'
import { exampleData } from './examples.test.support.js'

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

/** Squared error, as `l2` has it. */
const squared = (start: number): CustomObjective => ({
  name: 'squared',
  baseScores: [start],
  computeGradients: ({ scores, targets, gradients, hessians }) => {
    for (let row = 0; row < targets.length; row++) {
      gradients[row] = scores[row] - targets[row]
      hessians[row] = 1
    }
  },
  loss: ([score], target) => (score - target) ** 2,
})

describe('an objective of one’s own', () => {
  it('with the derivatives of a built-in one gives its model, and the same losses (1e-9)', async () => {
    const data = exampleData('l2', 600, 1)
    const fit = async (objective: 'l2' | CustomObjective) => {
      const rounds: GbdtRound[] = []
      const context = { validation: exampleData('l2', 200, 2), patience: 10, onRound: (round: GbdtRound) => rounds.push(round) }
      const model = await trainGbdt(data, { objective, rounds: 60, learningRate: 0.2 }, context)
      return { model, losses: rounds.map(({ validationValue }) => validationValue!) }
    }
    const ours = await fit('l2')
    const theirs = await fit(squared(mean(data.labels)))
    expect(theirs.model.objective).toBe('custom')
    expect(theirs.model.rounds).toBe(ours.model.rounds)
    theirs.losses.forEach((loss, i) => expect(loss).toBeCloseTo(ours.losses[i], 9))
    const expected = ours.model.predict(data.columns)
    theirs.model.predict(data.columns).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9))
  })

  it('is refused with the row where it gives what is no number, and its own errors come out', async () => {
    const data = exampleData('l2', 50, 3)
    const broken: CustomObjective = {
      computeGradients: ({ gradients, hessians }) => {
        gradients.fill(0)
        hessians.fill(-1)
      },
    }
    await expect(trainGbdt(data, { objective: broken })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringMatching(/hessian -1 in row 0/) as string,
    })
    const thrown = new Error('mine')
    const failing: CustomObjective = {
      computeGradients: () => {
        throw thrown
      },
    }
    await expect(trainGbdt(data, { objective: failing })).rejects.toBe(thrown)
  })

  it.each<[unknown, string]>([
    [{ transform: 'exp' }, "has the transform \"exp\", expected one of { name: 'identity' }, { name: 'sigmoid', slope: 1 }"],
    [{ transform: Math.exp }, 'has the transform a function'],
    [{ transform: { name: 'log' } }, 'has the transform {"name":"log"}'],
    [{ transform: { name: 'sigmoid' } }, 'has a sigmoid with the slope undefined, expected a number above 0'],
    [{ outputs: 0 }, 'has 0 outputs'],
    [{ baseScores: 7 }, 'starts from 7, expected one finite number for each of 1 outputs'],
    [{ loss: 'square' }, 'has the loss "square", expected a function'],
    [{ name: 7 }, 'has the name 7, expected a text'],
  ])('%j is refused before the work starts', async (more, message) => {
    let calls = 0
    const objective = { computeGradients: () => calls++, ...(more as object) } as unknown as CustomObjective
    await expect(trainGbdt(exampleData('l2', 50, 3), { objective })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining(message) as string,
    })
    expect(calls).toBe(0)
  })

  it('can be stopped, since the fit pauses between rounds', async () => {
    const fit = trainGbdt(exampleData('l2', 5000, 4), { objective: squared(0), rounds: 100_000 }, { signal: AbortSignal.timeout(100) })
    await expect(fit).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('a metric of one’s own', () => {
  it('decides when to stop, from predictions and rows', async () => {
    const data = exampleData('binary', 400, 5)
    const validation = exampleData('binary', 300, 6)
    const rounds: GbdtRound[] = []
    const model = await trainGbdt(
      data,
      { objective: 'binary', rounds: 300, learningRate: 0.3 },
      {
        validation,
        patience: 8,
        metric: (predictions, { labels }) => mean(Array.from(predictions, (value, row) => ((value > 0.5 ? 1 : 0) !== labels[row] ? 1 : 0))),
        onRound: (round) => rounds.push(round),
      },
    )
    const wrong = (predictions: Float64Array): number =>
      mean(predictions.map((value, row) => ((value > 0.5 ? 1 : 0) !== validation.labels[row] ? 1 : 0)))
    const told = rounds.map(({ validationValue }) => validationValue!)
    expect(model.rounds).toBe(told.indexOf(Math.min(...told)) + 1)
    expect(rounds).toHaveLength(model.rounds + 8)
    expect(wrong(model.predict(validation.columns))).toBe(Math.min(...told))
  })

  it('by its id does the same, whichever way is better', async () => {
    const data = exampleData('binary', 400, 8)
    const validation = exampleData('binary', 300, 9)
    const rounds: GbdtRound[] = []
    const context = { validation, patience: 8, metric: 'rocAuc', onRound: (round: GbdtRound) => rounds.push(round) }
    const model = await trainGbdt(data, { objective: 'binary', rounds: 300, learningRate: 0.3 }, context)
    const told = rounds.map(({ validationValue }) => validationValue!)
    expect(model.rounds).toBe(told.indexOf(Math.max(...told)) + 1)
    expect(rocAuc(validation.labels, model.predict(validation.columns))).toBe(Math.max(...told))
    const wrong = trainGbdt(data, { objective: 'binary' }, { validation, metric: 'rocAux' })
    await expect(wrong).rejects.toMatchObject({ code: 'METRIC_UNKNOWN', message: expect.stringContaining("'rocAuc'") as string })
  })

  it('that gives no number is refused', async () => {
    const data = exampleData('l2', 50, 7)
    const fit = trainGbdt(data, {}, { validation: data, metric: () => NaN })
    await expect(fit).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(/'metric' gave NaN, expected a number/) as string,
    })
  })
})
