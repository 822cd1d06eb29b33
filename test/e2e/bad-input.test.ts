// Bad input ends in a clear coded error or a finding, never in a stack trace or a silent wrong answer.
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorOf, jsonOf, mlwright, useFolder } from './mlwright.js'

const folder = useFolder()

const rows = Array.from({ length: 80 }, (_, i) => ({ a: String(i % 17), b: ['x', 'y', 'z'][i % 3], y: i % 17 > 8 ? 'yes' : 'no' }))
const csvOf = (cells: readonly (readonly string[])[]): string => cells.map((row) => row.join(',')).join('\n') + '\n'
const table = csvOf([['a', 'b', 'y'], ...rows.map((row) => [row.a, row.b, row.y])])

let counter = 0
async function train(content: string | Uint8Array, args: readonly string[] = ['--target', 'y'], extension = 'csv') {
  const name = `case-${++counter}`
  const path = join(folder.path, `${name}.${extension}`)
  await writeFile(path, content)
  return mlwright(['train', path, ...args, '--preset', 'fast', '--out', join(folder.path, name), '--json'])
}

describe('data that cannot be learned from ends with exit 3', () => {
  const header = 'a,b,y'
  test.each<[string, string | Uint8Array]>([
    ['an empty file', ''],
    ['only blank lines', '\n\n\n'],
    ['a header alone', `${header}\n`],
    ['one row', `${header}\n1,x,yes\n`],
    ['one class', csvOf([['a', 'b', 'y'], ...rows.map((row) => [row.a, row.b, 'yes'])])],
    ['a target without a value', csvOf([['a', 'b', 'y'], ...rows.map((row) => [row.a, row.b, ''])])],
    ['a file that is not a table', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)],
    ['a page', `<!DOCTYPE html><html><body>${'<p>hello</p>'.repeat(50)}</body></html>`],
    ['rows of different lengths', `${table}1,2\n3,x,yes,4,5\n`],
    ['a quote that is never closed', `${header}\n1,"x,yes\n2,y,no\n`],
  ])('%s', async (_, content) => {
    const outcome = await train(content)
    const error = errorOf(outcome)
    expect(outcome.exitCode, JSON.stringify(error)).toBe(3)
    expect(error.message.length).toBeGreaterThan(20)
    expect(outcome.stderr).not.toMatch(/^\s+at /m)
    expect(outcome.stdout).toBe('')
  })

  test('a target that is not there names the nearest column', async () => {
    const outcome = await train(table, ['--target', 'Y1'])
    expect(outcome.exitCode).toBe(3)
    expect(errorOf(outcome)).toMatchObject({ code: 'TARGET_NOT_FOUND' })
    expect(JSON.stringify(errorOf(outcome))).toContain("'y'")
  })

  test('a file that is not there', async () => {
    const outcome = await mlwright(['train', join(folder.path, 'nowhere.csv'), '--target', 'y', '--json'])
    expect(outcome.exitCode).toBe(3)
    expect(errorOf(outcome).code).toBe('SOURCE_NOT_FOUND')
  })
})

