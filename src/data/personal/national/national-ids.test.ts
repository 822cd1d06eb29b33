// National identifiers: published examples, every single wrong digit, and how often random digits pass.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../base/core/index.js'
import { passesVerhoeff } from '../verhoeff.js'
import { nationalIds } from './national-ids.js'

/** From the authorities' own descriptions and the articles about them. */
const examples: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
  US: {
    good: ['078-05-1120', '219-09-9999', '457555462'],
    bad: ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000', '12-345-6789'],
  },
  GB: { good: ['AB 12 34 56 C', 'JG103759A'], bad: ['QQ123456C', 'BG123456A', 'AB123456E', 'AO123456A'] },
  DE: { good: ['86095742719', '47036892816', '65929970489'], bad: ['86095742710', '01234567890', '12345678901'] },
  FR: { good: ['2 55 08 14 168 025 38', '255081416802538', '1 84 12 76 451 089 46'], bad: ['255081416802539', '355081416802538'] },
  ES: { good: ['12345678Z', '12.345.678-Z', 'X1234567L', 'Y1234567X'], bad: ['12345678A', 'X1234567A', '1234567Z'] },
  IT: { good: ['RSSMRA85T10A562S', 'MRTMTT91D08F205J'], bad: ['RSSMRA85T10A562T', 'RSSMRA85T10A56'] },
  NL: { good: ['111222333', '123456782'], bad: ['123456789', '000000000', '12345678'] },
  PL: { good: ['44051401359', '02070803628'], bad: ['44051401358', '44131401359'] },
  SE: { good: ['811228-9874', '19811228-9874', '670919-9530'], bad: ['811228-9873', '811328-9874'] },
  BR: { good: ['529.982.247-25', '11144477735'], bad: ['529.982.247-24', '111.111.111-11'] },
  IN: { good: ['2341 2341 2346', '234123412346'], bad: ['2341 2341 2347', '1341 2341 2346'] },
  CN: { good: ['11010519491231002X', '440524188001010014'], bad: ['110105194912310021', '110105194913310020'] },
  CH: { good: ['756.9217.0769.85', '7569217076985'], bad: ['756.9217.0769.84', '757.9217.0769.85'] },
  FI: { good: ['131052-308T', '131052A308T'], bad: ['131052-308U', '321352-308T'] },
  BE: { good: ['85.07.30-033 28', '85073003328'], bad: ['85.07.30-033 29', '85.13.30-033 28'] },
  CA: { good: ['046 454 286', '046454286'], bad: ['046 454 287', '846 454 286'] },
}

describe.each(nationalIds.map((id) => [id.country, id] as const))('%s', (country, { matches, chance }) => {
  const { good, bad } = examples[country]
  it('takes published examples', () => expect(good.filter((text) => !matches(text))).toEqual([]))
  it('refuses wrong ones', () => expect(bad.filter((text) => matches(text))).toEqual([]))

  it('passes random texts of the form no more often than it says', () => {
    const random = createRandom(`national/${country}`)
    const digit = (): string => String(random.integer(10))
    const letter = (): string => String.fromCharCode(65 + random.integer(26))
    const model = good[0]
    let passed = 0
    const count = 20_000
    for (let i = 0; i < count; i++) {
      const text = model.replaceAll(/\d/g, digit).replaceAll(/[A-Z]/g, letter)
      if (matches(text)) passed++
    }
    // Random texts do not begin with real dates or letters in use: they pass less often than texts of the form.
    expect(passed / count).toBeLessThanOrEqual(chance * 1.25 + 0.001)
  })
})

describe('Verhoeff', () => {
  it('takes 2363, the published example', () => expect(passesVerhoeff('2363')).toBe(true))
  it('notices every wrong digit and every exchange of neighbours', () => {
    const good = '234123412346'
    const wrong: string[] = []
    for (let at = 0; at < good.length; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const text = good.slice(0, at) + String(digit) + good.slice(at + 1)
        if (text !== good && passesVerhoeff(text)) wrong.push(text)
      }
      const turned = good.slice(0, at) + (good[at + 1] ?? '') + good[at] + good.slice(at + 2)
      if (turned !== good && turned.length === good.length && passesVerhoeff(turned)) wrong.push(turned)
    }
    expect(wrong).toEqual([])
  })
})
