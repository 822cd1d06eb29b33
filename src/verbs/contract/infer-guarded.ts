// A contract that shows nobody: what is written of columns of personal data holds no value of theirs.
import { createGuard } from '../../data/privacy/index.js'
import { inferContract } from '../../data/contract/index.js'
import type { Contract } from '../../data/contract/index.js'
import type { ReadOptions, Source } from '../../data/sources/index.js'

/** `inferContract`, without levels, limits and distributions of columns that hold personal data: a contract is kept where many can read it. */
export async function inferGuarded(source: Source<object>, options: ReadOptions): Promise<Awaited<ReturnType<typeof inferContract>>> {
  const guard = createGuard('drop')
  const personal = new Set<string>()
  const inferred = await inferContract(source, {
    ...options,
    // The column is read as it is: its kind, its shapes and whether it repeats are what the contract is about.
    guard: (column) => {
      if (guard(column)?.isLeftOut === true) personal.add(column.name)
      return undefined
    },
  })
  if (personal.size === 0) return inferred
  const { contract } = inferred
  return {
    ...inferred,
    contract: { ...contract, columns: contract.columns.map((column) => (personal.has(column.name) ? concealed(column) : column)) },
  }
}

function concealed({ levels: _, range: __, shares: ___, ...column }: Contract['columns'][number]): Contract['columns'][number] {
  return column
}
