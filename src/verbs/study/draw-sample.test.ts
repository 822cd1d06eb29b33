import { expect, test } from 'vitest'
import type { Target } from '../../data/sources/index.js'
import { drawSample } from './draw-sample.js'
import { sampleFindings } from './findings.js'
import type { Rows } from './rows.js'

const rowsOf = (labels: readonly number[], weights?: readonly number[]): Rows => ({
  table: { rowCount: labels.length, columns: [] },
  target: Float64Array.from(labels),
  rowNumbers: Uint32Array.from(labels, (_, row) => row + 1),
  ...(weights === undefined ? {} : { weights: Float64Array.from(weights) }),
})
const targetOf = (classes: readonly string[]): Target =>
  ({ name: 'y', task: classes.length === 2 ? 'binary' : 'multiclass', classes }) as unknown as Target
const countOf = ({ target }: Rows, label: number): number => target.filter((value) => value === label).length

test('a sample keeps all rows of a class of three, for every seed, and has the rows that were asked for', () => {
  const rows = rowsOf(Array.from({ length: 6000 }, (_, row) => (row % 2000 === 7 ? 1 : 0)))
  for (let seed = 0; seed < 20; seed++) {
    const sample = drawSample(rows, targetOf(['ok', 'fraud']), { rows: 1000, seed })
    expect(sample.table.rowCount).toBe(1000)
    expect(countOf(sample, 1)).toBe(3)
    expect(new Set(sample.rowNumbers).size).toBe(1000)
    expect([...sample.rowNumbers]).toEqual([...sample.rowNumbers].sort((a, b) => a - b))
  }
})

test('classes that are not rare keep their shares', () => {
  const rows = rowsOf(Array.from({ length: 3000 }, (_, row) => (row % 5 === 0 ? 1 : 0)))
  expect(countOf(drawSample(rows, targetOf(['a', 'b']), { rows: 500, seed: 1 }), 1)).toBe(100)
})

test('rows of weight 0 do not stand for their class', () => {
  const labels = Array.from({ length: 1000 }, (_, row) => (row % 4 === 0 ? 1 : 0))
  const rows = rowsOf(
    labels,
    labels.map((label, row) => (label === 1 && row % 200 > 0 ? 0 : 1)),
  )
  const sample = drawSample(rows, targetOf(['a', 'b']), { rows: 100, seed: 3 })
  expect(sample.table.rowCount).toBe(100)
  expect(sample.target.filter((label, row) => label === 1 && sample.weights![row] > 0)).toHaveLength(5)
})

test('classes raised above their share and classes left out are said', () => {
  const target = targetOf(Array.from({ length: 30 }, (_, k) => `c${k}`))
  const all = rowsOf(Array.from({ length: 900 }, (_, row) => row % 30))
  const [finding] = sampleFindings(target, drawSample(all, target, { rows: 20, seed: 0 }), all)
  expect(finding.evidence['classesAbsent']).toHaveLength(10)
  expect(finding.message).toContain('holds no row of')
  const rare = rowsOf(Array.from({ length: 300 }, (_, row) => (row < 3 ? 1 : 0)))
  const two = targetOf(['no', 'yes'])
  expect(sampleFindings(two, drawSample(rare, two, { rows: 50, seed: 0 }), rare)[0]).toMatchObject({ evidence: { classesRaised: ['yes'] } })
})
