import { expect, test } from 'vitest'
import { parseDuration } from './clock.js'
import { checkOptions } from './options.js'
import type { OptionDeclarations } from './options.js'

const declarations = {
  target: { type: 'text', help: 'the column', required: true },
  trials: { type: 'integer', min: 1, max: 10, help: '' },
  task: { type: 'choice', choices: ['auto', 'binary'], help: '' },
  kind: { type: 'pairs', choices: ['number', 'category'], alsoCalled: { float: 'number' }, help: '' },
  holdout: { type: 'number', min: 0.01, max: 0.9, meaning: 'a share: 0.2 keeps a fifth apart', help: '' },
  timeBudget: { type: 'duration', minMs: 1000, help: '' },
} as const satisfies OptionDeclarations

test('what fits passes', () => {
  expect(() =>
    checkOptions(
      declarations,
      { target: 'y', trials: 3, task: 'auto', kind: { a: 'number' }, timeBudget: '5m', signal: 1 },
      { also: ['signal'] },
    ),
  ).not.toThrow()
})

test('all problems are named at once, unknown names with the nearest', () => {
  const check = () => checkOptions(declarations, { trails: 3, trials: 0.5, task: 'ternary', kind: { a: 'x' }, timeBudget: '10ms' })
  for (const part of [
    "did you mean 'trials'",
    "'trials' is 0.5",
    '\'task\' is "ternary"',
    "'kind'",
    "'timeBudget'",
    "'target' is missing",
  ]) {
    expect(check).toThrow(part)
  }
})

test('several problems stand on a line each, one on the line of the message', () => {
  expect(() => checkOptions(declarations, { trials: 0, holdout: 2 })).toThrow(/^Invalid options:\n- 'trials'.*\n- 'holdout'.*\n- 'target'/)
  expect(() => checkOptions(declarations, { target: 'y', trials: 0 })).toThrow(/^Invalid options: 'trials' is 0, .*\.$/)
})

test.each<[Readonly<Record<string, unknown>>, string]>([
  [
    { kind: { age: 'number', Pclass: 'categorical' } },
    `'kind' of column 'Pclass' is "categorical", expected one of number, category (did you mean 'category'?)`,
  ],
  [{ kind: { fare: 'Float' } }, "(did you mean 'number'?)"],
  [{ kind: ['number'] }, `'kind' is ["number"], expected an object that gives each column one of number, category`],
  [{ task: 'binray' }, "(did you mean 'binary'?)"],
  [{ holdout: 20 }, "'holdout' is 20, expected a number from 0.01 to 0.9, a share: 0.2 keeps a fifth apart."],
])('%j is told what was meant', (given, message) => {
  expect(() => checkOptions(declarations, { target: 'y', ...given })).toThrow(message)
})

test.each([undefined, null, 'bundle', [[{ a: 1 }]]])('options that are no object: %j', (given) => {
  const refused = expect.objectContaining({ code: 'OPTION_INVALID', message: expect.stringContaining('expected an object') as string })
  expect(() => checkOptions(declarations, given)).toThrow(refused as Error)
})

test('a value that is long is cut, and one that JSON has not is shown', () => {
  expect(() => checkOptions(declarations, { target: Array.from({ length: 1000 }, (_, row) => ({ row })) })).toThrow(/^.{0,200}$/)
  expect(() => checkOptions(declarations, { target: 'y', trials: 5n })).toThrow("'trials' is 5, expected")
})

test.each([
  ['60s', 60_000],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['90', 90_000],
  ['250ms', 250],
  ['soon', undefined],
  ['-3s', undefined],
])('parseDuration(%s) is %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test('options are called as where they were given', () => {
  const style = { nameOf: (name: string) => `--${name}` }
  expect(() => checkOptions(declarations, { trials: 0, trails: 1 }, style)).toThrow(
    /- --trials is 0, expected.*\n- there is no option --trails.*\n- --target is missing/,
  )
})
