// Splits the text of a CSV file into 80 % and 20 % of its rows, cell by cell as they were written.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tablePath } from '../bench.mjs'
import { createRandom } from '../random.mjs'

/**
 * The two halves as CSV text, each with the header. Rows with an empty target are left out.
 * Classes keep their shares (`task`), groups stay on one side (`group`); the same seed gives the same split.
 */
export function splitCsv(text, { target, task, group, seed, testShare = 0.2 }) {
  const [header, ...records] = readRecords(text)
  const at = (name) => {
    const index = header.cells.indexOf(name)
    if (index === -1) throw new Error(`no column '${name}' among ${header.cells.join(', ')}`)
    return index
  }
  const targetAt = at(target)
  const rows = records.filter(({ cells }) => cells[targetAt]?.trim() !== '')
  const random = createRandom(seed)
  const unitOf = group === undefined ? (_, row) => row : ({ cells }) => cells[at(group)]
  const stratumOf = group === undefined && task !== 'regression' ? ({ cells }) => cells[targetAt] : () => ''
  const strata = new Map()
  for (const [row, record] of rows.entries()) {
    const units = getOrAdd(strata, stratumOf(record), () => new Map())
    getOrAdd(units, unitOf(record, row), () => []).push(row)
  }
  const isTest = new Uint8Array(rows.length)
  for (const units of strata.values()) {
    const shuffled = shuffle([...units.values()], random)
    const wanted = Math.round(shuffled.reduce((sum, unit) => sum + unit.length, 0) * testShare)
    let taken = 0
    for (const unit of shuffled) {
      if (taken >= wanted) break
      for (const row of unit) isTest[row] = 1
      taken += unit.length
    }
  }
  const write = (side) => [header, ...rows.filter((_, row) => isTest[row] === side)].map(({ raw }) => raw).join('\n') + '\n'
  return { train: write(0), test: write(1) }
}

/** Records with their cells and their text; quotes may hold commas, quotes and line breaks. */
export function readRecords(text) {
  const records = []
  let cells = []
  let cell = ''
  let quoted = false
  let start = 0
  const end = (i) => {
    cells.push(cell)
    if (i > start) records.push({ cells, raw: text.slice(start, i).replace(/\r$/, '') })
    cells = []
    cell = ''
    start = i + 1
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') end(i)
    else if (character !== '\r') cell += character
  }
  if (start < text.length) end(text.length)
  return records
}

function getOrAdd(map, key, make) {
  if (!map.has(key)) map.set(key, make())
  return map.get(key)
}

export function shuffle(items, random) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[items[i], items[j]] = [items[j], items[i]]
  }
  return items
}

/** Writes the halves of a table to a folder of their own within `work`: its path, theirs, and one for a run. */
export function writeSplit(work, table, split) {
  const folder = join(work, `${table.name}-${split}-${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const halves = splitCsv(readFileSync(tablePath(table.name), 'utf8'), { ...table, seed: split })
  const files = { folder, train: join(folder, 'train.csv'), test: join(folder, 'test.csv'), out: join(folder, 'run') }
  writeFileSync(files.train, halves.train)
  writeFileSync(files.test, halves.test)
  return files
}
