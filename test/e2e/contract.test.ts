// mlwright contract, check, contract diff, and what train and predict do with a contract.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check, contract } from '../../dist/index.js'
import { errorOf, examples, jsonOf, mlwright, sharedTable, useFolder } from './mlwright.js'

const folder = useFolder()
const credit = join(examples, 'credit/credit_g.csv')
const at = (name: string): string => join(folder.path, name)

/** The lines of a CSV file without line breaks in cells: its header, and its rows mixed by a seed. */
function mixedLines(path: string, seed: number): { header: string; rows: string[] } {
  const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n')
  let state = seed * 2654435761 + 1
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x6d2b79f5) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296
  }
  const keys = rows.map(() => next())
  const order = [...rows.keys()].sort((a, b) => keys[a] - keys[b])
  return { header: header, rows: order.map((row) => rows[row]) }
}

describe('a table and its contract', () => {
  test('the contract is a file for people, kept by its table, broken with exit code 4', async () => {
    const file = at('credit.yaml')
    const made = await mlwright(['contract', credit, '--out', file])
    expect([made.exitCode, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain('credit_g.csv: 21 columns, learned from 1,000 rows')
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('# A data contract: what a table must hold.')
    expect(text).toMatch(/- name: duration\n {4}kind: number\n {4}missing: 0\n {4}whole: true\n {4}range: \{ min: 4, max: 72 \}/)

    const kept = await mlwright(['check', credit, '--contract', file])
    expect([kept.exitCode, kept.stdout.split('\n')[0]]).toEqual([0, '✓ credit_g.csv keeps credit.yaml'])

    const faulty = at('faulty.csv')
    writeFileSync(
      faulty,
      readFileSync(credit, 'utf8')
        .replaceAll(/^(.*?),(\d+),/gm, '$1,$2000,')
        .replace('purpose', 'Purpose'),
    )
    const report = at('report.xml')
    const broken = await mlwright(['check', faulty, '--contract', file, '--junit', report])
    expect(broken.exitCode).toBe(4)
    expect(broken.stdout).toMatch(/✗ faulty\.csv breaks credit\.yaml: \d+ of 99 rules/)
    expect(broken.stdout).toMatch(
      /duration {2}OUT_OF_RANGE\n {4}found {5}1,000 of 1,000 \(100%\) above 72; from 4000 to 72000\n {4}expected {2}4 to 72/,
    )
    expect(broken.stdout).toContain("no such column; 'Purpose' may be it")
    expect(readFileSync(report, 'utf8')).toMatch(/<failure type="OUT_OF_RANGE" message="1,000 of 1,000/)

    const json = await mlwright(['check', faulty, '--contract', file, '--json'])
    expect(json.exitCode).toBe(4)
    const { ok, violations, rules } = jsonOf(json)
    expect(ok).toBe(false)
    expect(violations).toContainEqual(
      expect.objectContaining({ code: 'OUT_OF_RANGE', column: 'duration', expected: '4 to 72', found: expect.any(String), count: 1000 }),
    )
    expect(rules.broken).toBe(violations.length)
  })

  test('a contract that is there is never written over', async () => {
    const file = at('edited.yaml')
    writeFileSync(file, 'format: 1\n')
    const ran = await mlwright(['contract', credit, '--out', file, '--json'])
    expect([ran.exitCode, errorOf(ran).code, readFileSync(file, 'utf8')]).toEqual([2, 'OUTPUT_EXISTS', 'format: 1\n'])
    const shown = await mlwright(['contract', credit, '--out', '-'])
    expect([shown.exitCode, shown.stdout.includes('- name: duration')]).toEqual([0, true])
  })

  test.each([
    ['damaged', 'format: 1\ncolumns: [a', 3, 'CONTRACT_INVALID'],
    ['of a newer version', 'format: 9\n', 3, 'CONTRACT_NEWER'],
    ['that is not there', undefined, 3, 'CONTRACT_NOT_FOUND'],
    ['that is no text', Buffer.from([0xff, 0xfe, 0xff]), 3, 'CONTRACT_INVALID'],
  ])('a contract %s', async (what, content, exitCode, code) => {
    const file = at(`${what}.yaml`)
    if (content !== undefined) writeFileSync(file, content)
    const ran = await mlwright(['check', credit, '--contract', file, '--json'])
    expect([ran.exitCode, errorOf(ran).code]).toEqual([exitCode, code])
  })

  test('none named is wrong usage', async () => {
    const ran = await mlwright(['check', credit, '--json'])
    expect([ran.exitCode, errorOf(ran).code]).toEqual([2, 'OPTION_INVALID'])
  })

  test('two contracts: what breaks and what does not, exit code 4 where it was asked for', async () => {
    const [old, now] = [at('old.yaml'), at('new.yaml')]
    await contract(credit, { out: old })
    writeFileSync(now, readFileSync(old, 'utf8').replace('max: 72', 'max: 60').replace('min: 19', 'min: 0'))
    const ran = await mlwright(['contract', 'diff', old, now])
    expect([ran.exitCode, ran.stdout]).toEqual([
      0,
      '1 breaking, 1 compatible\n\n  breaking    duration range.max: 72 → 60\n  compatible  age range.min: 19 → 0\n',
    ])
    const failing = await mlwright(['contract', 'diff', old, now, '--fail-on-breaking', '--json'])
    expect([failing.exitCode, jsonOf(failing).breaking]).toEqual([4, 1])
    const same = await mlwright(['contract', 'diff', old, old, '--fail-on-breaking'])
    expect([same.exitCode, same.stdout]).toEqual([0, 'Nothing changed.\n'])
  })
})

describe('odd tables keep their contracts', () => {
  const long = Array.from({ length: 60 }, (_, k) => k)
  test.each<[string, string]>([
    [
      'odd names',
      `"a ""b""","line\nbreak",__proto__,constructor,日本,"x: [y","# z"\n${long.map((k) => `${k % 7},${k % 3},${k},${k % 2 ? 'no' : 'yes'},é${k % 4},~,null`).join('\n')}\n`,
    ],
    ['one row', 'a,b\n1,x\n'],
    ['empty columns', `a,b,c\n${long.map((k) => `${k},,NA`).join('\n')}\n`],
    ['huge numbers', `id,n\n${long.map((k) => `90071992547409${String(93 + k)},${k}e300`).join('\n')}\n`],
    [
      'dates',
      `d,t,far\n${long.map((k) => `0${1 + (k % 9)}/${13 + (k % 9)}/2024,2024-01-${10 + (k % 9)}T0${k % 9}:30:00Z,9999-12-31`).join('\n')}\n`,
    ],
    ['levels of every look', `a\n${long.map((k) => ["'", '"""q"""', '007', '{x}', '- y', 'true-ish', '#', '1e5x'][k % 8]).join('\n')}\n`],
    ['constant columns', `a,b,c\n${long.map(() => '5,x,2024-01-01').join('\n')}\n`],
  ])('%s', async (name, content) => {
    const [source, file] = [at(`${name}.csv`), at(`${name}.contract.yaml`)]
    writeFileSync(source, content)
    expect((await mlwright(['contract', source, '--out', file])).exitCode).toBe(0)
    const ran = await mlwright(['check', source, '--contract', file, '--json'])
    expect([ran.exitCode, jsonOf(ran).violations]).toEqual([0, []])
  })

  test('a header alone breaks it: there is no row', async () => {
    const [file, source] = [at('rows.yaml'), at('header.csv')]
    await contract([{ a: 1 }, { a: 2 }], { out: file })
    writeFileSync(source, 'a\n')
    const ran = await mlwright(['check', source, '--contract', file, '--json'])
    expect([ran.exitCode, jsonOf(ran).violations.map((one: { code: string }) => one.code)]).toEqual([4, ['ROWS_TOO_FEW']])
  })

  test('asked kinds and markers hold as they were asked for', async () => {
    const [source, file] = [at('asked.csv'), at('asked.yaml')]
    writeFileSync(source, `a,b,c\n${long.map((k) => `${k % 9 === 0 ? 'many' : k},${k % 5 === 0 ? -999 : k},${k}`).join('\n')}\n`)
    const flags = ['--kind', 'a=number', '--missing', '-999', '--ignore', 'c']
    expect((await mlwright(['contract', source, ...flags, '--out', file])).exitCode).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(
      /name: a\n {4}kind: number\n {4}seen: 53\n {4}missing: 0\n {4}missingTexts: \[ .-999. \]\n {4}invalid: 0.1167/,
    )
    expect(readFileSync(file, 'utf8')).not.toContain('name: c')
    expect(jsonOf(await mlwright(['check', source, '--contract', file, '--json'])).violations).toEqual([])
  })
})

describe('before work starts', () => {
  test('train and predict hold their rows against a contract, and do nothing where it is broken', async () => {
    const [file, run, faulty, out] = [at('gate.yaml'), at('run'), at('gate.csv'), at('predictions.csv')]
    await contract(credit, { out: file })
    writeFileSync(faulty, readFileSync(credit, 'utf8').replaceAll(/^(.*?),(\d+),/gm, '$1,$2000,'))
    const refused = await mlwright(['train', faulty, '--target', 'class', '--contract', file, '--out', run, '--json'])
    expect([refused.exitCode, errorOf(refused).code, existsSync(run)]).toEqual([4, 'CONTRACT_BROKEN', false])
    // Standard output still ends with what was found.
    expect(jsonOf(refused)).toMatchObject({
      ok: false,
      violations: expect.arrayContaining([expect.objectContaining({ column: 'duration' })]),
    })

    const trained = await mlwright(['train', credit, '--target', 'class', '--contract', file, '--trials', '2', '--out', run, '--json'])
    expect(trained.exitCode, trained.stderr).toBe(0)
    const { bundle } = jsonOf(trained)

    // Rows to predict lack the target, and may come but once.
    const rows = readFileSync(credit, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(0, line.lastIndexOf(',')))
      .join('\n')
    const predicted = await mlwright(['predict', bundle, '-', '--contract', file, '--out', out, '--json'], { stdin: rows })
    expect([predicted.exitCode, jsonOf(predicted).rows]).toEqual([0, 1000])
    const stopped = await mlwright(['predict', bundle, faulty, '--contract', file, '--out', at('none.csv')])
    expect([stopped.exitCode, existsSync(at('none.csv'))]).toEqual([4, false])
    expect(stopped.stderr).toMatch(/'gate\.csv' breaks \d+ rules of the contract 'gate\.yaml':\n- /)

    // The bundle's own inputs are a contract too, by its folder or its signature.
    for (const named of [bundle, join(bundle, 'signature.json')]) {
      expect((await mlwright(['check', credit, '--contract', named])).exitCode).toBe(0)
      const broken = await mlwright(['check', faulty, '--contract', named, '--json'])
      expect([broken.exitCode, jsonOf(broken).violations.map((one: { code: string; column: string }) => [one.code, one.column])]).toEqual([
        4,
        [['OUT_OF_RANGE', 'duration']],
      ])
    }
  }, 120_000)
})

describe('as functions', () => {
  test('rows, streams and objects', async () => {
    const rows = Array.from({ length: 200 }, (_, k) => ({ a: k % 10, b: k % 3 === 0 ? 'x' : 'y' }))
    async function* stream(): AsyncGenerator<(typeof rows)[number]> {
      yield* rows
    }
    const { contract: inferred, text } = await contract(stream())
    expect(text).toContain('- name: a')
    expect((await check(stream(), { contract: inferred })).ok).toBe(true)
    expect(
      (
        await check(
          rows.map((row) => ({ ...row, a: -5 })),
          { contract: inferred },
        )
      ).violations.map(({ code }) => code),
    ).toContain('OUT_OF_RANGE')
    await expect(check(rows, { contract: 3 as unknown as string })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    await expect(check(rows, { contract: {} as never })).rejects.toMatchObject({ code: 'CONTRACT_INVALID' })
    await expect(check(rows, { contract: inferred, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

const shared = sharedTable('adult')
const tables =
  shared === undefined
    ? []
    : readdirSync(dirname(shared))
        .filter((file) => file.endsWith('.csv'))
        .map((file) => basename(file, '.csv'))

describe.skipIf(tables.length === 0)('the shared tables (MLWRIGHT_DATA)', () => {
  test.each(tables)('%s keeps its contract, through the command line', { timeout: 120_000 }, async (table) => {
    const [source, file] = [sharedTable(table)!, at(`${table}.yaml`)]
    expect((await mlwright(['contract', source, '--out', file])).exitCode).toBe(0)
    const ran = await mlwright(['check', source, '--contract', file, '--json'])
    expect([ran.exitCode, jsonOf(ran).violations]).toEqual([0, []])
  })

  test('at least 95 of 100 random halves keep the contract of the other half', { timeout: 600_000 }, async () => {
    const kept: boolean[] = []
    for (const table of tables) {
      if (/\n?"[^"]*\n/.test(readFileSync(sharedTable(table)!, 'utf8').slice(0, 1e6))) continue
      const { header, rows } = mixedLines(sharedTable(table)!, 1)
      const half = rows.length >> 1
      const [learned, held] = [at('learned.csv'), at('held.csv')]
      writeFileSync(learned, [header, ...rows.slice(0, half)].join('\n'))
      writeFileSync(held, [header, ...rows.slice(half)].join('\n'))
      const { contract: inferred } = await contract(learned)
      kept.push((await check(held, { contract: inferred })).ok)
    }
    expect(kept.length).toBeGreaterThan(40)
    expect(kept.filter(Boolean).length / kept.length).toBeGreaterThanOrEqual(0.95)
  })
})
