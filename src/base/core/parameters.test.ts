import { expect, test } from 'vitest'
import { nearestName, resolveParameters, sampleParameters } from './parameters.js'
import type { ParameterDeclarations } from './parameters.js'
import { createRandom } from './random.js'

interface Example {
  rate: number
  depth: number
  kind: string
  fast: boolean
}
const declarations: ParameterDeclarations<Example> = {
  rate: { type: 'number', default: 0.1, min: 0, max: 1, meaning: '', search: { low: 0.01, high: 0.5, scale: 'log' } },
  depth: { type: 'integer', default: 6, min: 1, max: 20, meaning: 'How far it goes.', search: { low: 2, high: 10, scale: 'linear' } },
  kind: { type: 'choice', default: 'a', options: ['a', 'b'], alsoCalled: { first: 'a' }, meaning: '', searched: true },
  fast: { type: 'boolean', default: true, meaning: '' },
}

test('defaults fill what is not given', () => {
  expect(resolveParameters(declarations, { depth: 3 })).toEqual({ rate: 0.1, depth: 3, kind: 'a', fast: true })
})

test('every problem is named', () => {
  const resolve = () => resolveParameters(declarations, { rat: 1, rate: 2, depth: 2.5, kind: 'c', fast: 1 })
  for (const part of ["did you mean 'rate'", "'rate' is 2", "'depth' is 2.5", '\'kind\' is "c"', "'fast' is 1"])
    expect(resolve).toThrow(part)
})

test('names that every object has, null and what JSON cannot say are problems too', () => {
  const given = { toString: 1, rate: NaN, depth: null, kind: 'A', fast: 3n } as unknown as Record<string, string>
  const resolve = () => resolveParameters(declarations, given)
  for (const part of ["'toString'", "'rate' is NaN", "'depth' is null", "did you mean 'a'", "'fast' is 3"]) expect(resolve).toThrow(part)
})

test('a name of another library is led to ours', () => {
  const explain = (name: string) => (name === 'eta' ? "did you mean 'rate'?" : undefined)
  expect(() => resolveParameters(declarations, { eta: 1 }, explain)).toThrow("unknown parameter 'eta' (did you mean 'rate'?)")
  expect(() => resolveParameters(declarations, { kind: 'first' })).toThrow("(did you mean 'a'?)")
})

test('the hint lists the parameters where a name is unknown, and says what those are whose value is wrong', () => {
  const hinting = (hint: string): Error => expect.objectContaining({ hint }) as Error
  expect(() => resolveParameters(declarations, { zzz: 1 })).toThrow(hinting('Known parameters: rate, depth, kind, fast.'))
  expect(() => resolveParameters(declarations, { depth: -1 })).toThrow(hinting('depth: How far it goes.'))
  expect(() => resolveParameters(declarations, { eta: 1 }, () => 'not there')).toThrow(
    hinting('Give it by the name or in the place that the message says; leave out what is not there.'),
  )
})

test('draws stay in their ranges, take every choice, and repeat with the seed', () => {
  const draws = Array.from({ length: 200 }, (_, i) => sampleParameters(declarations, createRandom(i)))
  for (const { rate, depth, fast } of draws) {
    expect(rate).toBeGreaterThanOrEqual(0.01)
    expect(rate).toBeLessThanOrEqual(0.5)
    expect(depth).toBeGreaterThanOrEqual(2)
    expect(depth).toBeLessThanOrEqual(10)
    expect(fast).toBe(true)
  }
  expect(new Set(draws.map((draw) => draw.kind))).toEqual(new Set(['a', 'b']))
  expect(draws[7]).toEqual(sampleParameters(declarations, createRandom(7)))
})

test.each([
  ['incom', ['age', 'income'], 'income'],
  ['INCOME', ['age', 'income'], 'income'],
  ['zzzzzz', ['age', 'income'], undefined],
])('the name nearest to %s', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest)
})
