// What training does about what it finds: leaks left out, codes and spellings mended alike at training and at prediction.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonOf, mlwright, useFolder } from './mlwright.js'

const folder = useFolder()
const rows = Array.from({ length: 400 }, (_, row) => {
  const answer = (row * 7919) % 13 < 6
  const income = row % 25 === 3 ? '-999' : String(300 + ((row * 31) % 97) + (answer ? 40 : 0))
  const city = row % 33 === 0 ? 'new york' : row % 3 === 0 ? 'Boston' : 'New York'
  const closed = answer !== (row % 61 === 0) ? `reason ${row % 5}` : ''
  return { income, city, age: String(20 + ((row * 17) % 50)), closed, bought: answer ? 'yes' : 'no' }
})
const csvOf = (list: readonly Record<string, string>[]): string =>
  [Object.keys(list[0]).join(','), ...list.map((row) => Object.values(row).join(','))].join('\n')

describe('train looks at its data', () => {
  it('leaves a sure leak out and says so, mends codes and spellings, and reads new rows alike', async () => {
    const cwd = folder.path
    writeFileSync(join(cwd, 'people.csv'), csvOf(rows))
    const run = await mlwright(['train', 'people.csv', '--target', 'bought', '--preset', 'fast', '--out', 'run', '--json'], { cwd })
    expect(run.exitCode).toBe(0)
    const { findings } = jsonOf(run)
    const about = (code: string, column: string): Record<string, unknown> =>
      findings.find((finding: { code: string; columns: string[] }) => finding.code === code && finding.columns.includes(column))
    expect(about('TARGET_LEAK', 'closed')).toMatchObject({ severity: 'warning', evidence: { sign: 'presence', isLeftOut: true } })
    expect(about('MEND_APPLIED', 'income')).toMatchObject({
      severity: 'info',
      evidence: { how: 'missingCode', texts: ['-999'], cells: 16 },
    })
    expect(about('MEND_APPLIED', 'city')).toMatchObject({ evidence: { how: 'spelling', texts: ['new york'], into: ['New York'] } })
    const { inputs } = JSON.parse(readFileSync(join(cwd, 'run/bundle/signature.json'), 'utf8'))
    expect(inputs.map(({ name }: { name: string }) => name)).not.toContain('closed')
    expect(inputs.find(({ name }: { name: string }) => name === 'income').missing).toContain('-999')
    expect(inputs.find(({ name }: { name: string }) => name === 'city').spellings).toEqual({ 'new york': 'New York' })
    const report = readFileSync(join(cwd, 'run/bundle/report.html'), 'utf8')
    for (const code of ['TARGET_LEAK', 'MEND_APPLIED']) expect(report).toContain(code)

    const [first] = rows
    const variants = ['-999', '-999.0', ''].flatMap((income) => ['New York', 'new york'].map((city) => ({ ...first, income, city })))
    writeFileSync(join(cwd, 'new.csv'), csvOf(variants))
    const predicted = await mlwright(['predict', 'run/bundle', 'new.csv', '--out', 'predictions.csv'], { cwd })
    expect(predicted.exitCode).toBe(0)
    const answers = readFileSync(join(cwd, 'predictions.csv'), 'utf8').trim().split('\n').slice(1)
    expect(answers).toHaveLength(6)
    expect(new Set(answers).size).toBe(1)
  })

  it('--keep brings a column back, --clean suggest leaves cells as they are', async () => {
    const cwd = folder.path
    writeFileSync(join(cwd, 'people.csv'), csvOf(rows))
    const run = await mlwright(
      [
        'train',
        'people.csv',
        '--target',
        'bought',
        '--preset',
        'fast',
        '--keep',
        'closed',
        '--clean',
        'suggest',
        '--out',
        'kept',
        '--json',
      ],
      { cwd },
    )
    expect(run.exitCode).toBe(0)
    const { findings, metric } = jsonOf(run)
    expect(metric.value).toBeGreaterThan(0.97)
    expect(findings.some(({ code }: { code: string }) => code === 'TARGET_LEAK')).toBe(false)
    expect(findings.some(({ evidence }: { evidence: { how?: string } }) => evidence.how !== undefined)).toBe(false)
    expect(
      findings.find(({ code, columns }: { code: string; columns: string[] }) => code === 'DISGUISED_MISSING' && columns[0] === 'income'),
    ).toMatchObject({ severity: 'warning' })
    const { inputs } = JSON.parse(readFileSync(join(cwd, 'kept/bundle/signature.json'), 'utf8'))
    expect(inputs.find(({ name }: { name: string }) => name === 'income').missing).not.toContain('-999')
    const off = await mlwright(
      ['train', 'people.csv', '--target', 'bought', '--preset', 'fast', '--clean', 'off', '--out', 'off', '--json'],
      { cwd },
    )
    expect(jsonOf(off).findings.some(({ code }: { code: string }) => code === 'DISGUISED_MISSING')).toBe(false)
    const unknown = await mlwright(['train', 'people.csv', '--target', 'bought', '--keep', 'close', '--out', 'none'], { cwd })
    expect(unknown.exitCode).toBe(3)
    expect(unknown.stderr).toContain("Did you mean 'closed'?")
  })

  it('rows of --test that are unlike those learned from are told', async () => {
    const cwd = folder.path
    writeFileSync(join(cwd, 'people.csv'), csvOf(rows))
    const others = rows.map((row) => ({ ...row, age: String(Number(row.age) + 60) }))
    writeFileSync(join(cwd, 'others.csv'), csvOf(others))
    const run = await mlwright(
      ['train', 'people.csv', '--target', 'bought', '--preset', 'fast', '--test', 'others.csv', '--out', 'shifted', '--json'],
      {
        cwd,
      },
    )
    expect(jsonOf(run).findings).toContainEqual(
      expect.objectContaining({ code: 'DISTRIBUTION_SHIFT', severity: 'warning', columns: ['age'] }),
    )
  })
})
