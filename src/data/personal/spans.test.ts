// Personal data inside texts: what is found, what is left, and that time is linear.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSpans, scrubText } from './spans.js'

describe('findSpans', () => {
  it.each([
    ['call 555-0142 or mail jane.doe@example.com today', 'call [phone] or mail [email] today'],
    ['please call +49 30 901820 after six', 'please call [phone] after six'],
    ['reach me on (415) 555-0123, thanks', 'reach me on [phone], thanks'],
    ['Call 09061701461. Claim code KL341', 'Call [phone]. Claim code KL341'],
    ['call 01 23 45 67 89 or (030) 1234 5678 or 0171/1234567', 'call [phone] or [phone] or [phone]'],
    ['paid with 4111 1111 1111 1111 on Monday', 'paid with [card] on Monday'],
    ['to DE89 3704 0044 0532 0130 00 please', 'to [iban] please'],
    ['his SSN is 078-05-1120.', 'his SSN is [nationalId].'],
    ['CPF 529.982.247-25 confirmed', 'CPF [nationalId] confirmed'],
    ['login from 203.0.113.7 failed', 'login from [ip] failed'],
    ['card 00:1a:2b:3c:4d:5e offline', 'card [mac] offline'],
    ['von 2001:0db8:85a3:0000:0000:8a2e:0370:7334 her', 'von [ip] her'],
  ])('%s', (text, expected) => expect(scrubText(text)).toBe(expected))

  it.each([
    'sold 1,234,567 of 89,000 in 2020-01-02',
    'from 12:30:45 to 13:30:45',
    'order 4111111111111112 has a wrong digit',
    'version 1.2.3 and 10.4',
    'scores 0.123456789 and 99.99',
    'aged 25-44, income 30000-45000',
    'on 01/01/2024 and 02.06.2024, 03-11-24 or 09 12 2023 12:30',
    'from 01/02/2020 10:15 to 31.12.1999 23:59:59',
    'rates 02.50 1200 and 0.25 of 1000000',
    'made 2024-01-02T03:04:05.678Z, 20240102',
    "Column 'customer@home' is not there",
  ])('leaves %s', (text) => expect(scrubText(text)).toBe(text))

  it('never leaves an address behind, whatever stands around it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), word, word, (words, local, domain) => {
        const address = `${local}@${domain}.example`
        const text = [...words, address, ...words].join(' ')
        expect(scrubText(text)).not.toContain(address)
      }),
    )
  })

  it('scrubs again to the same, and gives spans that do not overlap', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-zA-Z@.+() -]{0,60}$/), (text) => {
        const spans = findSpans(text)
        for (let i = 1; i < spans.length; i++) expect(spans[i].start).toBeGreaterThanOrEqual(spans[i - 1].end)
        for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text)
      }),
      { numRuns: 500 },
    )
  })

  it('takes time in proportion to the text, also of texts made to hurt', () => {
    for (const piece of ['1-', 'a.', '12 ', 'AB12 ', '+1 (', '1:', 'x@a.', '0 1', '12.']) {
      const time = (count: number): number => {
        const text = piece.repeat(count)
        const started = performance.now()
        findSpans(text)
        return performance.now() - started
      }
      time(2000)
      expect(time(40_000), piece).toBeLessThan(1500)
    }
  })
})
