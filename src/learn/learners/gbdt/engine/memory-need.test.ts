// What is foreseen for a fit of several threads is never less than what it takes.
import { describe, expect, it } from 'vitest'
import { createRandom, resolveParameters } from '../../../../base/core/index.js'
import type { Json, Random } from '../../../../base/core/index.js'
import { enterWorkplace } from '../../../../base/kernels/index.js'
import { createObjective } from '../objectives/create-objective.js'
import { settingsForTask } from '../objectives/parameters.js'
import { gbdtParameters } from '../parameters.js'
import { boost } from './boost.js'
import type { BoostData, Column } from './data.js'
import { sharedMemoryBytes } from './memory-need.js'

type Kind = 'dense' | 'few' | 'thin' | 'sparse' | 'halfSparse' | 'categorical'

function columnOf(kind: Kind, rowCount: number, random: Random): Column {
  const dense = (make: () => number): Float64Array => Float64Array.from({ length: rowCount }, make)
  if (kind === 'dense') return dense(() => random.next())
  if (kind === 'few') return dense(() => random.integer(2))
  if (kind === 'categorical') return dense(() => random.integer(40))
  if (kind === 'thin') return dense(() => (random.next() < 0.05 ? random.next() : 0))
  const share = kind === 'sparse' ? 0.04 : 0.3
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter(() => random.next() < share)
  return { rows, values: Float64Array.from(rows, () => 1 + random.next()) }
}

/** A fit on four threads; what it took of what was foreseen. */
function fit(kinds: Readonly<Partial<Record<Kind, number>>>, rowCount: number, given: Readonly<Record<string, Json>>) {
  const random = createRandom(`${rowCount}`)
  const listed = Object.entries(kinds).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as Kind))
  const columns = listed.map((kind) => columnOf(kind, rowCount, random))
  const data: BoostData = {
    rowCount,
    columns,
    categorical: Array.from(listed.keys()).filter((c) => listed[c] === 'categorical'),
    labels: Float64Array.from({ length: rowCount }, () => random.integer(3)),
    outputCount: 3,
    createObjective: (labelled, placement) => {
      return createObjective(settingsForTask(resolveParameters(gbdtParameters, {}), 'multiclass', 3), labelled, placement)
    },
  }
  const parameters = resolveParameters(gbdtParameters, { rounds: 2, catStatistics: 'off', ...given })
  const foreseen = sharedMemoryBytes(data, parameters, 4)
  let used = 0
  const enter = () => {
    const workplace = enterWorkplace(foreseen)
    const { memory } = workplace
    return { ...workplace, leave: (): void => void (used = memory.usedBytes) }
  }
  boost(data, parameters, { random: createRandom(0), checkpoint: () => {}, threads: 4, fewestShared: 0, enter })
  return { used, foreseen }
}

describe('the memory of a fit of four threads', () => {
  it.each([
    ['dense columns', { dense: 30 }, 20_000, {}],
    ['one column', { dense: 1 }, 300, {}],
    ['two levels in many columns', { few: 300 }, 5000, { maxBins: 2 }],
    ['many bins of few rows', { dense: 200 }, 400, { leaves: 200, minRowsPerLeaf: 1 }],
    ['thin and dense columns', { dense: 5, thin: 60 }, 20_000, {}],
    ['sparse columns', { sparse: 500 }, 4000, {}],
    ['sparse columns that are stored dense', { sparse: 8, halfSparse: 40 }, 20_000, {}],
    ['categories', { categorical: 20, few: 20 }, 10_000, { catStatistics: 'off' }],
    ['symmetric trees', { dense: 40 }, 10_000, { growth: 'symmetric', maxDepth: 6 }],
    ['early stopping', { dense: 4 }, 30_000, { earlyStopping: true }],
    ['a random forest', { dense: 4 }, 30_000, { boosting: 'rf', subsample: 0.7 }],
    ['DART', { dense: 4 }, 30_000, { boosting: 'dart' }],
  ] as const)('%s', (_, kinds, rowCount, given) => {
    const { used, foreseen } = fit(kinds, rowCount, { earlyStopping: false, ...given })
    expect(used).toBeGreaterThan(rowCount)
    expect(used).toBeLessThanOrEqual(foreseen)
  })
})
