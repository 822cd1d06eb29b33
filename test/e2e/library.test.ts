// What a program that calls the functions meets: answers that can be read, and coded errors for what does not fit.
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { evaluate, load, predict, train } from '../../dist/index.js'
import type { Result } from '../../dist/index.js'
import { errorOf, mlwright, useFolder } from './mlwright.js'

interface Home {
  size: number
  city: string
  rent: number
  balcony: boolean
  stars: 0 | 1 | 2
}

const folder = useFolder()
const homes: Home[] = Array.from({ length: 120 }, (_, i) => ({
  size: 20 + (i % 40),
  city: i % 2 === 0 ? 'Bonn' : 'Jena',
  rent: 300.5 + 9 * (i % 40) + (i % 2) * 50,
  balcony: i % 40 > 18,
  stars: i % 40 > 30 ? 2 : i % 40 > 12 ? 1 : 0,
}))
const refused = (message: string | RegExp): Error =>
  expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringMatching(message) as string }) as Error

let rents: Result<'binary' | 'multiclass' | 'regression', Omit<Home, 'rent'>>
beforeAll(async () => {
  rents = await train(homes, { target: 'rent', preset: 'fast', out: join(folder.path, 'rents') })
})

describe('rows of an interface', () => {
  test('are trained on, predicted and judged; an answer is told by what is in it', async () => {
    const [answer] = await rents.model.predict(homes)
    expect('value' in answer ? answer.value : answer.label).toBeTypeOf('number')
    const { metrics } = await evaluate(homes, { bundle: rents.bundle })
    expect(metrics.r2!.value).toBeGreaterThan(0.5)
    const { rows } = await predict(homes, { bundle: rents.bundle, out: join(folder.path, 'rents.csv') })
    expect(rows).toBe(homes.length)
    const [again] = await (await load(rents.bundle)).predict([{ ...homes[0] }])
    expect('label' in again ? again.label : again.value).toBe('value' in answer ? answer.value : undefined)
  })

  test('the type of the target tells the task that is judged: yes or no is binary, few whole numbers are classes', async () => {
    const balconies = await train(homes, { target: 'balcony', preset: 'fast', out: join(folder.path, 'balconies') })
    expect(balconies.task).toBe('binary')
    const [balcony] = await balconies.model.predict(homes)
    expect(['true', 'false'] satisfies (typeof balcony.label)[]).toContain(balcony.label)
    const stars = await train(homes, { target: 'stars', preset: 'fast', out: join(folder.path, 'stars') })
    const [star] = await stars.model.predict(homes)
    expect(star.label).toBe('0' satisfies typeof star.label)
  })
})

// As from JavaScript: arguments of any type.
const untyped = { evaluate, load, predict, train } as unknown as Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>>

describe('arguments that do not fit are told by a code', () => {
  test.each<[string, unknown[], string]>([
    ['evaluate', ['bundle', homes], 'The options are .*, expected an object'],
    ['evaluate', ['rows.csv'], 'The options are undefined, expected an object'],
    ['evaluate', ['rows.csv', {}], 'The bundle is missing'],
    ['evaluate', ['rows.csv', { bundle: 3 }], 'The bundle is of type number'],
    ['evaluate', [homes, { bundel: 'x' }], "did you mean 'bundle'"],
    ['predict', ['bundle', 'rows.csv'], 'The options are "rows.csv", expected an object'],
    ['predict', [homes, { out: 'x.csv' }], 'The bundle is missing'],
    ['load', [], 'The bundle is missing'],
    ['load', [homes], 'The bundle is of type object'],
    ['load', [''], "The bundle is ''"],
    ['load', [new URL('https://example.org/bundle')], "The bundle is 'https://example.org/bundle'"],
    ['train', ['rows.csv'], "'target' is missing"],
    ['train', ['rows.csv', 'income'], "'target' is missing"],
  ])('%s(%j)', async (name, given, message) => {
    await expect(Promise.resolve(untyped[name](...given))).rejects.toThrow(refused(message))
  })
})

describe('names are checked before anything is read', () => {
  test.each<[string[], string, string]>([
    [['--metric', 'auc'], 'METRIC_UNKNOWN', "Did you mean 'rocAuc'?"],
    [['--metric', 'auc', '--task', 'regression'], 'METRIC_UNKNOWN', "There is no metric 'auc'."],
    [['--metric', 'rmse', '--task', 'binary'], 'METRIC_NOT_APPLICABLE', "'rmse' is for regression"],
    [['--learners', 'forest'], 'LEARNER_UNKNOWN', "There is no learner 'forest'."],
    [['--learners', 'linaer'], 'LEARNER_UNKNOWN', "Did you mean 'linear'?"],
    [['--kind', 'Pclass=categorical'], 'OPTION_INVALID', "of column 'Pclass'"],
    [['--kind', 'Fare=numeric'], 'OPTION_INVALID', "did you mean 'number'?"],
    [['--holdout', '20'], 'OPTION_INVALID', '0.2 keeps a fifth apart'],
  ])('%j', async (flags, code, message) => {
    const outcome = await mlwright(['train', join(folder.path, 'nowhere.csv'), '--target', 'y', ...flags, '--json'])
    expect(outcome.exitCode).toBe(2)
    const error = errorOf(outcome)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string })
    if (flags.includes('regression')) expect(error.hint).not.toContain('mcc')
  })
})

test('help stays short: it says where the metrics are listed', async () => {
  const { stdout } = await mlwright(['train', '--help'])
  const help = stdout.replaceAll(/\s+/g, ' ')
  expect(help).toContain('docs/reference/cli.md#metrics')
  expect(help).not.toContain('medianAbsoluteError')
  expect(help).toContain('(may be given several times)')
  expect(help).not.toContain('repeats')
})

describe('RMSLE', () => {
  // Half of the answers are 0, where a model of the plain numbers would say less.
  const visits = Array.from({ length: 160 }, (_, i) => ({ hour: i % 20, visits: Math.max(0, Math.round(2 ** ((i % 20) / 2 - 5)) - 1) }))

  test('models learn logarithms, no candidate fails, and no prediction is below 0', async () => {
    const training = train(visits, { target: 'visits', task: 'regression', metric: 'rmsle', trials: 4, out: join(folder.path, 'visits') })
    const failures: string[] = []
    for await (const event of training) if (event.type === 'trialFailed') failures.push(event.message)
    const result = await training
    expect(failures).toEqual([])
    expect(result.leaderboard).toHaveLength(4)
    expect(result.metric.value).toBeLessThan(0.5 * result.baseline.value)
    expect(result.findings.find((one) => one.code === 'MEND_APPLIED')?.message).toMatch('the models learned the logarithm of 1 + ')
    expect(result.findings.map((one) => one.code)).not.toContain('GRAPH_DIFFERS')
    for (const answer of await result.model.predict([{ hour: -50 }, { hour: 0 }, { hour: 500 }])) {
      expect('value' in answer && answer.value >= 0 && answer.value < 300).toBe(true)
    }
    const { metrics } = await evaluate(visits, { bundle: result.bundle })
    expect(metrics.rmsle!.value).toBeLessThan(result.baseline.value)
  })

  test('answers of −1 or less have no logarithm: said with the row before anything is tried', async () => {
    const rows = visits.map((row, i) => (i === 7 ? { ...row, visits: -3 } : row))
    await expect(train(rows, { target: 'visits', task: 'regression', metric: 'rmsle' })).rejects.toMatchObject({
      code: 'METRIC_NOT_APPLICABLE',
      message: expect.stringMatching('is -3 in row 8') as string,
    })
  })
})
