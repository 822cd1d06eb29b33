// National identifiers, cards and other numbers with check digits, made in another way than src/data/personal tests them.
const digits = (random, count) => Array.from({ length: count }, () => random.integer(10))
const text = (list) => list.join('')
const pick = (random, list) => list[random.integer(list.length)]
const two = (number) => String(number).padStart(2, '0')
/** A real day between 1940 and 1999. */
const day = (random) => ({ year: 1940 + random.integer(60), month: 1 + random.integer(12), day: 1 + random.integer(28) })
/** Tries every last digit until the check holds. */
const complete = (head, holds) => {
  for (let digit = 0; digit < 10; digit++) if (holds([...head, digit])) return [...head, digit]
  return undefined
}
const luhnHolds = (list) =>
  list
    .toReversed()
    .map((digit, i) => (i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9))
    .reduce((a, b) => a + b, 0) %
    10 ===
  0
const dot = (list, weights) => weights.reduce((sum, weight, i) => sum + weight * list[i], 0)
const until = (make) => {
  for (;;) {
    const made = make()
    if (made !== undefined) return made
  }
}

export const nationalMakers = {
  US: (random) =>
    `${two(1 + random.integer(6))}${random.integer(10)}-${two(1 + random.integer(99))}-${String(1 + random.integer(9998)).padStart(4, '0')}`,
  GB: (random) =>
    `${pick(random, 'ABCEGHJKLMNPRST'.split(''))}${pick(random, 'ABCEGHJKLMPRSTWXYZ'.split(''))} ${two(random.integer(100))} ${two(random.integer(100))} ${two(random.integer(100))} ${pick(random, 'ABCD'.split(''))}`.replace(
      /^(BG|GB|KN|NK|NT|TN|ZZ)/,
      'AB',
    ),
  DE: (random) =>
    until(() => {
      const order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].toSorted(() => random.next() - 0.5)
      const ten = [...order.slice(0, 9), order[random.integer(9)]]
      if (ten[0] === 0) return undefined
      // ISO 7064 mod 11,10 as a chain.
      const rest = ten.reduce((product, digit) => (((digit + product) % 10 || 10) * 2) % 11, 10)
      return text([...ten, (11 - rest) % 10])
    }),
  FR: (random) => {
    const born = day(random)
    const body = `${1 + random.integer(2)}${two(born.year % 100)}${two(born.month)}${two(1 + random.integer(95))}${text(digits(random, 6))}`
    return `${body}${two(97 - Number(BigInt(body) % 97n))}`
  },
  ES: (random) => {
    const number = 10_000_000 + random.integer(89_999_999)
    return `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)}`
  },
  NL: (random) =>
    until(() => {
      const head = digits(random, 8)
      const rest = dot(head, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return rest === 10 || head[0] === 0 ? undefined : text([...head, rest])
    }),
  PL: (random) => {
    const born = day(random)
    const head = `${two(born.year % 100)}${two(born.month)}${two(born.day)}`.split('').map(Number).concat(digits(random, 4))
    return text([...head, (10 - (dot(head, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10])
  },
  SE: (random) => {
    const born = day(random)
    const list = complete(
      `${two(born.year % 100)}${two(born.month)}${two(born.day)}`.split('').map(Number).concat(digits(random, 3)),
      luhnHolds,
    )
    return `${text(list.slice(0, 6))}-${text(list.slice(6))}`
  },
  BR: (random) => {
    const nine = digits(random, 9)
    const first = (dot(nine, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10
    const second = (dot([...nine, first], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10
    const all = text([...nine, first, second])
    return `${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6, 9)}-${all.slice(9)}`
  },
  CN: (random) => {
    const born = day(random)
    const head = `${110_101 + random.integer(500_000)}${born.year}${two(born.month)}${two(born.day)}${text(digits(random, 3))}`
    const sum = dot(head.split('').map(Number), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
    return `${head}${'10X98765432'.charAt(sum % 11)}`
  },
  CA: (random) =>
    until(() => {
      const list = complete([1 + random.integer(7), ...digits(random, 7)], luhnHolds)
      return list === undefined ? undefined : `${text(list.slice(0, 3))} ${text(list.slice(3, 6))} ${text(list.slice(6))}`
    }),
}
