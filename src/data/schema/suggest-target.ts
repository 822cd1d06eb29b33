// Which column a person may want to predict, from names and kinds alone.
import type { ColumnSchema, Schema } from './schema.js'

export interface TargetSuggestion {
  readonly name: string
  readonly why: string
}

const telling =
  /^(target|label|class|classe|y|outcome|result|response|output|churn(ed)?|survived|income|price|amount|sales|revenue|default(ed)?|fraud|diagnosis|species|type|rating|score|quality|status|medv|charges)$/i

/** All usable columns, likeliest first: a telling name, then the last column, then the first, then few classes before many values. */
export function suggestTargets(schema: Schema): TargetSuggestion[] {
  const usable = schema.columns.filter(
    (column) => column.distinctCount > 1 && column.role !== 'id' && column.kind !== 'text' && column.kind !== 'datetime',
  )
  const points = (column: ColumnSchema): number => {
    let sum = 0
    const words = column.name.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/)
    if (telling.test(column.name)) sum += 8
    else if (words.some((word) => telling.test(word))) sum += 4
    if (column === schema.columns.at(-1)) sum += 5
    if (column === schema.columns[0]) sum += 1
    if (column.kind === 'boolean' || column.distinctCount === 2) sum += 2
    else if (column.kind === 'category' && column.distinctCount <= 20) sum += 1
    return sum
  }
  return usable
    .map((column) => ({ column, sum: points(column) }))
    .sort((a, b) => b.sum - a.sum)
    .map(({ column }) => ({ name: column.name, why: `${column.kind}, ${column.distinctCount.toLocaleString('en-US')} distinct` }))
}
