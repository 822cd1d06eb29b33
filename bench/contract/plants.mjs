// Faults planted in rows that keep a contract: what a check must find. Each takes the cells as texts, and changes a column that the contract has.

/**
 * By name: `plant({contract, names, rows}, random)` changes `names` and `rows` in place and returns the columns where it must be found, or nothing
 * where the table has no place for it.
 */
export const plants = {
  /** Every number × 1000, as when a unit changes. */
  unit: onColumn(
    (column) => column.kind === 'number' && column.range !== undefined && (column.range.min !== 0 || column.range.max !== 0),
    ({ rows, at }) => mapCells(rows, at, (cell) => (isNumber(cell) ? String(Number(cell) * 1000) : cell)),
  ),
  dropped: onColumn(
    () => true,
    ({ rows, names, at }) => {
      names.splice(at, 1)
      for (const row of rows) row.splice(at, 1)
    },
  ),
  renamed: onColumn(
    () => true,
    ({ names, at }) => (names[at] += '_new'),
  ),
  /** Words where numbers, dates or yes and no were. */
  kind: onColumn(
    (column) => ['number', 'datetime', 'boolean'].includes(column.kind) && column.mayBeMissing < 1,
    ({ rows, at }) => mapCells(rows, at, (cell, row) => (cell.trim() === '' ? cell : `word ${'abcdefg'[row % 7]}`)),
  ),
  /** A level that was never there, in 5 % of the rows. */
  level: onColumn(
    (column) => (column.kind === 'category' && (column.levels?.length ?? 0) > 0) || column.kind === 'boolean',
    ({ rows, at }, random) => {
      for (const row of some(rows, 0.05, random)) row[at] = 'a new level'
    },
  ),
  /** Three times as many cells without a value. */
  missing: onColumn(
    (column) => column.mayBeMissing >= 0.02 && column.mayBeMissing <= 0.3,
    ({ rows, at, column }, random) => {
      const isMissing = (row) => column.missing.includes(row[at].trim())
      const present = rows.filter((row) => !isMissing(row))
      const wanted = Math.round(2 * column.mayBeMissing * rows.length)
      for (const row of shuffled(present, random).slice(0, wanted)) row[at] = ''
    },
  ),
  /** One standard deviation added to every value. */
  shift: onColumn(
    (column) => column.kind === 'number' && (column.shares?.length ?? 0) > 0,
    ({ rows, at, column }) => {
      const values = rows
        .map((row) => row[at])
        .filter(isNumber)
        .map(Number)
      const middle = values.reduce((sum, value) => sum + value, 0) / values.length
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length)
      if (!(deviation > 0)) return false
      const step = column.whole ? Math.max(1, Math.round(deviation)) : deviation
      mapCells(rows, at, (cell) => (isNumber(cell) ? String(Number(cell) + step) : cell))
    },
  ),
  /** Keys of 5 % of the rows are those of others. */
  key({ contract, names, rows }, random) {
    const keys = [
      ...contract.keys.map(({ columns }) => columns),
      ...contract.columns.filter(({ unique }) => unique).map(({ name }) => [name]),
    ]
    if (keys.length === 0) return undefined
    const columns = keys[Math.floor(random() * keys.length)]
    const at = columns.map((name) => names.indexOf(name))
    const kept = rows.map((row) => at.map((place) => row[place]))
    for (const row of some(rows, 0.05, random)) {
      const other = kept[Math.floor(random() * kept.length)]
      at.forEach((place, k) => (row[place] = other[k]))
    }
    return columns
  },
  /** A relation that no longer holds in 10 % of the rows that it is about. */
  relation({ contract, names, rows }, random) {
    const relation = contract.relations[Math.floor(random() * contract.relations.length)]
    if (relation === undefined) return undefined
    const at = relation.columns.map((name) => names.indexOf(name))
    const missing = relation.columns.map((name) => new Set(contract.columns.find((column) => column.name === name).missing))
    const lacks = (row, k) => missing[k].has(row[at[k]].trim())
    const [first, second] = at
    if (relation.relation === 'missingTogether') {
      const [filled] = rows.filter((row) => !lacks(row, 0)).map((row) => row[first])
      for (const row of some(
        rows.filter((candidate) => lacks(candidate, 0)),
        0.5,
        random,
      ))
        row[first] = filled
      return relation.columns
    }
    const whole = rows.filter((row) => at.every((_, k) => !lacks(row, k)))
    const kept = whole.map((row) => [...row])
    for (const row of some(whole, 0.1, random))
      breakRelation(relation.relation, row, { first, second }, kept[Math.floor(random() * kept.length)])
    return relation.columns
  },
}

function breakRelation(relation, row, { first, second }, other) {
  if (relation === 'atMost' && isNumber(row[second])) row[first] = String(Number(row[second]) + 1 + Math.abs(Number(row[second])) / 10)
  else if (relation === 'atMost') row[first] = nextYear(row[second])
  else if (relation === 'determines' || !isNumber(row[first])) row[second] = other[second]
  else row[first] = String(Number(row[first]) * 1.1 + 1)
}

/** A date in ISO 8601 a year later. */
function nextYear(text) {
  return text.replace(/\d{4}/, (year) => String(Number(year) + 1))
}

function onColumn(fits, change) {
  return ({ contract, names, rows }, random) => {
    const fitting = contract.columns.filter(fits)
    if (fitting.length === 0) return undefined
    const column = fitting[Math.floor(random() * fitting.length)]
    const changed = change({ names, rows, column, at: names.indexOf(column.name) }, random)
    return changed === false ? undefined : [column.name]
  }
}

const isNumber = (cell) => cell.trim() !== '' && Number.isFinite(Number(cell))

function mapCells(rows, at, map) {
  for (const [k, row] of rows.entries()) row[at] = map(row[at], k)
}

function some(rows, share, random) {
  return shuffled(rows, random).slice(0, Math.max(1, Math.round(share * rows.length)))
}

function shuffled(items, random) {
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
  }
  return mixed
}
