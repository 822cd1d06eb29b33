// What bytes are, by their content: a table in some form, packed, or something else altogether.
import { MlwrightError } from '../../base/core/index.js'

export type Packing = 'gzip' | 'zstd'
export type Form = 'delimited' | 'json' | 'jsonLines'
/** Forms whose cells have types of their own. */
export type TypedForm = 'parquet' | 'arrow' | 'sqlite' | 'workbook' | 'openDocument'

/** More bytes than this cannot be addressed in one table. */
export const largestBytes = 4_294_000_000

interface Known {
  readonly signature: string
  readonly what: string
  readonly hint: string
}

const toCsv = 'Save the table as CSV, JSON lines, Parquet or Arrow and read that.'

/** Beginnings of files that are no tables; latin1. */
const others: readonly Known[] = [
  { signature: '%PDF', what: 'a PDF document', hint: 'Copy the table out of it and save it as CSV.' },
  { signature: 'PK\u0003\u0004', what: 'a zip archive', hint: 'Unpack it.' },
  {
    signature: '\u00d0\u00cf\u0011\u00e0',
    what: 'an old Excel workbook (.xls), one with a password, or another Office document',
    hint: 'Save it as .xlsx without a password, or save the sheet as CSV.',
  },
  { signature: '\u0089PNG', what: 'a PNG image', hint: toCsv },
  { signature: '\u00ff\u00d8\u00ff', what: 'a JPEG image', hint: toCsv },
  { signature: 'GIF8', what: 'a GIF image', hint: toCsv },
  { signature: 'RIFF', what: 'a sound, video or image file', hint: toCsv },
  { signature: '\u007fELF', what: 'a program', hint: toCsv },
  { signature: 'BZh', what: 'a bzip2 archive', hint: 'Unpack it, or pack it with gzip or zstd.' },
  { signature: '\u00fd7zXZ', what: 'an xz archive', hint: 'Unpack it, or pack it with gzip or zstd.' },
  { signature: '7z\u00bc\u00af', what: 'a 7z archive', hint: 'Unpack it.' },
  {
    signature: 'FEA1',
    what: 'a Feather file of version 1',
    hint: 'Write it again as version 2, which is Arrow: pyarrow.feather.write_feather(table, path) does so.',
  },
  { signature: 'Obj\u0001', what: 'an Avro file', hint: 'Save the table as Parquet or CSV.' },
  { signature: '\u0089HDF', what: 'an HDF5 file', hint: toCsv },
  { signature: 'ORC', what: 'an ORC file', hint: 'Save the table as Parquet or CSV.' },
]

const markup = /^\s*(?:<!--[^]*?-->\s*)*(?:<!doctype\b|<html\b|<\?xml\b|\{\\rtf)/i
const openingTag = /^\s*<([a-z][\w:.-]*)[^<>]*>/i
const weka = /^\s*(?:%[^\n]*\n\s*)*@relation\b/i

/** How the bytes are packed, if they are. */
export function packingOf(bytes: Uint8Array): Packing | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip'
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return 'zstd'
  return undefined
}

/** The form of tables that are no text; undefined for all others. Files hold more than their beginning says: workbooks are zip archives. */
export function typedFormOf(bytes: Uint8Array): TypedForm | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('PAR1')) return 'parquet'
  if (head.startsWith('ARROW1') || isArrowStream(bytes)) return 'arrow'
  if (isSqlite(bytes)) return 'sqlite'
  if (!head.startsWith('PK\u0003\u0004')) return undefined
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (archive.includes('xl/workbook.xml') || archive.includes('xl/workbook.bin')) return 'workbook'
  return archive.subarray(0, 200).includes('application/vnd.oasis.opendocument.spreadsheet') ? 'openDocument' : undefined
}

export function isSqlite(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0'
}

/** A stream begins with a mark, the length of its schema, and that schema. */
function isArrowStream(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || bytes[0] !== 0xff || bytes[1] !== 0xff || bytes[2] !== 0xff || bytes[3] !== 0xff) return false
  const length = Buffer.from(bytes.subarray(4, 8)).readInt32LE(0)
  return length > 0 && length + 8 <= bytes.length
}

