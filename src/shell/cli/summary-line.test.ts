import { describe, expect, it } from 'vitest'
import { readWithSignature } from '../../data/sources/index.js'
import type { Signature } from '../../data/schema/index.js'
import { rowsLine } from './summary-line.js'

const columns = ['job', 'city', 'team', 'road']
const signature: Signature = {
  format: 1,
  task: 'binary',
  target: 'y',
  classes: ['a', 'b'],
  inputs: columns.map((name) => ({ name, kind: 'category' as const, missing: [''], levels: ['x'], required: true })),
  outputs: [],
  targetFormat: { kind: 'category', missing: [''], levels: ['a', 'b'] },
}

describe('rowsLine', () => {
  it('tells rows left out and levels never seen, in one line', async () => {
    const row = { job: 'x', city: 'x', team: 'x', road: 'x', y: 'a' }
    const rows = [row, { ...row, job: 'new', y: 'b' }, { ...row, job: 'new', city: 'old' }, { ...row, y: '' }, { ...row, y: 'c' }]
    const { findings } = await readWithSignature(rows, signature, { withTarget: 'required' })
    expect(rowsLine(findings)).toBe(
      "1 row without a target left out; 1 row of classes that training never saw left out; 3 cells with levels that training never saw, in columns 'job', 'city'.",
    )
  })

  it('shortens many columns, and is silent where there is nothing', async () => {
    const read = async (level: string) =>
      (await readWithSignature([Object.fromEntries(columns.map((name) => [name, level]))], signature)).findings
    expect(rowsLine(await read('new'))).toBe("4 cells with levels that training never saw, in columns 'job', 'city', 'team' and 1 more.")
    expect(rowsLine(await read('x'))).toBeUndefined()
  })
})
