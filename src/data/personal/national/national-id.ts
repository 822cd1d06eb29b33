// What a national identifier is made of.

export interface NationalId {
  /** ISO 3166. */
  readonly country: string
  readonly title: string
  /** True for one identifier, in the spellings in use. */
  readonly matches: (text: string) => boolean
  /** Of texts with the same length and alphabet, the share that pass by chance: 1 means that nothing is checked. */
  readonly chance: number
  /** What columns of it are called, in words of lower case (see `wordsOfName`). */
  readonly names: RegExp
}

/** A real day: two-digit years are taken as they come. */
export function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year < 100 ? 2000 + year : year, month, 0)).getUTCDate()
}

/** The sum of digits times weights. */
export function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0)
}