/** Refuses what is no text at all. Throws SOURCE_NOT_A_TABLE. */
export function refuseBinary(name: string, bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const known = others.find(
    (other) => head.startsWith(other.signature) && ((other.signature !== 'ORC' && other.signature !== 'RIFF') || hasControls(bytes)),
  )
  if (known !== undefined) throw notATable(name, known.what, known.hint)
}

/** Refuses texts that hold no table, after decoding. Throws SOURCE_NOT_A_TABLE. */
export function refuseOtherText(name: string, bytes: Uint8Array, start: number): void {
  if (hasControls(bytes)) throw notATable(name, 'binary data', toCsv)
  const head = Buffer.from(bytes.subarray(start, start + 1000)).toString('utf8')
  if (markup.test(head) || isElement(head, bytes))
    throw notATable(
      name,
      'a page or document in a markup language (HTML, XML, RTF)',
      'Save the table itself as CSV; a download may have given an error page instead.',
    )
  if (weka.test(head)) throw notATable(name, 'a Weka (ARFF) file', 'Save it as CSV.')
}

/** One element from the first byte to the last, as in XML. A header may be a tag too, but no table ends with what closes it. */
function isElement(head: string, bytes: Uint8Array): boolean {
  const name = openingTag.exec(head)?.[1]
  if (name === undefined) return false
  const tail = Buffer.from(bytes.subarray(-1000)).toString('utf8').trimEnd()
  return tail.endsWith(`</${name}>`)
}

/** Delimited, or JSON in one of its two forms, by the first letter and what the name says. */
export function textFormOf(name: string, bytes: Uint8Array, start: number): Form {
  const lower = name.toLowerCase()
  let at = start
  while (at < bytes.length && bytes[at] <= 32) at++
  const first = bytes[at]
  const saysLines = /\.(?:jsonl|ndjson|jsonlines)(?:\.|$)/.test(lower)
  if (first === 0x5b) {
    let next = at + 1
    while (next < bytes.length && bytes[next] <= 32) next++
    if (saysLines || /\.json(?:\.|$)/.test(lower) || bytes[next] === 0x7b || bytes[next] === 0x5b || bytes[next] === 0x5d)
      return saysLines ? 'jsonLines' : 'json'
    return 'delimited'
  }
  if (first === 0x7b) return saysLines || hasSeveralValues(bytes, at) ? 'jsonLines' : 'json'
  return saysLines ? 'jsonLines' : /\.json(?:\.|$)/.test(lower) ? 'json' : 'delimited'
}

/** True where the object that begins at `start` is followed by another on a later line. */
function hasSeveralValues(bytes: Uint8Array, start: number): boolean {
  let depth = 0
  let isText = false
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]
    if (isText) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) isText = false
    } else if (byte === 0x22) isText = true
    else if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) {
      if (--depth > 0) continue
      for (let k = i + 1; k < bytes.length; k++) if (bytes[k] > 32) return bytes[k] === 0x7b
      return false
    }
  }
  return false
}

/** Bytes that no text has: a NUL, or more than a few other control bytes in the first part. */
function hasControls(bytes: Uint8Array): boolean {
  const size = Math.min(bytes.length, 1 << 16)
  let controls = 0
  for (let i = 0; i < size; i++) {
    const byte = bytes[i]
    if (byte === 0) return true
    if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) controls++
  }
  return controls > 2 + size / 200
}

export function notATable(name: string, what: string, hint: string): MlwrightError {
  return new MlwrightError(
    'SOURCE_NOT_A_TABLE',
    `'${name}' is not a table: it is ${what}. Expected CSV, TSV, JSON, JSON lines, Parquet, Arrow, Excel or SQLite.`,
    {
      hint,
      details: { source: name, found: what },
    },
  )
}

export function emptySource(name: string): MlwrightError {
  return new MlwrightError('SOURCE_EMPTY', `'${name}' is empty. Expected a header and rows.`, {
    hint: 'Check how the file was made.',
    details: { source: name },
  })
}
