// Faults that are planted into a table: each changes a copy and says what is to be found, or nothing where the table has no place for it.
import { numbersOf } from './tables.mjs'

/** A column that is nearly the answer, under a name that says nothing. */
function leakCopy({ table, target, random, isRegression }) {
  const { names, rows } = table
  const at = names.indexOf(target)
  const classes = [...new Set(rows.map((row) => row[at]))]
  const { values, present } = numbersOf(rows, at)
  const spread = deviationOf(present)
  const cells = rows.map((row, k) => {
    if (isRegression) return row[at] === '' ? '' : String(3 + 2 * (values[k] + 0.03 * spread * random.normal()))
    return `k${classes.indexOf(random.next() < 0.01 ? random.pick(classes) : row[at])}`
  })
  return withColumn(table, 'w7', cells, [{ codes: ['TARGET_LEAK', 'LEAK_BY_TIME'], column: 'w7' }])
}

/** A column that is filled once the answer is known. */
function leakPresence({ table, target, random, isRegression }) {
  const { names, rows } = table
  const at = names.indexOf(target)
  const { values, present } = numbersOf(rows, at)
  const middle = present[present.length >> 1]
  const counts = countsOf(rows.map((row) => row[at]))
  const [frequent] = [...counts].sort((a, b) => b[1] - a[1])[0]
  const isAfter = (row, k) => (isRegression ? values[k] > middle : row[at] !== frequent)
  const cells = rows.map((row, k) => (isAfter(row, k) !== random.next() < 0.03 ? String(random.below(500)) : ''))
  const filled = cells.filter((cell) => cell !== '').length / cells.length
  if (filled < 0.08 || filled > 0.92) return undefined
  return withColumn(table, 'w8', cells, [{ codes: ['TARGET_LEAK', 'LEAK_BY_TIME'], column: 'w8' }])
}

/** Two columns that add up to the answer. */
function leakSum({ table, target, random, isRegression }) {
  if (!isRegression) return undefined
  const { values } = numbersOf(table.rows, table.names.indexOf(target))
  const shares = values.map(() => random.next())
  const first = withColumn(
    table,
    'w1',
    values.map((value, k) => (Number.isNaN(value) ? '' : String(value * shares[k]))),
    [],
  )
  return withColumn(
    first.table,
    'w2',
    values.map((value, k) => (Number.isNaN(value) ? '' : String(value - value * shares[k]))),
    [{ codes: ['TARGET_LEAK'], column: 'w1' }],
  )
}

/** Labels exchanged at random. */
const noise = (share) =>
  function labelNoise({ table, target, random, isRegression }) {
    const { names, rows } = table
    const at = names.indexOf(target)
    if (isRegression || rows.length < 300) return undefined
    const classes = [...new Set(rows.map((row) => row[at]))].filter((cell) => cell !== '')
    const changed = rows.map((row) => {
      if (row[at] === '' || random.next() >= share) return row
      return row.with(at, random.pick(classes.filter((label) => label !== row[at])))
    })
    return { table: { names, rows: changed }, expected: [{ codes: ['LABEL_NOISE'] }] }
  }

function duplicateRows({ table, random }) {
  const { names, rows } = table
  const copies = Array.from({ length: Math.ceil(0.1 * rows.length) }, () => random.pick(rows))
  return { table: { names, rows: shuffled([...rows, ...copies], random) }, expected: [{ codes: ['DUPLICATE_ROWS'] }] }
}

/** Rows again with another value in one column. */
function nearDuplicateRows({ table, random }) {
  const { names, rows } = table
  const wide = names.map((_, column) => column).filter((column) => isMeasured(table, column))
  if (names.length < 6 || wide.length < 3) return undefined
  const column = random.pick(wide)
  const { present } = numbersOf(rows, column)
  const again = Array.from({ length: Math.ceil(0.05 * rows.length) }, () => random.pick(rows).with(column, String(random.pick(present))))
  return { table: { names, rows: shuffled([...rows, ...again], random) }, expected: [{ codes: ['NEAR_DUPLICATE_ROWS', 'DUPLICATE_ROWS'] }] }
}

