// Brazil: the register of natural persons.
import { weigh } from './national-id.js'
import type { NationalId } from './national-id.js'

const checkOf = (digits: string, count: number): number => {
  const rest =
    weigh(
      digits,
      Array.from({ length: count }, (_, i) => count + 1 - i),
    ) % 11
  return rest < 2 ? 0 : 11 - rest
}

/** Nine digits and two check digits by rest 11; all digits alike was never given out. */
export const brCpf: NationalId = {
  country: 'BR',
  title: 'CPF numbers',
  matches: (text) => {
    const digits = text.replace(/[.-]/g, '')
    if (!/^\d{11}$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return false
    return checkOf(digits, 9) === Number(digits[9]) && checkOf(digits, 10) === Number(digits[10])
  },
  chance: 0.01,
  names: /\b(?:cpf|cadastro de pessoas? fisicas?)\b/,
}
