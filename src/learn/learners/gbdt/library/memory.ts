// What a fit will need, said before it starts.
import { MlwrightError } from '../../../../base/core/index.js'
import { mostMemoryBytes } from '../../../../base/kernels/index.js'
import { estimateMemory } from '../engine/memory-need.js'
import { boostDataOf } from './fit-steps.js'
import type { FitRequest } from './prepare-request.js'

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`

/** Throws MEMORY_EXHAUSTED where the fit would need more than WebAssembly can address. */
export function checkMemory(request: FitRequest): void {
  const { data, parameters } = request
  const needed = estimateMemory(boostDataOf(data, request), parameters)
  if (needed <= mostMemoryBytes) return
  const rows = Math.floor((data.rowCount * mostMemoryBytes * 0.9) / needed)
  throw new MlwrightError(
    'MEMORY_EXHAUSTED',
    `The fit would need ${gibibytes(needed)} for ${data.rowCount} rows of ${data.columns.length} columns, expected at most ${gibibytes(mostMemoryBytes)}, ` +
      'which is all that WebAssembly can address.',
    {
      hint: `Learn from a sample of ${rows} rows, or leave columns out.`,
      details: { neededBytes: needed, limitBytes: mostMemoryBytes, rows },
    },
  )
}
