// The form of `signature.json`, checked at the edge; its order of keys is the file's.
import * as z from 'zod'
import type { Signature } from '../../data/schema/index.js'

const kind = z.enum(['number', 'category', 'boolean', 'datetime', 'text'])

const personalKind = z.enum([
  'email',
  'phone',
  'card',
  'iban',
  'ip',
  'mac',
  'nationalId',
  'name',
  'username',
  'address',
  'postcode',
  'birthDate',
  'coordinates',
  'personId',
])

const treatment = z.object({
  by: z.enum(['drop', 'mask', 'hash']),
  kind: z.exactOptional(personalKind),
  spans: z.exactOptional(
    z.array(
      z.object({
        kind: personalKind,
        pattern: z.string(),
        check: z.exactOptional(z.enum(['luhn', 'mod97'])),
        least: z.exactOptional(z.number()),
      }),
    ),
  ),
  mark: z.exactOptional(z.string()),
})

const cellFormat = {
  kind,
  missing: z.array(z.string()),
  levels: z.exactOptional(z.array(z.string())),
  dateFormat: z.exactOptional(z.string()),
  decimal: z.exactOptional(z.literal(',')),
  unit: z.exactOptional(z.string()),
  fold: z.exactOptional(z.literal('lower')),
  spellings: z.exactOptional(z.record(z.string(), z.string())),
  treatment: z.exactOptional(treatment),
}

const fields = z.object({
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
})

export const signatureSchema = fields.superRefine((signature, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['classes'], message })
  const { task, classes, outputs } = signature
  if (task === 'regression') return
  if (classes === undefined) return refuse(`Expected the classes of a ${task} target, received nothing`)
  if (classes.length < 2) return refuse(`Expected two classes or more, received ${classes.length}`)
  if (new Set(classes).size < classes.length) return refuse('Expected distinct classes')
  // The order gives each probability its name.
  const levels = outputs[0]?.levels
  if (levels !== undefined && (levels.length !== classes.length || levels.some((level, index) => level !== classes[index]))) {
    refuse('Expected the levels of the first output, in their order')
  }
}) satisfies z.ZodType<Signature>
