// What programs other than mlwright must be told of the columns whose texts are not the values themselves.
import { quote } from './names.js'
import type { TrainingSummary } from './summary.js'

/** Undefined where every column that the model may read is plain numbers and texts. */
export function typedValuesSentence({ schema }: TrainingSummary): string | undefined {
  const columns = schema.columns.filter(
    ({ role, kind, decimal }) => role === 'feature' && (kind === 'datetime' || kind === 'boolean' || decimal !== undefined),
  )
  if (columns.length === 0) return undefined
  const some = columns
    .slice(0, 3)
    .map(({ name }) => quote(name))
    .join(', ')
  const rest = columns.length > 3 ? ' and others' : ''
  return `MLflow takes typed values, not texts, for dates, yes-or-no columns and decimal commas (here ${some}${rest}): dates as int64 milliseconds since 1970 UTC, yes-or-no as 0 and 1, numbers with a point. docs/guide/portable.md of mlwright tells how; its examples/predict.py reads the texts of a CSV itself.`
}