/** A number that means "missing". */
function codes({ table, target, random }) {
  const columns = measured(table, target)
  if (columns.length === 0) return undefined
  const column = random.pick(columns)
  const { present } = numbersOf(table.rows, column)
  const most = present.at(-1)
  const usable = ['-999', '-9999', '-99', '9999', '99999'].filter(
    (code) => Number(code) < Math.min(0, 2 * present[0]) - 1 || Number(code) > 2.5 * most + 10,
  )
  if (usable.length === 0) return undefined
  return inSome({ table, random, share: 0.03 }, column, random.pick(usable), 'DISGUISED_MISSING')
}

/** A 0 where nothing is near 0. */
function zeros({ table, target, random }) {
  const columns = measured(table, target).filter((column) => {
    const { present } = numbersOf(table.rows, column)
    const middle = present[present.length >> 1]
    return present[0] > 0.25 * middle && deviationOf(present) < 0.3 * middle
  })
  if (columns.length === 0) return undefined
  return inSome({ table, random, share: 0.03 }, random.pick(columns), '0', 'DISGUISED_MISSING')
}

/** The day that a system writes where it knows none. */
function emptyDates({ table, target, random }) {
  const columns = table.names
    .map((_, column) => column)
    .filter(
      (column) =>
        table.names[column] !== target &&
        table.rows.every((row) => row[column] === '' || /^(?:19[5-9]|20)\d\d?-\d\d-\d\d$/.test(row[column])),
    )
    .filter((column) => table.rows.some((row) => row[column] !== ''))
  if (columns.length === 0) return undefined
  return inSome({ table, random, share: 0.03 }, random.pick(columns), '1900-01-01', 'DISGUISED_MISSING')
}

/** One level in several ways. */
function spellings({ table, target, random }) {
  const columns = table.names.flatMap((name, column) => {
    if (name === target) return []
    const counts = countsOf(table.rows.map((row) => row[column]).filter((cell) => cell !== ''))
    const words = [...counts].filter(([text, count]) => /[a-z]{3}/i.test(text) && text.length < 30 && count >= 20)
    return counts.size >= 2 && counts.size <= 60 && words.length > 0 ? [{ column, level: random.pick(words)[0] }] : []
  })
  if (columns.length === 0) return undefined
  const { column, level } = random.pick(columns)
  const others = [
    level.toUpperCase(),
    level.toLowerCase(),
    level[0].toUpperCase() + level.slice(1),
    `${level.slice(0, 2)}-${level.slice(2)}`.replace(/^(.*?)-/, '$1'),
    level.replace(' ', '_'),
  ]
  const spelled = others.filter((text) => text !== level)
  if (spelled.length === 0) return undefined
  const other = random.pick(spelled)
  const rows = table.rows.map((row) => (row[column] === level && random.next() < 0.1 ? row.with(column, other) : row))
  return { table: { ...table, rows }, expected: [{ codes: ['LEVEL_SPELLINGS'], column: table.names[column] }] }
}

/** A slip of the unit in three cells. */
function slips({ table, target, random }) {
  const columns = measured(table, target).filter((column) => {
    const { present } = numbersOf(table.rows, column)
    return present[0] > 0 && present.at(-1) < 50 * present[present.length >> 1]
  })
  if (columns.length === 0) return undefined
  const column = random.pick(columns)
  const chosen = new Set(Array.from({ length: 3 }, () => random.below(table.rows.length)))
  const rows = table.rows.map((row, k) =>
    chosen.has(k) && row[column] !== '' ? row.with(column, String(1000 * Number(row[column]))) : row,
  )
  return { table: { ...table, rows }, expected: [{ codes: ['OUTLIERS'], column: table.names[column] }] }
}

