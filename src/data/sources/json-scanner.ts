// Steps through JSON in UTF-8 and says where each value lies; texts are unescaped in place, which never makes them longer.
import { MlwrightError } from '../../base/core/index.js'

export interface JsonScanner {
  /** The next character that is not blank, `''` at the end; does not step over it. */
  peek(): string
  /** Steps over this character, which must come next. */
  take(character: string): void
  /** Steps over a text that names a value. */
  key(): string
  /** Steps over a value; then `valueStart` and `valueEnd` say where its text lies: unquoted, and nothing where it is null. */
  value(): void
  valueStart(): number
  valueEnd(): number
  /** Whether the value was written as a number. */
  valueIsNumber(): boolean
  text(start: number, end: number): string
  fail(expected: string): MlwrightError
}

const encoder = new TextEncoder()
const literals = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity']

export function createJsonScanner(source: string, bytes: Uint8Array, start: number): JsonScanner {
  let position = start
  let from = start
  let to = start
  let isNumber = false
  let lastKey = ''
  let lastKeyBytes: Uint8Array = new Uint8Array(0)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  const skipBlanks = (): number => {
    while (position < bytes.length && bytes[position] <= 32) position++
    return position < bytes.length ? bytes[position] : -1
  }
  const fail = (expected: string): MlwrightError => {
    let line = 1
    for (let i = start; i < position && i < bytes.length; i++) if (bytes[i] === 10) line++
    const found =
      position < bytes.length ? `'${buffer.toString('utf8', position, Math.min(bytes.length, position + 20))}'` : 'the end of the text'
    return new MlwrightError(
      'SOURCE_UNREADABLE',
      `'${source}' is not valid JSON at line ${line}: expected ${expected}, received ${found}.`,
      {
        hint: 'Check how the file was made; JSON lines need the ending .jsonl or one object a line.',
        details: { source, line },
      },
    )
  }
  /** Leaves `from` and `to` at the unescaped text. */
  const scanText = (): void => {
    position++
    from = position
    while (position < bytes.length && bytes[position] !== 34 && bytes[position] !== 92) position++
    let write = position
    while (position < bytes.length && bytes[position] !== 34) {
      if (bytes[position] !== 92) bytes[write++] = bytes[position++]!
      else write = scanEscape(write)
    }
    if (position >= bytes.length) throw fail('a closing quote')
    to = write
    position++
  }
  const scanEscape = (write: number): number => {
    const letter = String.fromCharCode(bytes[position + 1] ?? 0)
    const simple = '"\\/bfnrt'.indexOf(letter)
    if (simple >= 0) {
      position += 2
      bytes[write] = '"\\/\b\f\n\r\t'.charCodeAt(simple)
      return write + 1
    }
    let text = ''
    while (bytes[position] === 92 && bytes[position + 1] === 117) {
      const digits = buffer.toString('latin1', position + 2, position + 6)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw fail('four hexadecimal digits after \\u')
      text += String.fromCharCode(parseInt(digits, 16))
      position += 6
    }
    if (text === '') throw fail('an escape that JSON knows')
    // A text may hold half a surrogate pair, which UTF-8 cannot: it becomes the replacement character, three bytes of six.
    const encoded = encoder.encode(text)
    bytes.set(encoded, write)
    return write + encoded.length
  }
  const skipNested = (): void => {
    let depth = 0
    while (position < bytes.length) {
      const byte = bytes[position]
      if (byte === 34) {
        position++
        while (position < bytes.length && bytes[position] !== 34) position += bytes[position] === 92 ? 2 : 1
        position++
        continue
      }
      position++
      if (byte === 0x7b || byte === 0x5b) depth++
      else if (byte === 0x7d || byte === 0x5d) {
        if (--depth === 0) return
      }
    }
    throw fail('a closing bracket')
  }
  const isWord = (byte: number): boolean =>
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 43 || byte === 45 || byte === 46
  return {
    peek() {
      const byte = skipBlanks()
      return byte < 0 ? '' : String.fromCharCode(byte)
    },
    take(character) {
      if (skipBlanks() !== character.charCodeAt(0)) throw fail(`'${character}'`)
      position++
    },
    key() {
      if (skipBlanks() !== 34) throw fail('a name in quotes')
      scanText()
      const length = to - from
      let isSame = length === lastKeyBytes.length
      for (let i = 0; i < length && isSame; i++) isSame = bytes[from + i] === lastKeyBytes[i]
      if (isSame && lastKey !== '') return lastKey
      lastKey = buffer.toString('utf8', from, to)
      lastKeyBytes = bytes.slice(from, to)
      return lastKey
    },
    value() {
      const byte = skipBlanks()
      isNumber = byte === 45 || (byte >= 48 && byte <= 57)
      if (byte === 34) {
        scanText()
        return
      }
      from = position
      if (byte === 0x7b || byte === 0x5b) skipNested()
      else while (position < bytes.length && isWord(bytes[position])) position++
      to = position
      if (to === from) throw fail('a value')
      if (byte === 0x7b || byte === 0x5b || (isNumber && bytes[from + 1] !== 73)) return
      const word = buffer.toString('latin1', from, to)
      if (!literals.includes(word)) {
        position = from
        throw fail('a value')
      }
      if (word === 'null' || word === 'NaN') to = from
    },
    valueStart: () => from,
    valueEnd: () => to,
    valueIsNumber: () => isNumber,
    text: (textStart, end) => buffer.toString('utf8', textStart, end),
    fail,
  }
}
