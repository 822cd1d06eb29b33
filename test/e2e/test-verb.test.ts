// mlwright test: a question about columns, from a file to words, JSON and a page.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { errorOf, examples, jsonOf, mlwright } from './mlwright.js'

const folder = mkdtempSync(join(tmpdir(), 'mlwright-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const penguins = join(examples, 'penguins/penguins.csv')

describe('mlwright test', () => {
  test('answers in words, with the test, the effect and a picture', async () => {
    const { stdout, exitCode } = await mlwright(['test', penguins, '--of', 'body_mass_g', '--by', 'species'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('highest for ‘Gentoo’ (mean 5,080), lowest for ‘Adelie’ (mean 3,700)')
    expect(stdout).toContain("Welch's analysis of variance, p < 0.001")
    expect(stdout).toMatch(/Gentoo +├─+●─+┤ 5076/)
  })

  test('ends with JSON, and writes a page that loads nothing', async () => {
    const out = join(folder, 'answer.html')
    const ran = await mlwright(['test', penguins, '--of', 'bill_length_mm', '--by', 'flipper_length_mm', '--out', out, '--json'])
    expect(ran.exitCode).toBe(0)
    const { relation, words } = jsonOf(ran)
    expect(relation).toMatchObject({ form: 'numbers', test: 'pearson', rows: 342, leftOut: 2 })
    // scipy.stats.pearsonr of the same rows.
    expect(relation.effects[0].value).toBeCloseTo(0.6561813407464281, 10)
    expect(words.answer).toContain('rises as')
    const page = readFileSync(out, 'utf8')
    expect(page).toContain('<svg')
    expect(page).not.toMatch(/<script|src=|https?:\/\/(?!www\.w3\.org)/)
  })

  test.each([
    ['a column that is not there', ['--of', 'sex', '--by', 'nothing'], 3, 'COLUMN_NOT_FOUND'],
    ['no column', [], 2, 'OPTION_INVALID'],
    ['a column by itself', ['--of', 'sex', '--by', 'sex'], 2, 'OPTION_INVALID'],
    ['a kind that fits no cell', ['--of', 'species', '--kind', 'species=number'], 3, 'TOO_FEW_ROWS'],
  ])('%s', async (_, flags, exitCode, code) => {
    const ran = await mlwright(['test', penguins, ...flags, '--json'])
    expect(errorOf(ran).code).toBe(code)
    expect(ran.exitCode).toBe(exitCode)
  })
})
