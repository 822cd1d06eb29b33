// What a look at every cell of a column leaves for the judges.

/** The distinct texts of the cells that are neither blank nor plain numbers. */
export interface DistinctTexts {
  readonly size: number
  text(index: number): string
  byteLength(index: number): number
  /** Cells with this text. */
  count(index: number): number
  /** Where there are too many texts to list: cells with other ones, none of which a judge must see, and how many texts those are. */
  readonly others?: { readonly cells: number; readonly distinct: number }
}

/** The cells that are plain numbers with a decimal point: `12`, `-3.5`, `.5`, `1e-3`. */
export interface NumberEvidence {
  readonly count: number
  readonly distinctCount: number
  /** Written without fraction and exponent. */
  readonly integerCount: number
  /** Whole numbers by value: `2.0` too. */
  readonly wholeCount: number
  /** Whole numbers written with a needless 0 in front: codes, not numbers. */
  readonly leadingZeroCount: number
  /** Whole numbers beyond 2^53, which no double holds exactly. */
  readonly inexactCount: number
  /** Written with a point. */
  readonly pointCount: number
  /** Of those, the ones that could be thousands: one to three digits, a point, three digits. */
  readonly pointGroupCount: number
  /** Whole numbers of four and more digits, without any grouping. */
  readonly longIntegerCount: number
  /** Eight digits that are a date of the years 1900 to 2100. */
  readonly compactDateCount: number
  readonly min: number
  readonly max: number
  /** Each number is the one before plus the same step, which is not 0. */
  readonly isSequence: boolean
}

export interface ColumnEvidence {
  readonly name: string
  readonly rowCount: number
  /** Cells without any text. */
  readonly blankCount: number
  readonly numbers: NumberEvidence
  /** Where whole numbers lie beyond 2^53: how many distinct texts the numbers are, which may be more than their distinct doubles. */
  readonly distinctIntegerTexts?: number
  readonly texts: DistinctTexts
}
