// JSON and JSON lines to cells, without making objects: numbers keep every digit that they are written with.
import { MlwrightError } from '../../base/core/index.js'
import { createCellCollector } from './cell-collector.js'
import type { CellCollector } from './cell-collector.js'
import { notATable } from './content.js'
import type { FoundTable } from './found-table.js'
import { createJsonScanner } from './json-scanner.js'
import type { JsonScanner } from './json-scanner.js'

const rowsBetweenChecks = 1 << 12

/** An array of objects, an array of arrays (the first may hold names), or an object of arrays, one per column. The bytes are changed in place. */
export function readJson(name: string, bytes: Uint8Array, start: number, checkpoint?: () => void): FoundTable {
  const scanner = createJsonScanner(name, bytes, start)
  const collector = createCellCollector()
  const first = scanner.peek()
  if (first === '{') readColumns(scanner, collector, name)
  else if (first === '[') readArray(scanner, collector, name, checkpoint)
  else throw notATable(name, 'a single JSON value', 'Give an array of objects: [{ "age": 39, "job": "clerk" }, …].')
  if (scanner.peek() !== '') throw scanner.fail('the end of the text')
  return finish(name, collector, bytes)
}

/** One object a line. The bytes are changed in place. */
export function readJsonLines(name: string, bytes: Uint8Array, start: number, checkpoint?: () => void): FoundTable {
  const scanner = createJsonScanner(name, bytes, start)
  const collector = createCellCollector()
  for (;;) {
    const next = scanner.peek()
    if (next === '') break
    if (next !== '{') throw scanner.fail('an object')
    readObject(scanner, collector)
    if (collector.rowCount() % rowsBetweenChecks === 0) checkpoint?.()
  }
  return finish(name, collector, bytes)
}

function finish(source: string, collector: CellCollector, bytes: Uint8Array): FoundTable {
  if (collector.rowCount() === 0)
    throw new MlwrightError('SOURCE_EMPTY', `'${source}' holds no rows. Expected at least one.`, { details: { source } })
  const { names, grid } = collector.finish(bytes)
  const isNamed = !names.every((name, i) => name === String(i))
  return { grid, firstRecord: 0, names: isNamed ? names : names.map(() => ''), isNamed, findings: [] }
}

function readArray(scanner: JsonScanner, collector: CellCollector, source: string, checkpoint: (() => void) | undefined): void {
  scanner.take('[')
  if (scanner.peek() === ']') {
    scanner.take(']')
    return
  }
  if (scanner.peek() === '[') {
    readArrays(scanner, collector, checkpoint)
    return
  }
  for (;;) {
    if (scanner.peek() !== '{')
      throw notATable(source, 'an array of other things than rows', 'Give an array of objects: [{ "age": 39, "job": "clerk" }, …].')
    readObject(scanner, collector)
    if (collector.rowCount() % rowsBetweenChecks === 0) checkpoint?.()
    if (scanner.peek() === ']') break
    scanner.take(',')
  }
  scanner.take(']')
}

function readObject(scanner: JsonScanner, collector: CellCollector): void {
  collector.startRow()
  scanner.take('{')
  if (scanner.peek() !== '}') {
    for (;;) {
      const key = scanner.key()
      scanner.take(':')
      scanner.value()
      collector.add(key, scanner.valueStart(), scanner.valueEnd(), scanner.valueIsNumber())
      if (scanner.peek() === '}') break
      scanner.take(',')
    }
  }
  scanner.take('}')
}

/** `[["age", "job"], [39, "clerk"], …]`: names where the first array holds texts only, and each a different one. */
function readArrays(scanner: JsonScanner, collector: CellCollector, checkpoint: (() => void) | undefined): void {
  let names: string[] | undefined
  let width = -1
  let isFirst = true
  for (;;) {
    const cells: { readonly start: number; readonly end: number; readonly isText: boolean; readonly isNumber: boolean }[] = []
    scanner.take('[')
    while (scanner.peek() !== ']') {
      if (cells.length > 0) scanner.take(',')
      const isText = scanner.peek() === '"'
      scanner.value()
      cells.push({ start: scanner.valueStart(), end: scanner.valueEnd(), isText, isNumber: scanner.valueIsNumber() })
    }
    scanner.take(']')
    if (width >= 0 && cells.length !== width)
      throw scanner.fail(`an array of ${width} values, received one of ${cells.length}, as row ${collector.rowCount() + 1}`)
    width = cells.length
    const texts = isFirst && cells.every((cell) => cell.isText) ? cells.map((cell) => scanner.text(cell.start, cell.end)) : []
    if (isFirst && texts.length > 0 && new Set(texts).size === texts.length) names = texts
    else {
      collector.startRow()
      cells.forEach((cell, i) => collector.add(names?.[i] ?? String(i), cell.start, cell.end, cell.isNumber))
    }
    isFirst = false
    if (collector.rowCount() % rowsBetweenChecks === 0) checkpoint?.()
    if (scanner.peek() === ']') break
    scanner.take(',')
  }
  scanner.take(']')
}

/** `{"age": [39, …], "job": ["clerk", …]}`, or one object that is a row. */
function readColumns(scanner: JsonScanner, collector: CellCollector, source: string): void {
  const columns: { readonly name: string; readonly cells: number[]; readonly isArray: boolean }[] = []
  scanner.take('{')
  while (scanner.peek() !== '}') {
    if (columns.length > 0) scanner.take(',')
    const name = scanner.key()
    scanner.take(':')
    const isArray = scanner.peek() === '['
    const cells: number[] = []
    if (isArray) {
      scanner.take('[')
      while (scanner.peek() !== ']') {
        if (cells.length > 0) scanner.take(',')
        scanner.value()
        cells.push(scanner.valueStart(), scanner.valueEnd(), scanner.valueIsNumber() ? 1 : 0)
      }
      scanner.take(']')
    } else {
      scanner.value()
      cells.push(scanner.valueStart(), scanner.valueEnd(), scanner.valueIsNumber() ? 1 : 0)
    }
    columns.push({ name, cells, isArray })
  }
  scanner.take('}')
  const rows = (columns[0]?.cells.length ?? 0) / 3
  const isTable =
    columns.every((column) => column.isArray && column.cells.length === 3 * rows) || columns.every((column) => !column.isArray)
  if (!isTable) {
    throw notATable(
      source,
      'a JSON object whose values are not all arrays of one length',
      'Give an array of objects: [{ "age": 39, "job": "clerk" }, …].',
    )
  }
  for (let row = 0; row < rows; row++) {
    collector.startRow()
    for (const { name, cells } of columns) collector.add(name, cells[3 * row], cells[3 * row + 1], cells[3 * row + 2] === 1)
  }
}
