// Pictures for a terminal: intervals on one scale, bars of a histogram.
import type { Relation } from '../../data/relations/index.js'
import { displayText } from './label.js'
import { intervalRows } from './relation-chart.js'
import type { IntervalRow } from './relation-chart.js'

const labelWidth = 22
const mostLines = 20

/** Lines of the picture of a relation; empty where there is nothing to draw. `format` writes a value of the data. */
export function textPicture(relation: Relation, format: (value: number) => string, width = 44): readonly string[] {
  const rows = rowsOf(relation, format)
  if (relation.form === 'number') return barLines(relation.bins, format, width)
  return rows.length === 0 ? [] : intervalLines(rows.slice(0, mostLines), format, width)
}

function rowsOf(relation: Relation, format: (value: number) => string): readonly IntervalRow[] {
  if (relation.form === 'numbers') return quartilesAlong(relation.points, format)
  if (relation.form === 'time') return quartilesAlong(relation.points, (value) => new Date(value).toISOString().slice(0, 10))
  return intervalRows(relation)
}

const parts = 8

/** The quartiles of y in parts of x, each of about as many points. */
function quartilesAlong(points: readonly (readonly [number, number])[], format: (value: number) => string): readonly IntervalRow[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0])
  const count = Math.min(parts, Math.floor(sorted.length / 4))
  return Array.from({ length: count }, (_, k) => {
    const some = sorted.slice(Math.floor((k * sorted.length) / count), Math.floor(((k + 1) * sorted.length) / count))
    const ys = some.map(([, y]) => y).sort((a, b) => a - b)
    const at = (share: number): number => ys[Math.floor(share * (ys.length - 1) + 0.5)]
    const [from, to] = [some[0][0], some.at(-1)![0]].map(format)
    return { label: from === to ? from : `${from} to ${to}`, low: at(0.25), value: at(0.5), high: at(0.75) }
  })
}

function intervalLines(rows: readonly IntervalRow[], format: (value: number) => string, width: number): string[] {
  const finite = rows.flatMap(({ low, value, high }) => [low, value, high]).filter(Number.isFinite)
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)]
  const placeOf = (value: number): number => (greatest > least ? Math.round(((value - least) / (greatest - least)) * (width - 1)) : 0)
  const lines = rows.map(({ label, low, value, high }) => {
    const cells = Array.from({ length: width }, () => ' ')
    if (Number.isFinite(low) && Number.isFinite(high)) {
      const [from, to] = [placeOf(low), placeOf(high)]
      cells.fill('─', from, to + 1)
      if (to > from) [cells[from], cells[to]] = ['├', '┤']
    }
    cells[placeOf(value)] = '●'
    return `${displayText(label, labelWidth).padEnd(labelWidth)} ${cells.join('')} ${format(value)}`
  })
  const ends = [format(least), format(greatest)]
  return [...lines, `${' '.repeat(labelWidth + 1)}${ends[0]}${' '.repeat(Math.max(1, width - ends[0].length - ends[1].length))}${ends[1]}`]
}

function barLines(
  bins: readonly { from: number; to: number; count: number }[],
  format: (value: number) => string,
  width: number,
): string[] {
  // A terminal shows half as many bins as a page.
  const joined = Array.from({ length: Math.ceil(bins.length / 2) }, (_, k) => {
    const some = bins.slice(2 * k, 2 * k + 2)
    return { from: some[0].from, to: some.at(-1)!.to, count: some.reduce((sum, { count }) => sum + count, 0) }
  })
  const most = Math.max(...joined.map(({ count }) => count))
  return joined.map(({ from, to, count }) => {
    const label = `${format(from)} to ${format(to)}`
    return `${displayText(label, labelWidth).padEnd(labelWidth)} ${'█'.repeat(Math.round((count / most) * width))}${count > 0 && (count / most) * width < 0.5 ? '▏' : ''} ${count.toLocaleString('en-US')}`
  })
}
