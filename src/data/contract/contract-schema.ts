// The form of a contract file, checked at the edge. Everything is written as text: `007`, `no` and `1` are levels as they stand.
import * as z from 'zod'
import { numberOf } from './bound.js'
import { columnRules, contractFormat, defaultFalseAlarms, defaultShift, relationKinds } from './contract.js'

const number = z.string().transform((text, context) => {
  const value = numberOf(text)
  if (!Number.isNaN(value)) return value
  context.issues.push({ code: 'custom', input: text, message: 'expected a number' })
  return z.NEVER
})
const share = number.refine((value) => value >= 0 && value <= 1, { error: 'expected a share from 0 to 1' })
const count = number.refine((value) => Number.isSafeInteger(value) && value >= 0, { error: 'expected a whole number, at least 0' })
const flag = z.enum(['true', 'false'], { error: 'expected true or false' }).transform((text) => text === 'true')
const texts = z.array(z.string())
const point = z.tuple([number, share], { error: 'expected [value, share]' }).transform(([value, upTo]) => ({ value, share: upTo }))
const level = z.union([z.string(), z.strictObject({ level: z.string(), share: z.exactOptional(share) })], {
  error: 'expected a level, or { level, share }',
})
/** Bounds are numbers or dates: by the kind of the column. */
const range = z.strictObject({ min: z.exactOptional(z.string()), max: z.exactOptional(z.string()), beyond: share.default(0) })

export const columnSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['number', 'category', 'boolean', 'datetime', 'text']),
  required: flag.default(true),
  seen: z.exactOptional(count),
  missing: share.default(1),
  missingTexts: texts.default([]),
  dateFormat: z.exactOptional(z.string()),
  decimal: z.exactOptional(z.literal(',')),
  unit: z.exactOptional(z.string()),
  fold: z.exactOptional(z.literal('lower')),
  invalid: share.default(0),
  whole: flag.default(false),
  range: z.exactOptional(range),
  shares: z.exactOptional(z.array(point)),
  levels: z.exactOptional(z.array(level)),
  length: z.exactOptional(range),
  lengthShares: z.exactOptional(z.array(point)),
  shapes: z.exactOptional(texts),
  pattern: z.exactOptional(z.string()),
  unseen: share.default(0),
  shift: share.default(defaultShift),
  unique: flag.default(false),
  exact: z.array(z.enum(columnRules)).default([]),
})

export const keySchema = z.strictObject({ key: texts.min(1, { error: 'expected one column or more' }), exact: flag.default(false) })

export const relationSchema = z.strictObject({
  relation: z.enum(relationKinds),
  columns: texts,
  within: z.exactOptional(number.refine((value) => value >= 0, { error: 'expected a number, at least 0' })),
  broken: share.default(0),
  seen: z.exactOptional(count),
  exact: flag.default(false),
})

export const contractSchema = z.strictObject({
  format: z.literal(String(contractFormat), { error: `expected ${contractFormat}` }),
  source: z.exactOptional(z.string()),
  rows: z.strictObject({ seen: z.exactOptional(count), min: count.default(1), max: z.exactOptional(count) }).default({ min: 1 }),
  falseAlarms: share.default(defaultFalseAlarms),
  otherColumns: z.enum(['allowed', 'refused']).default('allowed'),
  columns: z.array(columnSchema),
  keys: z.array(keySchema).default([]),
  relations: z.array(relationSchema).default([]),
})

export type FileColumn = z.infer<typeof columnSchema>
export type FileKey = z.infer<typeof keySchema>
export type FileRelation = z.infer<typeof relationSchema>
export type FileContract = z.infer<typeof contractSchema>
