// Tables as rows of texts: read, changed, written.
import { readFileSync, writeFileSync } from 'node:fs'

/** `{ names, rows }` of a CSV file; cells are texts as written, without their quotes. */
export function readCsv(path) {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const records = []
  let record = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') cell += text[i++]
      else isQuoted = false
    } else if (letter === '"') isQuoted = true
    else if (letter === ',') {
      record.push(cell)
      cell = ''
    } else if (letter === '\n') {
      record.push(cell)
      records.push(record)
      record = []
      cell = ''
    } else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || record.length > 0) records.push([...record, cell])
  const [names, ...rows] = records
  return { names, rows: rows.filter((row) => row.length === names.length) }
}

export function writeCsv(path, { names, rows }) {
  const quote = (cell) => (/[",\n\r]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell)
  writeFileSync(path, [names, ...rows].map((row) => row.map(quote).join(',')).join('\n') + '\n')
}

/** Numbers of a column, NaN where a cell is none; with the share of cells that are. */
export function numbersOf(rows, column) {
  const values = rows.map((row) => (row[column].trim() === '' ? NaN : Number(row[column])))
  const present = values.filter((value) => !Number.isNaN(value))
  return {
    values,
    present: present.sort((a, b) => a - b),
    share: present.length / Math.max(1, rows.filter((row) => row[column].trim() !== '').length),
  }
}

/** The same numbers on every machine: a small generator that is not the one of mlwright. */
export function seeded(label) {
  let state = 2166136261
  for (const letter of label) state = Math.imul(state ^ letter.charCodeAt(0), 16777619) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (n) => Math.floor(next() * n),
    pick: (list) => list[Math.floor(next() * list.length)],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** A or B by the name alone: thresholds were set on A. */
export function halfOf(name) {
  let hash = 0
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0
  return hash % 2 === 0 ? 'A' : 'B'
}
