// One picture for a test of columns: intervals of groups, points with their line, shares, or a histogram.
import type { CountsRelation, GroupsRelation, Relation } from '../../data/relations/index.js'
import { wilsonInterval } from '../../base/stats/index.js'
import { histogramChart } from './histogram.js'
import { distinctLabels, keysOf, labelOfKey, titleOf } from './label.js'
import { type ChartSpec, colour, frameOf, labelLength, ticksOf } from './theme.js'

/** A labelled value with its interval. */
export interface IntervalRow {
  readonly label: string
  readonly low: number
  readonly value: number
  readonly high: number
}

/** Groups, or levels, that fit in one picture. */
const mostRows = 30

/**
 * What the picture of a relation shows as rows: per group its mean with the 95 % interval, or its median with the quartiles where ranks were
 * compared; per level its share. Empty where points or a histogram are drawn instead.
 */
export function intervalRows(relation: Relation): readonly IntervalRow[] {
  switch (relation.form) {
    case 'groups':
      return relation.groups.slice(0, mostRows).map((group) => intervalOf(relation, group))
    case 'counts':
      return relation.rowLevels.length === 2 ? sharesOfSecond(relation) : []
    case 'category':
      return relation.shares.slice(0, mostRows).map(({ name, value, low, high }) => ({ label: name, value, low, high }))
    default:
      return []
  }
}

/** Whether means were compared; else medians are drawn. */
export function comparesMeans({ test }: GroupsRelation): boolean {
  return test === 'welch' || test === 'welchAnova'
}

function intervalOf(relation: GroupsRelation, { name, mean, low, high, quartiles }: GroupsRelation['groups'][number]): IntervalRow {
  return comparesMeans(relation)
    ? { label: name, value: mean, low, high }
    : { label: name, value: quartiles[1], low: quartiles[0], high: quartiles[2] }
}

function sharesOfSecond({ table, columnLevels }: CountsRelation): IntervalRow[] {
  return columnLevels.slice(0, mostRows).map((label, column) => {
    const total = table[0][column] + table[1][column]
    return { label, value: table[1][column] / total, ...wilsonInterval(table[1][column], total) }
  })
}

/** What the values of the rows are: 'mean income', 'share of rows'. */
function intervalTitle(relation: Relation): string {
  if (relation.form === 'groups') return `${comparesMeans(relation) ? 'mean' : 'median'} ${relation.number}`
  if (relation.form === 'counts') return `share of ${relation.rowName} = ${relation.rowLevels[1]}`
  return 'share of the rows'
}

/** The picture of a relation. */
export function relationChart(relation: Relation): ChartSpec {
  switch (relation.form) {
    case 'numbers':
      return pointsChart(relation.points, { x: relation.x, y: relation.y })
    case 'time': {
      const { points, line } = relation
      const ends = [points[0][0], points.at(-1)![0]].map((at) => [at, line.intercept + line.slopePerMs * at] as const)
      return pointsChart(points, { x: relation.time, y: relation.number }, ends)
    }
    case 'number':
      return histogramChart(relation.bins, { x: relation.number }, 600)
    case 'counts':
      return relation.rowLevels.length > 2 ? tableChart(relation) : intervalsChart(relation)
    case 'groups':
    case 'category':
      return intervalsChart(relation)
  }
}

function intervalsChart(relation: Relation): ChartSpec {
  const rows = intervalRows(relation)
  const title = intervalTitle(relation)
  const keys = keysOf(
    distinctLabels(
      rows.map(({ label }) => label),
      labelLength,
    ),
  )
  const values = rows.map(({ value, low, high }, at) => ({ key: keys[at], value, low, high }))
  const y = { field: 'key', type: 'nominal', sort: null, axis: { title: null, labelExpr: labelOfKey, labelColor: colour.ink } } as const
  const scale = { zero: false, nice: true }
  return {
    ...frameOf(600, 60 + 28 * values.length),
    data: { values },
    layer: [
      { mark: { type: 'rule', strokeWidth: 3 }, encoding: { y, x: { field: 'low', type: 'quantitative', scale }, x2: { field: 'high' } } },
      {
        mark: { type: 'point', size: 90 },
        encoding: {
          y,
          x: {
            field: 'value',
            type: 'quantitative',
            scale,
            axis: { title: titleOf(title), tickCount: 6, ...ticksOf(rows.map(({ high }) => high)) },
          },
        },
      },
    ],
  }
}

/** Points of two numbers, or of a number over time with its trend. */
function pointsChart(
  points: readonly (readonly [number, number])[],
  titles: { readonly x: string; readonly y: string },
  line?: readonly (readonly [number, number])[],
): ChartSpec {
  const values = points.map(([x, y]) => ({ x, y }))
  const xAxis = {
    field: 'x',
    type: line === undefined ? ('quantitative' as const) : ('temporal' as const),
    scale: { zero: false },
    axis: { title: titleOf(titles.x), grid: false, tickCount: 6, ...(line === undefined ? ticksOf(points.map(([x]) => x)) : {}) },
  }
  const yAxis = {
    field: 'y',
    type: 'quantitative' as const,
    scale: { zero: false },
    axis: { title: titleOf(titles.y), tickCount: 5, ...ticksOf(points.map(([, y]) => y)) },
  }
  return {
    ...frameOf(600, 360),
    layer: [
      { data: { values }, mark: { type: 'point', size: 18, opacity: points.length > 300 ? 0.35 : 0.7 }, encoding: { x: xAxis, y: yAxis } },
      ...(line === undefined
        ? []
        : [
            {
              data: { values: line.map(([x, y]) => ({ x, y })) },
              mark: { type: 'line' as const, color: colour.ink, strokeWidth: 1.5 },
              encoding: { x: xAxis, y: yAxis },
            },
          ]),
    ],
  }
}

/** Levels that fit beside one another. */
const mostLevels = 15

/** The share of each row level within each column level. */
function tableChart({ table, rowLevels, columnLevels, rowName, columnName }: CountsRelation): ChartSpec {
  const [rows, columns] = [rowLevels.slice(0, mostLevels), columnLevels.slice(0, mostLevels)]
  const [rowKeys, columnKeys] = [keysOf(distinctLabels(rows, 18)), keysOf(distinctLabels(columns, 14))]
  const totals = columns.map((_, column) => table.reduce((sum, row) => sum + row[column], 0))
  const values = rows.flatMap((_, row) =>
    columns.map((__, column) => {
      const share = table[row][column] / totals[column]
      return { row: rowKeys[row], column: columnKeys[column], share, percent: `${Math.round(100 * share)}%` }
    }),
  )
  const axis = { labelColor: colour.ink, labelExpr: labelOfKey }
  const x = {
    field: 'column',
    type: 'nominal',
    sort: null,
    axis: { ...axis, title: titleOf(columnName), orient: 'top', labelAngle: columns.length > 6 ? -40 : 0 },
  } as const
  const y = { field: 'row', type: 'nominal', sort: null, axis: { ...axis, title: titleOf(rowName) } } as const
  return {
    ...frameOf(600, 110 + 34 * rows.length),
    data: { values },
    encoding: { x, y },
    layer: [
      {
        mark: { type: 'rect', stroke: colour.paper, strokeWidth: 2, color: colour.accent },
        encoding: { opacity: { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: [0.06, 1] }, legend: null } },
      },
      {
        mark: { type: 'text', fontSize: 11, fontWeight: 600 },
        encoding: {
          text: { field: 'percent' },
          color: { condition: { test: 'datum.share > 0.55', value: colour.paper }, value: colour.ink },
        },
      },
    ],
  }
}
