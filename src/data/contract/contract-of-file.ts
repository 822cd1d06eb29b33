// What a contract file says as a contract, once its form is right.
import type { Kind } from '../table/index.js'
import { boundOf } from './bound.js'
import { contractFormat } from './contract.js'
import type { ColumnContract, Contract, Range } from './contract.js'
import type { FileColumn, FileContract } from './contract-schema.js'

export function contractOfFile(file: FileContract): Contract {
  const { source, rows, falseAlarms, otherColumns, columns, keys, relations } = file
  return {
    format: contractFormat,
    ...(source === undefined ? {} : { source }),
    rows,
    falseAlarms,
    otherColumns,
    columns: columns.map(columnOf),
    keys: keys.map(({ key, exact }) => ({ columns: key, exact })),
    relations,
  }
}

function columnOf(column: FileColumn): ColumnContract {
  const { kind, missing, missingTexts, range, levels, length, ...rest } = column
  return {
    ...rest,
    kind,
    mayBeMissing: missing,
    missing: ['', ...missingTexts.filter((text) => text !== '')],
    ...(range === undefined ? {} : { range: rangeOf(range, kind) }),
    ...(levels === undefined ? {} : { levels: levels.map((one) => (typeof one === 'string' ? { level: one } : one)) }),
    ...(length === undefined ? {} : { length: rangeOf(length, 'number') }),
  }
}

function rangeOf({ min, max, beyond }: NonNullable<FileColumn['range']>, kind: Kind): Range {
  return {
    beyond,
    ...(min === undefined ? {} : { min: boundOf(min, kind) }),
    ...(max === undefined ? {} : { max: boundOf(max, kind) }),
  }
}
