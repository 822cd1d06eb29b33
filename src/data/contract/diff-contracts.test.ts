// Changes and their classes; and the law behind them: what kept the old contract keeps the new one where every change is compatible.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openColumn } from './contract.js'
import type { ColumnContract, Contract } from './contract.js'
import { diffContracts } from './diff-contracts.js'
import { contractOf, orders, violationsOf } from './example.test.support.js'

const contract = await contractOf(orders(400, 1))
const price = contract.columns.find(({ name }) => name === 'price')!

function withColumn(name: string, change: Partial<ColumnContract>): Contract {
  return { ...contract, columns: contract.columns.map((column) => (column.name === name ? { ...column, ...change } : column)) }
}

describe('diffContracts', () => {
  it('of a contract and itself is empty', () => expect(diffContracts(contract, contract)).toEqual([]))

  it.each<[what: string, after: Contract, rule: string, change: 'breaking' | 'compatible']>([
    ['a narrower range', withColumn('price', { range: { ...price.range!, max: 20 } }), 'range.max', 'breaking'],
    ['a wider range', withColumn('price', { range: { ...price.range!, max: 99 } }), 'range.max', 'compatible'],
    ['more may be missing', withColumn('price', { mayBeMissing: 0.2 }), 'missing', 'compatible'],
    ['fewer may be missing', withColumn('reason', { mayBeMissing: 0.2 }), 'missing', 'breaking'],
    ['another kind', withColumn('price', { kind: 'text' }), 'kind', 'breaking'],
    ['fractions are allowed', withColumn('quantity', { whole: false }), 'whole', 'compatible'],
    ['a key that was none', withColumn('price', { unique: true }), 'unique', 'breaking'],
    ['no room for chance', { ...contract, falseAlarms: 0 }, 'falseAlarms', 'breaking'],
    ['other columns are refused', { ...contract, otherColumns: 'refused' }, 'otherColumns', 'breaking'],
    ['more rows are wanted', { ...contract, rows: { ...contract.rows, min: 100 } }, 'rows.min', 'breaking'],
    ['a column may lack', withColumn('price', { required: false }), 'required', 'compatible'],
    ['a further column', { ...contract, columns: [...contract.columns, openColumn('fax', 'text')] }, 'column', 'breaking'],
    ['a column less', { ...contract, columns: contract.columns.slice(1) }, 'column', 'compatible'],
    ['a relation less', { ...contract, relations: contract.relations.slice(1) }, 'relation', 'compatible'],
    [
      'the same distribution, nearly',
      withColumn('price', { shares: price.shares!.map(({ value, share }) => ({ value: value + 0.1, share })) }),
      'shares',
      'compatible',
    ],
    [
      'another distribution',
      withColumn('price', { shares: price.shares!.map(({ value, share }) => ({ value: value + 9, share })) }),
      'shares',
      'breaking',
    ],
  ])('%s', (_, after, rule, change) => {
    expect(diffContracts(contract, after).map((one) => [one.rule, one.change])).toEqual([[rule, change]])
    // The other way round nothing is compatible in both directions, but for distributions and kinds, of which either way is judged by itself.
    const [back] = diffContracts(after, contract)
    if (rule !== 'shares' && rule !== 'kind') expect(back.change).toBe(change === 'breaking' ? 'compatible' : 'breaking')
  })

  it('tells levels that went from those that came', () => {
    const levels = contract.columns.find(({ name }) => name === 'city')!.levels!
    const changes = diffContracts(contract, withColumn('city', { levels: [...levels.slice(1), { level: 'Olten' }] }))
    expect(changes.map(({ rule, change, was, now }) => [rule, change, was, now])).toEqual([
      ['levels', 'breaking', [levels[0].level], null],
      ['levels', 'compatible', null, ['Olten']],
    ])
  })

  it('law: rows that keep a contract keep every other that differs by compatible changes alone', async () => {
    // Exact, so that chance has no part in it; distributions are judged by what they say, not by rows.
    const exact: Contract = {
      ...contract,
      falseAlarms: 0,
      columns: contract.columns.map(({ shares: _, lengthShares: __, levels, ...column }) => ({
        ...column,
        ...(levels === undefined ? {} : { levels: levels.map(({ level }) => ({ level })) }),
      })),
    }
    const rows = orders(400, 1)
    expect(await violationsOf(exact, rows)).toEqual([])
    // As it is, or another value.
    const either = <Value>(other: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(other, { nil: undefined })
    const share = fc.constantFrom(0, 0.1, 0.5, 0.9, 1)
    const edit = fc.record({
      name: fc.constantFrom(...exact.columns.map(({ name }) => name)),
      missing: either(share),
      min: either(fc.constantFrom(-9, 0, 2, 20)),
      required: fc.boolean(),
      whole: fc.boolean(),
      unseen: either(share),
      dropLevel: fc.boolean(),
      least: fc.constantFrom(0, 1, 500),
    })
    let compatible = 0
    await fc.assert(
      fc.asyncProperty(edit, async ({ name, missing, min, required, whole, unseen, dropLevel, least }) => {
        const after: Contract = {
          ...exact,
          rows: { ...exact.rows, min: least },
          columns: exact.columns.map((column) =>
            column.name !== name
              ? column
              : {
                  ...column,
                  required,
                  mayBeMissing: missing ?? column.mayBeMissing,
                  ...(column.kind === 'number'
                    ? { whole, ...(min === undefined ? {} : { range: { ...column.range, min, beyond: 0 } }) }
                    : {}),
                  ...(column.kind === 'category' && column.levels !== undefined
                    ? { unseen: unseen ?? column.unseen, levels: dropLevel ? column.levels.slice(1) : column.levels }
                    : {}),
                },
          ),
        }
        const isCompatible = diffContracts(exact, after).every(({ change }) => change === 'compatible')
        if (!isCompatible) return
        compatible++
        expect(await violationsOf(after, rows)).toEqual([])
      }),
      { numRuns: 400 },
    )
    expect(compatible).toBeGreaterThan(10)
  })
})
