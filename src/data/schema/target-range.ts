// Numbers that every learner can work with: boosting holds gradients in single precision, and errors are squared and summed.
import { MlwrightError } from '../../base/core/index.js'

/** Well below the greatest number of single precision, 3.4e38, beyond which trees learn nothing. */
const greatest = 1e30
/** Where no value is as large as this, gradients and their squares vanish likewise. */
const least = 1e-30

/** `low` and `high`: the smallest and the largest value of a regression target. Throws TARGET_UNSUITABLE where errors of it cannot be measured. */
export function refuseTargetRange(name: string, low: number, high: number): void {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size === 0 || (size <= greatest && size >= least)) return
  const isLarge = size > greatest
  throw new MlwrightError(
    'TARGET_UNSUITABLE',
    `The target '${name}' ranges from ${low} to ${high}, ${isLarge ? 'too large' : 'too small'} for models to learn from. Expected ${isLarge ? `values between -${greatest} and ${greatest}` : `a value of ${least} or more, up or down`}.`,
    {
      hint: `Rescale it: ${isLarge ? 'divide' : 'multiply'} by a power of ten, or predict its logarithm.`,
      details: { target: name, min: low, max: high },
    },
  )
}
