// How the model is used from Python: a snippet that runs on the rows of a CSV as pandas reads them.
import type { TrainingSummary } from './summary.js'

/** Columns that the snippet converts; the others are left to the sentence about typed values. */
const converted = 3
/** Names and texts that need no escaping, neither in Python nor in a page. */
const plain = /^[\p{L}\p{N}_ .-]{1,60}$/u
/** What pandas makes booleans or numbers of by itself. */
const readByPandas = /^(true|false|\d+)$/i

/** The lines of Python, yes-or-no columns turned into 0 and 1. */
export function pythonSnippet({ schema }: TrainingSummary): string {
  const maps = schema.columns.flatMap(({ name, role, kind, levels }) => {
    if (role !== 'feature' || kind !== 'boolean' || levels?.length !== 2) return []
    if (![name, ...levels].every((text) => plain.test(text)) || levels.every((level) => readByPandas.test(level))) return []
    return [`table["${name}"] = table["${name}"].map({"${levels[0]}": 0.0, "${levels[1]}": 1.0})`]
  })
  return [
    'import mlflow, pandas',
    'table = pandas.read_csv("new-rows.csv")',
    ...maps.slice(0, converted),
    ...(maps.length > converted ? ['# and so on for the other yes-or-no columns'] : []),
    'model = mlflow.pyfunc.load_model("path/to/bundle")',
    'model.predict(table)',
  ].join('\n')
}
