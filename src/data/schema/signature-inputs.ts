// The inputs of `signature.json` from the schema of the training data.
import type { CellFormat, ColumnSchema, Schema } from './schema.js'
import type { SignatureInput } from './signature.js'

/** The inputs of a model that uses these columns, in the order of the schema. */
export function signatureInputs(schema: Schema, used: readonly string[]): SignatureInput[] {
  const wanted = new Set(used)
  return schema.columns.filter((column) => wanted.has(column.name)).map(inputOf)
}

function inputOf(column: ColumnSchema): SignatureInput {
  return {
    name: column.name,
    ...formatOf(column),
    ...(column.min === undefined ? {} : { min: column.min }),
    ...(column.max === undefined ? {} : { max: column.max }),
    required: true,
  }
}

/** Only what the parser needs. */
function formatOf(column: CellFormat): CellFormat {
  const { kind, missing, levels, dateFormat, decimal, unit, fold, spellings, treatment } = column
  return {
    kind,
    missing,
    ...(levels === undefined ? {} : { levels }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(unit === undefined ? {} : { unit }),
    ...(fold === undefined ? {} : { fold }),
    ...(spellings === undefined ? {} : { spellings }),
    ...(treatment === undefined ? {} : { treatment }),
  }
}
