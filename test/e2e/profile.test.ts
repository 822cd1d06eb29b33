// mlwright profile: a table on a screen, as JSON and as a page.
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { errorOf, examples, jsonOf, mlwright } from './mlwright.js'

const folder = mkdtempSync(join(tmpdir(), 'mlwright-profile-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('mlwright profile', () => {
  test('shows every column, and writes a page that loads nothing', async () => {
    const ran = await mlwright(['profile', join(examples, 'credit/credit_g.csv'), '--target', 'class'], { cwd: folder })
    expect(ran.exitCode).toBe(0)
    expect(ran.stdout).toContain('1,000 rows, 21 columns')
    expect(ran.stdout).toMatch(/duration +number +33 .*4 to 72, median 18/)
    expect(ran.stdout).toContain('tells about the target')
    const page = readFileSync(join(folder, 'profile.html'), 'utf8')
    expect(page).toContain('credit_g.csv')
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org)/)
    const again = await mlwright(['profile', join(examples, 'credit/credit_g.csv'), '--target', 'class'], { cwd: folder })
    expect(again.stdout).toContain('replaced the file that was there')
    expect(readFileSync(join(folder, 'profile.html'), 'utf8')).toBe(page)
  })

  test('has the fields of the contract', async () => {
    const out = join(folder, 'penguins.html')
    const ran = await mlwright(['profile', join(examples, 'penguins/penguins.csv'), '--out', out, '--json'])
    const { rows, columns, associations, findings } = jsonOf(ran)
    expect(rows).toBe(344)
    expect(columns.map((column: { name: string; kind: string }) => [column.name, column.kind])).toContainEqual(['body_mass_g', 'number'])
    for (const column of columns)
      expect(column).toMatchObject({ role: expect.any(String), why: expect.any(String), missing: expect.any(Number) })
    expect(associations[0]).toMatchObject({ first: expect.any(String), strength: expect.any(Number) })
    expect(findings.map(({ code }: { code: string }) => code)).toContain('MISSING_VALUES')
  })

  test('escapes what the table holds', async () => {
    const source = join(folder, 'odd.csv')
    writeFileSync(source, `"<script>alert(1)</script>",b\n${Array.from({ length: 12 }, (_, k) => `<b>${k % 3}</b>,${k}`).join('\n')}\n`)
    const out = join(folder, 'odd.html')
    expect((await mlwright(['profile', source, '--out', out])).exitCode).toBe(0)
    expect(readFileSync(out, 'utf8')).not.toMatch(/<script>|<b>/)
  })

  test('of a table of one row, and of none', async () => {
    const one = join(folder, 'one.csv')
    writeFileSync(one, 'a,b\n1,x\n')
    expect(jsonOf(await mlwright(['profile', one, '--json'], { cwd: folder })).rows).toBe(1)
    const none = join(folder, 'none.csv')
    writeFileSync(none, 'a,b\n')
    const ran = await mlwright(['profile', none, '--json'], { cwd: folder })
    expect([ran.exitCode, errorOf(ran).code]).toEqual([3, 'TOO_FEW_ROWS'])
  })
})

describe('mlwright profile of a large file', () => {
  const source = join(folder, 'large.csv')
  const rows = 900_000
  const lineOf = (k: number): string =>
    `${k},${((k * 7919) % 10007) / 100},${k % 97 === 0 ? '' : `group ${k % 7}`},"note ${k}, on a page of its own, long enough to matter, ${k}"`
  const writeLarge = (faultAt = -1): void => {
    const file = openSync(source, 'w')
    writeSync(file, 'id,amount,group,note\n')
    for (let from = 0; from < rows; from += 10_000)
      writeSync(file, Array.from({ length: 10_000 }, (_, k) => `${from + k === faultAt ? '1,2' : lineOf(from + k)}\n`).join(''))
    closeSync(file)
  }

  test('reads it in blocks, and says what is not exact', async () => {
    writeLarge()
    const out = join(folder, 'large.html')
    const ran = await mlwright(['profile', source, '--target', 'group', '--out', out, '--json'])
    const { columns, approximate, missingPatterns, target } = jsonOf(ran)
    expect(target).toBe('group')
    expect(approximate).toMatchObject({ rowsSampled: 20_000, missingPatterns: false, rankError: 0 })
    expect(missingPatterns).toEqual([])
    const [id, amount] = columns
    expect(id).toMatchObject({ kind: 'number', role: 'id', missing: 0, max: rows - 1 })
    expect(amount).toMatchObject({ kind: 'number', distinct: 10_007, min: 0, max: 100.06 })
    expect(amount.approximate).toBeUndefined()
    expect(readFileSync(out, 'utf8')).toContain('20,000 rows drawn at random')
  })

  test('names the line of a fault, and leaves no page', async () => {
    writeLarge(654_321)
    const out = join(folder, 'none.html')
    const ran = await mlwright(['profile', source, '--out', out, '--json'])
    expect(ran.exitCode).toBe(3)
    expect(errorOf(ran)).toMatchObject({ code: 'ROWS_RAGGED', message: expect.stringContaining('line 654323 has 2') })
    expect(existsSync(out)).toBe(false)
  })
})