describe('data with faults is read, and what was done is said', () => {
  const findingsOf = (outcome: {
    stdout: string
    stderr: string
    exitCode: number
  }): { code: string; columns: string[]; evidence: Record<string, unknown> }[] => {
    expect(outcome.exitCode, outcome.stderr).toBe(0)
    return jsonOf({ ...outcome }).findings
  }
  const codes = (findings: { code: string }[]): string[] => findings.map((finding) => finding.code)

  test('rows without a target are left out and counted', async () => {
    const content = csvOf([['a', 'b', 'y'], ...rows.map((row, i) => [row.a, row.b, i % 10 === 0 ? '' : row.y])])
    const outcome = await train(content)
    expect(codes(findingsOf(outcome))).toEqual(expect.arrayContaining(['TARGET_MISSING']))
    expect(jsonOf(outcome).rows.train).toBe(72)
  })

  test('columns without values and constant ones are left out', async () => {
    const content = csvOf([['a', 'nothing', 'same', 'y'], ...rows.map((row) => [row.a, '', '1', row.y])])
    const findings = findingsOf(await train(content))
    expect(findings.find((one) => one.columns.includes('nothing'))).toBeDefined()
    expect(findings.find((one) => one.columns.includes('same') && one.code === 'CONSTANT_COLUMN')).toBeDefined()
  })

  test('names that stand twice are told apart', async () => {
    const outcome = await train(csvOf([['a', 'a', 'y'], ...rows.map((row) => [row.a, row.b, row.y])]))
    expect(outcome.exitCode, outcome.stderr).toBe(0)
  })

  test.each<[string, (text: string) => Uint8Array]>([
    ['a byte-order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['Windows line ends', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['Latin-1', (text) => Buffer.from(text.replaceAll('x', 'é'), 'latin1')],
  ])('%s', async (_, encode) => {
    const outcome = await train(encode(table))
    expect(outcome.exitCode, outcome.stderr).toBe(0)
    expect(jsonOf(outcome).rows.train).toBe(80)
    expect(jsonOf(outcome).classes).toEqual(['no', 'yes'])
  })

  test('quotes and newlines in fields', async () => {
    const content = csvOf([['a', 'note', 'y'], ...rows.map((row, i) => [row.a, `"line one, ""quoted""\nline ${i % 5}"`, row.y])])
    expect((await train(content)).exitCode).toBe(0)
  })

  test('10,000 columns', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`)
    const content = csvOf([
      [...names, 'y'],
      ...rows.slice(0, 40).map((row, i) => [...names.map((_, c) => String((i * 31 + c * 17) % 97)), row.y]),
    ])
    const outcome = await train(content, ['--target', 'y', '--time-budget', '20s'])
    expect(outcome.exitCode, outcome.stderr).toBe(0)
  }, 120_000)

  test('whole numbers beyond 2^53', async () => {
    const content = csvOf([['big', 'a', 'y'], ...rows.map((row, i) => [`90071992547409${String(90 + i).padStart(4, '0')}`, row.a, row.y])])
    expect(codes(findingsOf(await train(content)))).toContain('PRECISION_LOSS')
  })

  test('day and month that cannot be told apart', async () => {
    const content = csvOf([['when', 'a', 'y'], ...rows.map((row, i) => [`0${1 + (i % 9)}/0${1 + (i % 7)}/2024`, row.a, row.y])])
    expect(codes(findingsOf(await train(content)))).toContain('AMBIGUOUS_DATES')
  })
})

describe('wrong usage ends with exit 2', () => {
  test.each<[string, string[]]>([
    ['an unknown verb', ['trian', 'x.csv']],
    ['an unknown flag', ['train', 'x.csv', '--target', 'y', '--tarqet', 'z']],
    ['an unknown task', ['train', 'x.csv', '--target', 'y', '--task', 'clustering']],
    ['a number out of range', ['train', 'x.csv', '--target', 'y', '--trials', '0']],
    ['a duration that is none', ['train', 'x.csv', '--target', 'y', '--time-budget', 'soon']],
    ['no source', ['train', '--target', 'y']],
    ['no target', ['train', 'x.csv']],
  ])('%s', async (_, args) => {
    const outcome = await mlwright([...args, '--json'])
    expect(outcome.exitCode, outcome.stderr).toBe(2)
    expect(errorOf(outcome).message.length).toBeGreaterThan(10)
  })

  test('test rows of one class, by a metric that needs both', async () => {
    const path = join(folder.path, 'both.csv')
    const one = join(folder.path, 'one-class.csv')
    const cells = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 11},${i % 2 === 0 ? 'a' : 'b'}`)
    await writeFile(path, `x,y\n${cells.join('\n')}\n`)
    await writeFile(one, `x,y\n${cells.filter((line) => line.endsWith('a')).join('\n')}\n`)
    const outcome = await mlwright(['train', path, '--target', 'y', '--test', one, '--out', join(folder.path, 'one-class'), '--json'])
    expect(outcome.exitCode, outcome.stderr).toBe(2)
    expect(errorOf(outcome)).toMatchObject({ code: 'METRIC_NOT_APPLICABLE', message: expect.stringContaining("'y' is a there") as string })
  })

  test('flags are named as they were typed', async () => {
    const outcome = await mlwright(['train', 'x.csv', '--target', 'y', '--holdout', '20', '--json'])
    expect(errorOf(outcome).message).toMatch(/^Invalid options: --holdout is 20, expected/)
  })

  test('a folder with other content is left alone', async () => {
    const out = join(folder.path, 'full')
    await mkdir(out)
    await writeFile(join(out, 'mine.txt'), 'mine')
    const path = join(folder.path, 'full.csv')
    await writeFile(path, table)
    const outcome = await mlwright(['train', path, '--target', 'y', '--out', out, '--json'])
    expect(outcome.exitCode).toBe(2)
    expect(errorOf(outcome).code).toBe('OUTPUT_EXISTS')
    expect(await readdir(out)).toEqual(['mine.txt'])
  })
})

// Root may write everywhere: there the permission cannot be taken away.
test.skipIf(process.getuid?.() === 0)('a folder without write permission ends with exit 5', async () => {
  const parent = join(folder.path, 'locked')
  await mkdir(parent)
  await chmod(parent, 0o500)
  const path = join(folder.path, 'locked.csv')
  await writeFile(path, table)
  const outcome = await mlwright(['train', path, '--target', 'y', '--out', join(parent, 'run'), '--json'])
  await chmod(parent, 0o700)
  expect(outcome.exitCode).toBe(5)
  expect(errorOf(outcome).code).toBe('OUTPUT_NOT_WRITABLE')
})

test('a place that cannot hold a folder ends with exit 5 and says where', async () => {
  const path = join(folder.path, 'place.csv')
  await writeFile(path, table)
  const outcome = await mlwright(['train', path, '--target', 'y', '--out', '/dev/null/run', '--json'])
  expect(outcome.exitCode).toBe(5)
  expect(errorOf(outcome).message).toContain('/dev/null')
})
