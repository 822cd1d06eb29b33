// The key of pseudonyms: where it comes from, and what it must be.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { MlwrightError } from '../../base/core/index.js'

/** The variable of the environment that holds the key. */
export const privacyKeyVariable = 'MLWRIGHT_PRIVACY_KEY'
const fewestCharacters = 16

/** The key of the environment. Throws PRIVACY_KEY_INVALID where there is none or it is short. */
export function environmentKey(): string {
  const key = process.env[privacyKeyVariable]
  if (key === undefined || key === '') {
    throw new MlwrightError('PRIVACY_KEY_INVALID', `Pseudonyms need a key, but the environment has no ${privacyKeyVariable}.`, {
      hint: `Set it to a secret of ${fewestCharacters} characters or more, such as: export ${privacyKeyVariable}=$(openssl rand -hex 32)`,
    })
  }
  return checkKey(key, privacyKeyVariable)
}

/** Throws PRIVACY_KEY_INVALID where the key is short or always the same letter. The message never holds it. */
export function checkKey(key: unknown, name: string): string {
  if (typeof key === 'string' && key.length >= fewestCharacters && new Set(key).size >= 5) return key
  const what =
    typeof key !== 'string' ? 'is no text' : key.length < fewestCharacters ? `has ${key.length} characters` : 'repeats a few characters'
  throw new MlwrightError(
    'PRIVACY_KEY_INVALID',
    `The key of pseudonyms (${name}) ${what}. Expected a secret of at least ${fewestCharacters} characters.`,
    {
      hint: 'Make one with: openssl rand -hex 32. Keep it: without it pseudonyms of new rows do not match, and none can be turned back.',
    },
  )
}

/** A mark by which a wrong key is noticed; it tells nothing about the key. */
export function keyMark(key: string): string {
  return createHmac('sha256', key).update('mlwright/key mark').digest('hex').slice(0, 8)
}

/** Throws PRIVACY_KEY_INVALID where the key is not the one of that mark. */
export function requireKey(key: string, mark: string): void {
  if (timingSafeEqual(Buffer.from(keyMark(key)), Buffer.from(mark.padEnd(8).slice(0, 8)))) return
  throw new MlwrightError('PRIVACY_KEY_INVALID', `The key in ${privacyKeyVariable} is not the one that the model was trained with.`, {
    hint: 'Set it to the key of the training: with another one no pseudonym matches what the model learned.',
    details: { mark },
  })
}
