// The inputs of a model as a contract.
import { expect, it } from 'vitest'
import type { SignatureInput } from '../schema/index.js'
import { contractOfSignature } from './contract-of-signature.js'
import { contractText } from './contract-text.js'
import { violationsOf } from './example.test.support.js'
import { parseContract } from './parse-contract.js'

const inputs: SignatureInput[] = [
  { name: 'age', kind: 'number', missing: ['', '?'], min: 17, max: 90, required: true },
  { name: 'job', kind: 'category', missing: [''], levels: ['clerk', 'cook'], required: true },
  { name: 'paid', kind: 'boolean', missing: [''], levels: ['no', 'yes'], required: false },
  { name: 'since', kind: 'datetime', missing: [''], dateFormat: 'dd.MM.yyyy', min: 0, max: 1e12, required: true },
]
const contract = contractOfSignature({ inputs }, 'signature.json')
const row = { age: '40', job: 'cook', since: '01.02.1980' }
const rows = (count: number, change: Record<string, string>): Record<string, string>[] =>
  Array.from({ length: 100 }, (_, k) => (k < count ? { ...row, ...change } : row))

it('is kept by rows as training saw them, and by a few that differ', async () => {
  expect(await violationsOf(contract, rows(0, {}))).toEqual([])
  expect(await violationsOf(contract, rows(4, { age: '99', job: 'pilot' }))).toEqual([])
  expect(await violationsOf(contract, rows(40, { age: '?', job: '' }))).toEqual([])
})

it('is broken by cells of another kind, by many that training never saw, and by columns that lack', async () => {
  expect((await violationsOf(contract, rows(1, { age: 'forty' }))).map(({ code, count }) => [code, count])).toEqual([['KIND_DIFFERS', 1]])
  expect((await violationsOf(contract, rows(30, { age: '99', job: 'pilot' }))).map(({ code }) => code)).toEqual([
    'OUT_OF_RANGE',
    'LEVEL_UNSEEN',
  ])
  expect((await violationsOf(contract, [{ job: 'cook', since: '01.02.1980' }])).map(({ code, column }) => [code, column])).toEqual([
    ['COLUMN_MISSING', 'age'],
  ])
})

it('can be written as a contract file, to be edited', () => expect(parseContract(contractText(contract), 'a.yaml')).toEqual(contract))
