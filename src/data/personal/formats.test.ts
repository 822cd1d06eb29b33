// Each kind on published examples, good and bad.
import { describe, expect, it } from 'vitest'
import { cardIssuer } from './card.js'
import { isPostalAddress } from './address.js'
import { isEmail } from './email.js'
import { isIban } from './iban.js'
import { isIpAddress, isMacAddress } from './network-address.js'
import { personNameForm } from './person-name.js'
import { phoneForm } from './phone.js'

/** The texts for which the check gives something else. */
const misfits = (texts: readonly string[], check: (text: string) => unknown, expected: unknown): readonly string[] =>
  texts.filter((text) => check(text) !== expected)

describe('e-mail addresses', () => {
  it('takes what mail takes', () =>
    expect(
      misfits(
        ['jane.doe@example.com', 'a+b@sub.example.co.uk', '<x_y@z.org>', 'mailto:info@example.de', "o'hara@example.ie"],
        isEmail,
        true,
      ),
    ).toEqual([]))
  it('refuses what is none', () =>
    expect(
      misfits(['jane', 'jane@', '@example.com', 'a@b', 'a b@example.com', 'a@b@example.com', '@handle', 'x@1.2'], isEmail, false),
    ).toEqual([]))
  it('takes linear time on a text made to hurt', () => {
    const started = performance.now()
    isEmail(`${'a.'.repeat(120)}@`)
    isEmail(`a@${'a.'.repeat(120)}`)
    expect(performance.now() - started).toBeLessThan(50)
  })
})

describe('payment cards', () => {
  // The numbers that payment networks publish for tests.
  it.each([
    ['4111 1111 1111 1111', 'Visa'],
    ['4012888888881881', 'Visa'],
    ['5555-5555-5555-4444', 'Mastercard'],
    ['2223003122003222', 'Mastercard'],
    ['378282246310005', 'American Express'],
    ['6011111111111117', 'Discover'],
    ['30569309025904', 'Diners Club'],
    ['3530111333300000', 'JCB'],
    ['6200000000000005', 'UnionPay'],
  ])('%s is a %s', (text, issuer) => expect(cardIssuer(text)).toBe(issuer))
  it('refuses a wrong digit, another issuer, a wrong length', () =>
    expect(
      misfits(
        ['4111111111111112', '9111111111111111', '411111111111111', '1234567890123456', '4111x1111x1111x1111'],
        cardIssuer,
        undefined,
      ),
    ).toEqual([]))
})

describe('IBAN', () => {
  // Examples of the registry of ISO 13616.
  it('takes the examples of the registry', () =>
    expect(
      misfits(
        [
          'GB29 NWBK 6016 1331 9268 19',
          'DE89370400440532013000',
          'FR1420041010050500013M02606',
          'NL91ABNA0417164300',
          'NO9386011117947',
          'MT84MALT011000012345MTLCAST001S',
          'ch9300762011623852957',
        ],
        isIban,
        true,
      ),
    ).toEqual([]))
  it('refuses a wrong digit, length or country', () =>
    expect(
      misfits(
        ['GB28NWBK60161331926819', 'DE8937040044053201300', 'XX89370400440532013000', 'GB29NWBK6016133192681', 'AB12'],
        isIban,
        false,
      ),
    ).toEqual([]))
})

describe('addresses of machines', () => {
  it('takes IP of both versions', () =>
    expect(misfits(['192.168.0.1', '8.8.8.8:53', '10.0.0.0/8', '2001:db8::8a2e:370:7334', '[2001:db8::1]:443'], isIpAddress, true)).toEqual(
      [],
    ))
  it('refuses versions, times and numbers', () =>
    expect(misfits(['1.2.3', '256.1.1.1', '1.2.3.4.5', '12:30', '12:30:45', '3.14', '::'], isIpAddress, false)).toEqual([]))
  it('takes MAC', () => expect(misfits(['00:1A:2b:3c:4D:5e', '00-1A-2B-3C-4D-5E', '001a.2b3c.4d5e'], isMacAddress, true)).toEqual([]))
  it('refuses what is none', () => expect(misfits(['00:1A:2B:3C:4D', '00:1A-2B:3C:4D:5E', '12:30:45'], isMacAddress, false)).toEqual([]))
})

describe('phone numbers', () => {
  it('tells the country by its code', () =>
    expect(
      misfits(
        ['+1 415 555 0123', '+442079460958', '+49 (0)30 123456', '+33 1 23 45 67 89', '+91-98765-43210', '0044 20 7946 0958'],
        phoneForm,
        'international',
      ),
    ).toEqual([]))
  it('knows how numbers are grouped at home', () =>
    expect(
      misfits(
        ['(415) 555-0123', '415-555-0123', '1-415-555-0123', '020 7946 0958', '0171/1234567', '01 23 45 67 89', '(030) 1234 5678'],
        phoneForm,
        'national',
      ),
    ).toEqual([]))
  it('takes digits alone for what may be a number', () =>
    expect(misfits(['4155550123', '0171234567', '612 345 678'], phoneForm, 'digits')).toEqual([]))
  it('refuses dates, amounts, codes and machines', () =>
    expect(
      misfits(
        [
          '2020-01-02',
          '01-02-2020',
          '1,234,567',
          '078-05-1120',
          '811228-9874',
          '192.168.0.1',
          '+999 123 456',
          '12345',
          '1234567.89',
          'A/5 21171',
          '+1',
          '3.141592653',
        ],
        phoneForm,
        undefined,
      ),
    ).toEqual([]))
})

describe('names of persons', () => {
  it('knows forms of address', () =>
    expect(misfits(['Braund, Mr. Owen Harris', 'Frau Anna Schmidt', 'Dr. Xyz Qwerty', 'Mme Lefebvre'], personNameForm, 'title')).toEqual(
      [],
    ))
  it('knows given names among few words', () =>
    expect(
      misfits(
        ['Maria Kowalska', 'SMITH, John', 'José Álvarez', 'müller, jürgen', 'Chris Pratt, Vin Diesel, Bradley Cooper, Zoe Saldana'],
        personNameForm,
        'given',
      ),
    ).toEqual([]))
  it('refuses products, places and sentences', () =>
    expect(
      misfits(
        [
          'ford maverick',
          'New York',
          'Male',
          'Never-married',
          'I saw Michael and Linda walk home from the old market',
          'SKU 12',
          'virginia beach',
        ],
        personNameForm,
        undefined,
      ),
    ).toEqual([]))
})

describe('postal addresses', () => {
  it('takes streets with numbers', () =>
    expect(
      misfits(
        [
          '742 Evergreen Terrace',
          '10 Downing Street, London',
          'Hauptstraße 12a, 10115 Berlin',
          '12 bis rue de la Paix',
          'Calle Mayor 5',
          'Via Roma 21, Torino',
          'P.O. Box 123',
          'Flat 3, 221B Baker Street',
        ],
        isPostalAddress,
        true,
      ),
    ).toEqual([]))
  it('refuses what is none', () =>
    expect(
      misfits(['Main Street', '12', '3 apples a day', 'United-States', '5 wins in 10 games', 'ring 5 of 6'], isPostalAddress, false),
    ).toEqual([]))
})
