// Signs that a column knows the answer, each with how sure it makes us.

export type LeakSign =
  /** Its cells are filled or empty by the answer. */
  | 'presence'
  /** It says the same as whether another leak is filled. */
  | 'linked'
  /** It tells (almost) the whole answer, and the other columns do not. */
  | 'copy'
  /** Numbers that make up the answer as a sum of multiples. */
  | 'sum'
  /** Dates after those at which the rows were recorded. */
  | 'later'
  /** It tells much, and is named like something that is known afterwards or like the target. */
  | 'named'
  /** With others like it it tells nearly the whole answer, and the columns that are not suspected do not. */
  | 'together'
  /** It tells far more than all other columns together. */
  | 'alone'

export interface LeakEvidence {
  readonly column: string
  readonly sign: LeakSign
  /** 0 to 1. */
  readonly confidence: number
  /** The share of the answers that the sign explains by itself. */
  readonly explained: number
  /** What the columns that are not suspected explain together, where that was asked. */
  readonly others?: number
  /** Other columns that the sign rests on. */
  readonly with?: readonly string[]
}

/** From here on a leak is an error and the column is left out; from `suspected` on it is a warning; below a hint. */
export const sure = 0.9
export const suspected = 0.7

const afterwards = new Set(
  'after afterwards outcome result results final post closed closing closure end ended event resolution resolved resolve actual realized realised future next subsequent followup discharge discharged death died dead cancelled canceled cancellation churned churn returned refund refunded chargeback default defaulted recovery recovered collection settlement settled paid payoff completed completion awarded winner verdict prediction predicted pred score_after label target truth groundtruth response decision approved rejected reason'.split(
    ' ',
  ),
)
const common = new Set(
  'is has was the of and or in at to per two year years day days num no nr id code type flag value total count rate score class name'.split(
    ' ',
  ),
)

/** The words of a column's name: `Arr_DelayMinutes` has arr, delay, minutes. */
export function wordsOfName(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
}

/** A name of what is known only afterwards, or one that shares a telling word with the target. */
export function namesAfterwards(name: string, target: string): boolean {
  const ofTarget = new Set(wordsOfName(target).filter((word) => !common.has(word)))
  return wordsOfName(name).some((word) => afterwards.has(word) || (!common.has(word) && ofTarget.has(word)))
}
