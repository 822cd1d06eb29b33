// Values of Arrow's types as cells: as the same values come from Parquet and databases.
import type { DataType } from '@uwdata/flechette'
import { doubleText } from './cell-writer.js'
import type { CellWriter } from './cell-writer.js'

/** Writes one value that is there. */
export type WriteValue = (writer: CellWriter, value: unknown) => void

/** Arrow's numbers of types: https://arrow.apache.org/docs/format/Columnar.html, `Schema.fbs`. */
const ids = {
  dictionary: -1,
  int: 2,
  float: 3,
  binary: 4,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  fixedSizeBinary: 15,
  duration: 18,
  largeBinary: 19,
  largeUtf8: 20,
  runEndEncoded: 22,
  binaryView: 23,
  utf8View: 24,
} as const

/** Parts of a second in units 0 to 3: seconds, milli-, micro- and nanoseconds. */
const perSecond = [1n, 1000n, 1_000_000n, 1_000_000_000n] as const

/** How values of a type are written, given as flechette gives them with exact whole numbers. */
export function arrowCells(type: DataType): WriteValue {
  const { typeId, scale = 0, unit = 0 } = type as { typeId: number; scale?: number; unit?: number }
  switch (typeId) {
    case ids.dictionary:
      return arrowCells((type as { dictionary: DataType }).dictionary)
    case ids.runEndEncoded:
      return arrowCells((type as unknown as { children: readonly { type: DataType }[] }).children[1].type)
    case ids.int:
    case ids.duration:
      return (writer, value) => writer.number(String(value))
    case ids.float:
      return (writer, value) => writer.number(doubleText(value as number))
    case ids.decimal:
      return (writer, value) => writer.number(decimalText(BigInt(value as number | bigint), scale))
    case ids.bool:
      return (writer, value) => writer.text(value === true ? 'true' : 'false')
    case ids.utf8:
    case ids.largeUtf8:
    case ids.utf8View:
      return (writer, value) => writer.text(value as string)
    case ids.date:
      return (writer, value) => writer.text(dateText(value as number))
    case ids.timestamp:
      return (writer, value) => writer.text(timestampText(BigInt(value as number | bigint), unit))
    case ids.time:
      return (writer, value) => writer.text(timeText(BigInt(value as number | bigint), unit))
    case ids.binary:
    case ids.largeBinary:
    case ids.binaryView:
    case ids.fixedSizeBinary:
      return (writer) => writer.binary()
    default:
      return (writer, value) => writer.text(nestedText(value))
  }
}

/** Lists and structures as JSON, whole numbers with every digit. */
function nestedText(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(nestedText).join(',')}]`
  // A list of numbers without gaps comes as an array of their type.
  if (ArrayBuffer.isView(value)) return nestedText(Array.from(value as unknown as ArrayLike<unknown>))
  if (typeof value !== 'object' || value === null || value instanceof Date) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${nestedText(inner)}`)
  return `{${entries.join(',')}}`
}

/** `-12.340`: a whole number with so many places after the point. */
export function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value)
  const sign = value < 0n ? '-' : ''
  if (scale <= 0) return `${sign}${digits}${'0'.repeat(value === 0n ? 0 : -scale)}`
  const padded = digits.padStart(scale + 1, '0')
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

/** Farther from 1970 than this no date is known here: 8.64e15 ms. */
const mostMs = 8_640_000_000_000_000

function dateText(epochMs: number): string {
  return Math.abs(epochMs) > mostMs ? String(epochMs) : new Date(epochMs).toISOString().replace(/T.*$/, '')
}

/** Wall clock of UTC, with the parts of a second that there are. */
function timestampText(value: bigint, unit: number): string {
  const parts = perSecond[unit]
  const seconds = value >= 0n ? value / parts : -((-value + parts - 1n) / parts)
  const ms = Number(seconds) * 1000
  if (Math.abs(ms) > mostMs) return String(value)
  const text = new Date(ms).toISOString().slice(0, -5).replace('T', ' ')
  return `${text}${fractionText(value - seconds * parts, unit)}`
}

function timeText(value: bigint, unit: number): string {
  const parts = perSecond[unit]
  const seconds = Number(value / parts)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  return `${clock.join(':')}${fractionText(value % parts, unit)}`
}

function fractionText(value: bigint, unit: number): string {
  return value === 0n
    ? ''
    : `.${String(value)
        .padStart(3 * unit, '0')
        .replace(/0+$/, '')}`
}
