// Remainders of numbers that are too long for a double, digit by digit.

/** The remainder of a text of digits and upper-case letters (A is 10 … Z is 35) by 97. ISO 7064. */
export function mod97(text: string): number {
  let rest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    rest = code <= 57 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97
  }
  return rest
}
