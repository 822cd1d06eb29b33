// Numbers that can be squared and summed: beyond them every error of a model is infinite, or 0.
import { MlwrightError } from '../../base/core/index.js'

/** Squares of more than this, summed over rows, leave the range of a double. */
const greatest = 1e150
/** Where no value is as large as this, all squares are 0. */
const least = 1e-150

/** `low` and `high`: the smallest and the largest value of a regression target. Throws TARGET_UNSUITABLE where errors of it cannot be measured. */
export function refuseTargetRange(name: string, low: number, high: number): void {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size === 0 || (size <= greatest && size >= least)) return
  const isLarge = size > greatest
  throw new MlwrightError(
    'TARGET_UNSUITABLE',
    `The target '${name}' ranges from ${low} to ${high}, ${isLarge ? 'too large' : 'too small'} for its squared errors to be computed. Expected ${isLarge ? `values between -${greatest} and ${greatest}` : `a value of ${least} or more, up or down`}.`,
    {
      hint: `Rescale it: ${isLarge ? 'divide' : 'multiply'} by a power of ten, or predict its logarithm.`,
      details: { target: name, min: low, max: high },
    },
  )
}
