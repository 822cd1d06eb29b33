// The typed columns of a table. Values may lie in shared memory; nobody changes them after they are made.

export type Kind = 'number' | 'category' | 'boolean' | 'datetime' | 'text'

/** NaN is missing. Never infinite. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly name: string
  readonly values: Float64Array
}

/** `codes` index `levels`; -1 is missing, -2 (only at prediction time) is a level that training never saw. */
export interface CategoryColumn {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

/** 1 is true, 0 is false, -1 is missing. */
export interface BooleanColumn {
  readonly kind: 'boolean'
  readonly name: string
  readonly values: Int8Array
}

/** Milliseconds since 1970 UTC; NaN is missing. */
export interface DatetimeColumn {
  readonly kind: 'datetime'
  readonly name: string
  readonly values: Float64Array
}

/** UTF-8 of all cells end to end: cell i is bytes[offsets[i]] up to bytes[offsets[i + 1]]; an empty cell is missing. */
export interface TextColumn {
  readonly kind: 'text'
  readonly name: string
  readonly bytes: Uint8Array
  /** rows + 1 */
  readonly offsets: Uint32Array
}

export type Column = NumberColumn | CategoryColumn | BooleanColumn | DatetimeColumn | TextColumn
