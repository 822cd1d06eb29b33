// A table of orders with every kind of column, key and relation, for tests; and the whole way from rows to what breaks their contract.
import { createRandom } from '../../base/core/index.js'
import { readInputs } from '../sources/index.js'
import { checkReading } from './check-reading.js'
import { formatOf } from './contract.js'
import type { Contract } from './contract.js'
import { inferContract } from './infer-contract.js'
import type { Violation } from './violation.js'

export type Row = Record<string, string | number | null>

/** `from`: the number of the first order. */
export function orders(count: number, seed: number, from = 1): Row[] {
  const random = createRandom(`orders ${seed}`)
  const cities = ['Bern', 'Basel', 'Zug', 'Chur', 'Genf']
  return Array.from({ length: count }, (_, k) => {
    const area = random.integer(40)
    const quantity = 1 + random.integer(9)
    const price = Math.round(100 * (5 + 20 * random.next())) / 100
    const ordered = Date.UTC(2024, 0, 1 + random.integer(300))
    const isPaid = random.next() < 0.8
    const returned = random.next() < 0.15
    return {
      order_id: from + k,
      customer: `C${1000 + random.integer(9000)}`,
      zip: `${8000 + area}x`,
      city: cities[area % 5],
      quantity,
      price,
      amount: Math.round(100 * quantity * price) / 100,
      weight: Math.round(1000 * Math.exp(random.normal())) / 1000,
      paid: isPaid ? 'yes' : 'no',
      ordered: day(ordered),
      delivered: day(ordered + 86_400_000 * random.integer(5)),
      reason: returned ? ['late', 'broken', 'other'][random.integer(3)] : null,
      returned_on: returned ? day(ordered + 86_400_000 * (10 + random.integer(20))) : null,
    }
  })
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export async function contractOf(rows: readonly Row[]): Promise<Contract> {
  return (await inferContract(rows)).contract
}

export async function violationsOf(contract: Contract, rows: readonly Row[]): Promise<Violation[]> {
  const reading = await readInputs(
    rows,
    contract.columns.map((column) => ({ name: column.name, ...formatOf(column) })),
  )
  return checkReading(reading, contract).flatMap(({ violation }) => violation ?? [])
}
