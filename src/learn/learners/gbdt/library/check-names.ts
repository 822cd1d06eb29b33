// Whether columns of other data are the same ones, as far as their names tell.
import { MlwrightError } from '../../../../base/core/index.js'

/** Throws COLUMN_MISSING where two names of one column contradict each other. Names that only count say nothing. `has`: whose the expected ones are. */
export function checkNames(received: readonly string[], expected: readonly string[], what: string, has: string): void {
  const at = received.findIndex((name, c) => !isCounted(name, c) && !isCounted(expected[c], c) && plain(name) !== plain(expected[c]))
  if (at < 0) return
  throw new MlwrightError('COLUMN_MISSING', `Column ${at} of ${what} is '${received[at]}', expected '${expected[at]}' as ${has}.`, {
    hint: 'Give the same columns in the same order.',
    details: { column: at },
  })
}

/** As LightGBM and XGBoost number columns without names. */
function isCounted(name: string, at: number): boolean {
  return name === `Column_${at}` || name === `f${at}`
}

/** As a model.txt has it. */
function plain(name: string): string {
  return name.replaceAll(/[\s=]+/gu, '_')
}
