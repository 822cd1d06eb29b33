// The check digit of Aadhaar numbers, from the group of the pentagon's turns and flips.

/** The product of two elements of D5, numbered 0 … 9: turns first, flips from 5. */
function multiply(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)
  return b < 5 ? 5 + ((((a - b) % 5) + 5) % 5) : (((a - b) % 5) + 5) % 5
}

const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

/** True where the last digit is the right one. `digits`: digits alone. A random text passes once in 10. Verhoeff 1969. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48
    for (let times = i % 8; times > 0; times--) digit = permutation[digit]
    check = multiply(check, digit)
  }
  return check === 0
}
