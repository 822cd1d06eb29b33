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
