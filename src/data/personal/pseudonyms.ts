// Names in place of persons' own: the same value has the same name, and only the key leads back.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { MlwrightError } from '../../base/core/index.js'
import { checkKey } from './privacy-key.js'

const sign = 'mlw1.'
const ivBytes = 16

/** One-way: 22 characters of HMAC-SHA-256. For learning from, where nobody is to be found again. O(length). */
export function hashedName(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, ivBytes).toString('base64url')
}

/**
 * Pseudonyms that the key turns back: equal values have equal pseudonyms, and nothing else shows but their length.
 *
 * `values`: texts; null, undefined and `''` stay as they are. `key`: a secret of at least 16 characters.
 * Deterministic authenticated encryption: the counter's start is HMAC-SHA-256 of the text (synthetic IV, after RFC 5297), the text is encrypted by
 * AES-256 in counter mode, both keys are derived from yours (HKDF, RFC 5869). Whoever has no key can still count how often a value comes up.
 * Throws PRIVACY_KEY_INVALID. O(characters).
 *
 * ```ts
 * pseudonymize(['jane@example.com'], key) // ['mlw1.…']
 * ```
 */
export function pseudonymize<Value extends string | null | undefined>(values: readonly Value[], key: string): (string | Value)[] {
  const keys = keysOf(key)
  return values.map((value) => (value === null || value === undefined || value === '' ? value : encrypt(value, keys)))
}

/**
 * The values behind pseudonyms of `pseudonymize`; null, undefined and `''` stay as they are.
 * Throws PRIVACY_KEY_INVALID where one was made with another key, was changed, or is no pseudonym; the message names its place, never its content.
 */
export function reidentify<Value extends string | null | undefined>(pseudonyms: readonly Value[], key: string): (string | Value)[] {
  const keys = keysOf(key)
  return pseudonyms.map((value, at) => {
    if (value === null || value === undefined || value === '') return value
    const text = decrypt(value, keys)
    if (text !== undefined) return text
    throw new MlwrightError(
      'PRIVACY_KEY_INVALID',
      `Value ${at + 1} of ${pseudonyms.length} is no pseudonym of this key: another key made it, or it was changed.`,
      {
        hint: 'Give the key that pseudonymize was called with, and its values unchanged. Hashed values (--privacy hash) cannot be turned back.',
        details: { at },
      },
    )
  })
}

interface Keys {
  readonly mac: Buffer
  readonly cipher: Buffer
}

function keysOf(key: string): Keys {
  const derived = Buffer.from(hkdfSync('sha256', checkKey(key, 'key'), '', 'mlwright/pseudonyms/1', 64))
  return { mac: derived.subarray(0, 32), cipher: derived.subarray(32) }
}

function encrypt(text: string, { mac, cipher }: Keys): string {
  const plain = Buffer.from(text, 'utf8')
  const iv = createHmac('sha256', mac).update(plain).digest().subarray(0, ivBytes)
  const counter = createCipheriv('aes-256-ctr', cipher, iv)
  return sign + Buffer.concat([iv, counter.update(plain), counter.final()]).toString('base64url')
}

function decrypt(pseudonym: string, { mac, cipher }: Keys): string | undefined {
  if (!pseudonym.startsWith(sign)) return undefined
  const bytes = Buffer.from(pseudonym.slice(sign.length), 'base64url')
  if (bytes.length <= ivBytes) return undefined
  const iv = bytes.subarray(0, ivBytes)
  const counter = createDecipheriv('aes-256-ctr', cipher, iv)
  const plain = Buffer.concat([counter.update(bytes.subarray(ivBytes)), counter.final()])
  const expected = createHmac('sha256', mac).update(plain).digest().subarray(0, ivBytes)
  return timingSafeEqual(iv, expected) ? plain.toString('utf8') : undefined
}
