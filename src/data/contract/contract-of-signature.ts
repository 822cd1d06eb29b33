// The inputs of a model as a contract: what rows must hold to be predicted as those that it learned from.
import type { Signature, SignatureInput } from '../schema/index.js'
import { contractFormat, defaultFalseAlarms, openColumn } from './contract.js'
import type { ColumnContract, Contract } from './contract.js'

/** A signature says what training saw, not how often: so many values may be others, or lie outside. */
const tolerated = 0.05

/** `name`: of the signature's file, for people. Columns that are no inputs are free. */
export function contractOfSignature({ inputs }: Pick<Signature, 'inputs'>, name: string): Contract {
  return {
    format: contractFormat,
    source: name,
    rows: { min: 1 },
    falseAlarms: defaultFalseAlarms,
    otherColumns: 'allowed',
    columns: inputs.map(columnOf),
    keys: [],
    relations: [],
  }
}

function columnOf(input: SignatureInput): ColumnContract {
  const { name, kind, min, max, required, missing, ...format } = input
  // Other spellings are as good as the level that they stand for.
  const levels = input.levels === undefined ? undefined : [...input.levels, ...Object.keys(input.spellings ?? {})]
  const isRanged = (kind === 'number' || kind === 'datetime') && (min !== undefined || max !== undefined)
  return {
    ...openColumn(name, kind),
    ...(format.dateFormat === undefined ? {} : { dateFormat: format.dateFormat }),
    ...(format.decimal === undefined ? {} : { decimal: format.decimal }),
    ...(format.unit === undefined ? {} : { unit: format.unit }),
    ...(format.fold === undefined ? {} : { fold: format.fold }),
    required,
    missing,
    ...(isRanged ? { range: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), beyond: tolerated } } : {}),
    ...(levels === undefined ? {} : { levels: levels.map((level) => ({ level })), unseen: tolerated }),
  }
}