/** A column again, its levels under other names. */
function duplicateColumn({ table, target, random }) {
  const columns = table.names
    .map((_, column) => column)
    .filter((column) => {
      const counts = countsOf(table.rows.map((row) => row[column]))
      const most = Math.max(...counts.values())
      return table.names[column] !== target && counts.size >= 2 && counts.size < table.rows.length / 5 && table.rows.length - most >= 30
    })
  if (columns.length === 0) return undefined
  const column = random.pick(columns)
  const isCopy = random.next() < 0.5
  const numbers = new Map([...new Set(table.rows.map((row) => row[column]))].map((text, k) => [text, `g${k}`]))
  const cells = table.rows.map((row) =>
    isCopy || row[column].trim() === '' || row[column] === '?' || row[column] === 'NA' ? row[column] : numbers.get(row[column]),
  )
  return withColumn(table, 'w9', cells, [{ codes: ['DUPLICATE_COLUMNS'], column: 'w9' }])
}

/** Words among numbers. */
function mixedTypes({ table, target, random }) {
  const columns = measured(table, target)
  if (columns.length === 0) return undefined
  const column = random.pick(columns)
  const words = ['see note', 'about 20', 'pending', 'low']
  const rows = table.rows.map((row) => (row[column] !== '' && random.next() < 0.03 ? row.with(column, random.pick(words)) : row))
  return { table: { ...table, rows }, expected: [{ codes: ['MIXED_TYPES', 'DISGUISED_MISSING'], column: table.names[column] }] }
}

/** Several rows of one patient. */
function repeatedMeasurements({ table, target, random }) {
  const columns = measured(table, target)
  if (columns.length < 2) return undefined
  const rows = shuffled(table.rows, random)
    .slice(0, 800)
    .flatMap((row, patient) =>
      Array.from({ length: 2 + random.below(4) }, () => {
        const own = [...row]
        for (const column of columns) {
          const value = Number(row[column])
          if (row[column] !== '' && !Number.isNaN(value))
            own[column] = String(Number((value * (1 + 0.03 * random.normal())).toPrecision(5)))
        }
        return [...own, `P${1000 + patient}`]
      }),
    )
  return {
    table: { names: [...table.names, 'patient_id'], rows: shuffled(rows, random) },
    // A table that names its rows names the patients already.
    expected: [{ codes: ['DEPENDENT_ROWS', 'LEAK_BY_GROUP'] }],
  }
}

export const faults = {
  leakCopy,
  leakPresence,
  leakSum,
  noise05: noise(0.05),
  noise10: noise(0.1),
  noise20: noise(0.2),
  duplicateRows,
  nearDuplicateRows,
  codes,
  zeros,
  emptyDates,
  spellings,
  slips,
  duplicateColumn,
  mixedTypes,
  repeatedMeasurements,
}

function withColumn({ names, rows }, name, cells, expected) {
  return { table: { names: [...names, name], rows: rows.map((row, k) => [...row, cells[k]]) }, expected }
}

function inSome({ table, random, share }, column, text, code) {
  let count = 0
  const rows = table.rows.map((row) => {
    if (row[column] === '' || random.next() >= share) return row
    count++
    return row.with(column, text)
  })
  return count < 3 ? undefined : { table: { ...table, rows }, expected: [{ codes: [code], column: table.names[column] }] }
}

/** Columns of numbers with more than twenty values. */
function measured(table, target) {
  return table.names.map((_, column) => column).filter((column) => table.names[column] !== target && isMeasured(table, column))
}

function isMeasured({ names, rows }, column) {
  if (/(?:^|[_ .])id$|Id$/i.test(names[column])) return false
  const { present, share } = numbersOf(rows, column)
  return share === 1 && present.length > 0.5 * rows.length && new Set(present).size > 20
}

function deviationOf(values) {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0))
}

function countsOf(cells) {
  const counts = new Map()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  return counts
}

function shuffled(rows, random) {
  const order = [...rows]
  for (let k = order.length - 1; k > 0; k--) {
    const other = random.below(k + 1)
    ;[order[k], order[other]] = [order[other], order[k]]
  }
  return order
}
