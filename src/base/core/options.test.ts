import { expect, test } from 'vitest'
import { parseDuration } from './clock.js'
import { checkOptions } from './options.js'
import type { OptionDeclarations } from './options.js'

const declarations = {
  target: { type: 'text', help: 'the column', required: true },
  trials: { type: 'integer', min: 1, max: 10, help: '' },
  task: { type: 'choice', choices: ['auto', 'binary'], help: '' },
  kind: { type: 'pairs', choices: ['number'], help: '' },
  timeBudget: { type: 'duration', minMs: 1000, help: '' },
} as const satisfies OptionDeclarations

test('what fits passes', () => {
  expect(() =>
    checkOptions(declarations, { target: 'y', trials: 3, task: 'auto', kind: { a: 'number' }, timeBudget: '5m', signal: 1 }, ['signal']),
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
