// Plain numbers straight from bytes: exact and without a string where the digits and the exponent are small.

/** What `parseNumberBytes` saw besides the value: of its last call that did not return NaN. */
export const numberShape = {
  /** Digits only. */
  isInteger: false,
  /** A needless 0 in front of a whole number. */
  hasLeadingZero: false,
  hasPoint: false,
  /** One to three digits, a point, three digits. */
  isPointGroup: false,
  /** Digits before the point. */
  integerDigits: 0,
}

/** 10^0 to 10^22: each a double without rounding. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))
/** One more digit still leaves the mantissa at or below 2^53. */
const lastExact = 900719925474098

/**
 * The number that bytes[start, end) write, the same double as `Number(text)`; NaN where they do not write one with an optional sign,
 * digits, a decimal point and an exponent, or where it is too large to hold.
 * Clinger's fast path (1990): a mantissa up to 2^53 and a power of ten up to 10^22 are exact, so that one multiplication or division rounds once.
 */
export function parseNumberBytes(bytes: Uint8Array, start: number, end: number): number {
  let position = start
  let byte = bytes[position]
  const isNegative = byte === 45
  if (isNegative || byte === 43) position++
  const firstDigit = position
  let mantissa = 0
  let isExact = true
  while (position < end && (byte = bytes[position] - 48) >= 0 && byte <= 9) {
    if (mantissa > lastExact) isExact = false
    mantissa = mantissa * 10 + byte
    position++
  }
  const integerDigits = position - firstDigit
  let fractionDigits = 0
  let hasPoint = false
  if (position < end && bytes[position] === 46) {
    hasPoint = true
    position++
    const firstFraction = position
    while (position < end && (byte = bytes[position] - 48) >= 0 && byte <= 9) {
      if (mantissa > lastExact) isExact = false
      mantissa = mantissa * 10 + byte
      position++
    }
    fractionDigits = position - firstFraction
  }
  if (integerDigits + fractionDigits === 0) return NaN
  let exponent = 0
  let hasExponent = false
  if (position < end && (bytes[position] | 32) === 101) {
    hasExponent = true
    position++
    const isBelow = bytes[position] === 45
    if (isBelow || bytes[position] === 43) position++
    const firstExponent = position
    while (position < end && (byte = bytes[position] - 48) >= 0 && byte <= 9) {
      if (exponent < 100000) exponent = exponent * 10 + byte
      position++
    }
    if (position === firstExponent) return NaN
    if (isBelow) exponent = -exponent
  }
  if (position !== end) return NaN
  const scale = exponent - fractionDigits
  let value: number
  if (isExact && scale <= 22 && scale >= -22) {
    value = scale === 0 ? mantissa : scale < 0 ? mantissa / powers[-scale] : mantissa * powers[scale]
    if (isNegative) value = -value
  } else {
    value = Number(latin1(bytes, start, end))
    if (value === Infinity || value === -Infinity) return NaN
  }
  numberShape.isInteger = !hasPoint && !hasExponent
  numberShape.hasLeadingZero = integerDigits > 1 && bytes[firstDigit] === 48 && !hasPoint && !hasExponent
  numberShape.hasPoint = hasPoint
  numberShape.isPointGroup = fractionDigits === 3 && integerDigits >= 1 && integerDigits <= 3 && bytes[firstDigit] !== 48 && !hasExponent
  numberShape.integerDigits = integerDigits
  return value
}

/** The bytes last decoded: making a view of them costs more than decoding a number. */
let view = Buffer.alloc(0)

function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (view.buffer !== bytes.buffer || view.byteOffset !== bytes.byteOffset || view.length !== bytes.length) {
    view = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length)
  }
  return view.toString('latin1', start, end)
}
