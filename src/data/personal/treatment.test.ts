// What stands in place of personal data: masks, pseudonyms, forms that show nothing.
import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { concealText } from './conceal.js'
import { maskText } from './mask.js'
import { keyMark, privacyKeyVariable } from './privacy-key.js'
import { hashedName, pseudonymize, reidentify } from './pseudonyms.js'
import { spanPatterns } from './spans.js'
import { treatText } from './treatment.js'

const key = '0123456789abcdef-a-key-of-tests'
const other = 'fedcba9876543210-another-key'
const isRefused = { code: 'PRIVACY_KEY_INVALID' }

afterEach(() => {
  delete process.env[privacyKeyVariable]
})

describe('maskText', () => {
  it.each([
    ['email', 'Jane.Doe@Example.COM', 'example.com'],
    ['phone', '+49 (0)30 123456', '+4903'],
    ['phone', '(415) 555-0123', '415'],
    ['card', '4111 1111 1111 1111', '411111'],
    ['iban', 'de89 3704 0044 0532 0130 00', 'DE'],
    ['ip', '203.0.113.7', '203.0.113'],
    ['ip', '2001:DB8:85a3::7334', '2001:db8:85a3'],
    ['mac', '00:1A:2b:3c:4d:5e', '001a2b'],
    ['name', 'Braund, Mr. Owen Harris', 'mr'],
    ['name', 'Owen Harris', ''],
    ['postcode', '94110-1234', '941'],
    ['postcode', 'SW1A 2AA', 'SW1'],
    ['birthDate', '31.12.1980', '1980'],
    ['coordinates', '-122.4194', '-122.4'],
    ['nationalId', '078-05-1120', ''],
    ['email', 'no address', ''],
  ] as const)('of %s %s leaves %s', (kind, text, left) => expect(maskText(text, kind)).toBe(left))
})

describe('concealText', () => {
  it.each([
    ['jane@example.com', 'j***@e***.com'],
    ['Braund, Mr. Owen Harris', 'B***, M***. O*** H***'],
    ['415-555-0123', '***-***-***'],
    ['DE89370400440532013000', '***'],
  ])('%s as %s', (text, shown) => expect(concealText(text)).toBe(shown))
})

describe('pseudonyms', () => {
  it('come back with the key, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (texts) => {
        expect(reidentify(pseudonymize(texts, key), key)).toEqual(texts)
      }),
    )
  })
  it('are equal for equal values, others for others and for another key, and hold nothing of the text', () => {
    const [one, again, two] = pseudonymize(['jane@example.com', 'jane@example.com', 'joan@example.com'], key)
    expect(again).toBe(one)
    expect(two).not.toBe(one)
    expect(pseudonymize(['jane@example.com'], other)[0]).not.toBe(one)
    expect(Buffer.from(one.slice(5), 'base64url').toString('latin1')).not.toContain('example')
  })
  it('leave what has no value', () => expect(pseudonymize(['', null, undefined], key)).toEqual(['', null, undefined]))
  it('refuse another key, a changed letter, a text that is none, a hash', () => {
    const [one] = pseudonymize(['jane@example.com'], key)
    const changed = `${one.slice(0, 8)}${one[8] === 'A' ? 'B' : 'A'}${one.slice(9)}`
    expect(() => reidentify([one], other)).toThrow(expect.objectContaining(isRefused))
    for (const wrong of [changed, 'jane@example.com', 'mlw1.', hashedName('jane', key)]) {
      expect(() => reidentify([wrong], key), wrong).toThrow(expect.objectContaining(isRefused))
    }
  })
  it('refuse keys that are short or repeat, without telling them', () => {
    for (const bad of ['short', 'aaaaaaaaaaaaaaaaaaaaaaaa', '', undefined as unknown as string]) {
      let message = ''
      try {
        pseudonymize(['x'], bad)
      } catch (error) {
        message = (error as Error).message
        expect(error).toMatchObject(isRefused)
      }
      expect(message).toContain('at least 16 characters')
      if (bad) expect(message).not.toContain(bad)
    }
  })
  it('hash to what HMAC-SHA-256 gives (RFC 4231, case 2, 16 of its bytes)', () => {
    expect(Buffer.from(hashedName('what do ya want for nothing?', 'Jefe'), 'base64url').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c7',
    )
  })
})

describe('treatText', () => {
  it('needs the key of the training', () => {
    const treatment = { by: 'hash', kind: 'email', mark: keyMark(key) } as const
    expect(() => treatText(treatment)).toThrow(expect.objectContaining(isRefused))
    process.env[privacyKeyVariable] = other
    expect(() => treatText(treatment)).toThrow(/not the one/)
    process.env[privacyKeyVariable] = key
    expect(treatText(treatment)('jane@example.com')).toBe(hashedName('jane@example.com', key))
  })
  it('changes only what is personal inside texts', () => {
    const text = 'mail jane@example.com or call +49 30 901820'
    expect(treatText({ by: 'drop', spans: spanPatterns })(text)).toBe('mail [email] or call [phone]')
    expect(treatText({ by: 'mask', spans: spanPatterns })(text)).toBe('mail example.com or call +4930')
    process.env[privacyKeyVariable] = key
    expect(treatText({ by: 'hash', spans: spanPatterns })(text)).toBe(
      `mail ${hashedName('jane@example.com', key)} or call ${hashedName('+49 30 901820', key)}`,
    )
  })
})
