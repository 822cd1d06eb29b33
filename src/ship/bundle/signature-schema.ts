// The form of `signature.json`, checked at the edge; its order of keys is the file's.
import * as z from 'zod'
import type { Signature } from '../../data/schema/index.js'

const kind = z.enum(['number', 'category', 'boolean', 'datetime', 'text'])

const cellFormat = {
  kind,
  missing: z.array(z.string()),
  levels: z.exactOptional(z.array(z.string())),
  dateFormat: z.exactOptional(z.string()),
  decimal: z.exactOptional(z.literal(',')),
  unit: z.exactOptional(z.string()),
  fold: z.exactOptional(z.literal('lower')),
}

export const signatureSchema = z.object({
  format: z.literal(1),
  task: z.enum(['binary', 'multiclass', 'regression']),
  target: z.string(),
  classes: z.exactOptional(z.array(z.string())),
  positive: z.exactOptional(z.string()),
  inputs: z.array(
    z.object({
      name: z.string(),
      ...cellFormat,
      min: z.exactOptional(z.number()),
      max: z.exactOptional(z.number()),
      required: z.boolean(),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), kind: z.enum(['number', 'category']), levels: z.exactOptional(z.array(z.string())) })),
  targetFormat: z.object(cellFormat),
}) satisfies z.ZodType<Signature>
