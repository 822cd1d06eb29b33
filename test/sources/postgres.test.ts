// PostgreSQL as a source: a real server, started here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { profile } from '../../dist/index.js'
import { readTable } from '../../dist/data/sources/index.js'
import { errorOf, examples, jsonOf, mlwright, useFolder } from '../e2e/mlwright.js'
import { password, postgresFolder, startPostgres } from './postgres-server.js'
import type { PostgresServer } from './postgres-server.js'

test('CI has PostgreSQL (elsewhere the tests below are skipped without it: install postgresql, or set MLWRIGHT_POSTGRES)', () => {
  expect(postgresFolder !== undefined || process.env['CI'] === undefined).toBe(true)
})

const folder = useFolder()

describe.skipIf(postgresFolder === undefined)('PostgreSQL (skipped where it is not installed)', () => {
  let server: PostgresServer
  let url = ''
  const asked = { env: { PGPASSWORD: password } }

  beforeAll(async () => {
    server = await startPostgres()
    url = server.url
    await server.run(`
      CREATE TABLE types (small smallint, big bigint, exact numeric, single real, double double precision, truth boolean, day date,
        at timestamp, zoned timestamptz, word text, padded char(3), json jsonb, list int[], id uuid, bytes bytea, state text);
      INSERT INTO types SELECT g, 9007199254740993 + g, g * 0.1, 0.1, g / 3.0, g % 2 = 0, date '2024-01-01' + g,
        timestamp '2024-01-01 10:00' + g * interval '1 hour', timestamptz '2024-01-01 10:00+02' + g * interval '1 hour', 'é' || g % 3, 'ab',
        jsonb_build_object('a', g % 2), array[g % 2, 2], '00000000-0000-0000-0000-000000000001', '\\x00ff', nullif('s' || g % 4, 's0')
        FROM generate_series(1, 50) g;
      CREATE SCHEMA sales;
      CREATE TABLE sales."Order lines" AS SELECT g AS "the ""x""", g * g AS y, 'k' || g % 5 AS k FROM generate_series(1, 20000) g;
      CREATE VIEW few AS SELECT * FROM types WHERE small <= 20;
      CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO types (small) VALUES (0); RETURN 1; END $$;
      CREATE TABLE penguins (species text, island text, bill_length_mm numeric, bill_depth_mm numeric, flipper_length_mm int, body_mass_g int, sex text);
      CREATE ROLE poor LOGIN PASSWORD '${password}';`)
    const lines = readFileSync(join(examples, 'penguins', 'penguins.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    const rows = lines.map(
      (line) =>
        `(${line
          .split(',')
          .map((cell) => (cell === '' ? 'NULL' : `'${cell}'`))
          .join(', ')})`,
    )
    await server.run(`INSERT INTO penguins VALUES ${rows.join(', ')}`)
  }, 120_000)
  afterAll(() => server?.stop())
  beforeEach(() => {
    process.env['PGPASSWORD'] = password
  })
  afterEach(() => {
    delete process.env['PGPASSWORD']
    delete process.env['PGOPTIONS']
  })

  test('types come as what they are: exact, in UTC, bytes left out', async () => {
    const { schema, table, findings, name } = await readTable(`${url}?table=types`)
    expect(name).toBe('postgres#types')
    expect(Object.fromEntries(schema.columns.map((column) => [column.name, column.kind]))).toEqual({
      small: 'number',
      big: 'text',
      exact: 'number',
      single: 'number',
      double: 'number',
      truth: 'boolean',
      day: 'datetime',
      at: 'datetime',
      zoned: 'datetime',
      word: 'category',
      padded: 'category',
      json: 'category',
      list: 'category',
      id: 'category',
      state: 'category',
    })
    const valuesOf = (column: string): readonly number[] => [
      ...(table.columns.find((one) => one.name === column) as { values: Float64Array }).values,
    ]
    expect(valuesOf('zoned')[0]).toBe(Date.UTC(2024, 0, 1, 9))
    expect(valuesOf('at')[0]).toBe(Date.UTC(2024, 0, 1, 11))
    expect(valuesOf('exact')[2]).toBe(0.3)
    expect(valuesOf('single')[0]).toBe(Math.fround(0.1))
    expect(valuesOf('double')[0]).toBe(1 / 3)
    const big = table.columns.find((column) => column.name === 'big') as { bytes: Uint8Array; offsets: Uint32Array }
    expect(Buffer.from(big.bytes.slice(0, big.offsets[1])).toString()).toBe('9007199254740994')
    expect(schema.columns.find((column) => column.name === 'state')).toMatchObject({ missingCount: 12, levels: ['s1', 's2', 's3'] })
    expect(findings.map(({ code, columns }) => [code, columns])).toEqual(
      expect.arrayContaining([
        ['COLUMN_IGNORED', ['bytes']],
        ['PRECISION_LOSS', ['big']],
      ]),
    )
  })

  test('tables by schema, by name alone, by mark; views; queries', async () => {
    const count = async (rest: string): Promise<number> => (await profile(`${url}${rest}`)).rows
    expect(await count('?table=sales.Order lines')).toBe(20_000)
    expect(await count('#Order%20lines')).toBe(20_000)
    expect(await count('?table=few')).toBe(20)
    expect(await count(`?query=SELECT small, word FROM types WHERE small > 10 AND word <> 'a&b#%20' ORDER BY small;`)).toBe(40)
    const columns = (await profile(`${url}#sales.Order%20lines`)).columns.map((column) => column.name)
    expect(columns).toEqual(['the "x"', 'y', 'k'])
  })

  test('several tables and no name: those that there are', async () => {
    await expect(profile(url)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining("3 tables: 'penguins', 'types' and 'sales.Order lines'") as string,
    })
    await expect(profile(`${url}?table=tipes`)).rejects.toMatchObject({ hint: expect.stringContaining("Did you mean 'types'?") as string })
    await expect(profile(url.replace('tester', 'poor'))).rejects.toMatchObject({ code: 'SOURCE_EMPTY' })
  })

  test.each([
    ['DELETE FROM types', 'begins with DELETE'],
    ['WITH gone AS (DELETE FROM types RETURNING *) SELECT * FROM gone', 'data-modifying'],
    ['SELECT writes()', 'read-only transaction'],
    ['SELECT small FROM types FOR UPDATE', 'read-only transaction'],
    ['SELECT 1; DELETE FROM types', 'more than one statement'],
    ["SELECT E'\\'; DELETE FROM types; --'", 'more than one statement'],
    ["COPY types TO PROGRAM 'true'", 'begins with COPY'],
  ])('a query that would write is refused: %s', async (query, message) => {
    await expect(profile(`${url}?query=${query}`)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      kind: 'data',
      message: expect.stringContaining(message) as string,
    })
    const { rows } = await server.run('SELECT count(*)::int AS count FROM types')
    expect(rows).toEqual([{ count: 50 }])
  })

  test.each<[string, string, string]>([
    ['?query=SELECT nope FROM types', 'SOURCE_UNREADABLE', 'column "nope" does not exist'],
    ['?query=SELECT small FROM types WHERE small < 0', 'SOURCE_EMPTY', 'no rows'],
    ['?query=SELECT bytes FROM types', 'SOURCE_NOT_A_TABLE', 'bytes'],
    ['?table=types&sslmode=require', 'SOURCE_UNREACHABLE', 'no encrypted connection'],
    ['?table=types&sslmode=wild', 'OPTION_INVALID', 'wild'],
  ])('%s ends with %s', async (rest, code, message) => {
    await expect(profile(`${url}${rest}`)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string })
  })

  test('who is not let in is told what to set; a database that is not there by its name', async () => {
    process.env['PGPASSWORD'] = 'wrong-one'
    await expect(profile(`${url}#types`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      hint: expect.stringContaining('Check PGPASSWORD') as string,
    })
    delete process.env['PGPASSWORD']
    await expect(profile(`${url}#types`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      hint: expect.stringContaining('Set PGPASSWORD') as string,
    })
    process.env['PGPASSWORD'] = password
    await expect(profile(`${url}x#types`)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining("'postgresx'") as string,
    })
  })

  test('the server’s own time limit holds', async () => {
    process.env['PGOPTIONS'] = '-c statement_timeout=300'
    await expect(profile(`${url}?query=SELECT pg_sleep(60)`)).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE', kind: 'resources' })
  })

  test('a query is left as soon as nobody waits for it, here and on the server', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    const startedAt = performance.now()
    await expect(profile(`${url}?query=SELECT pg_sleep(600)`, { signal: controller.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(performance.now() - startedAt).toBeLessThan(3000)
    const running = async (): Promise<unknown> =>
      (await server.run("SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'mlwright'")).rows[0]
    await expect.poll(running, { timeout: 15_000 }).toEqual({ count: 0 })
  })

  test('trains, goes on, predicts and evaluates as from a file; the password is nowhere', async () => {
    const run = join(folder.path, 'run')
    const source = `${url}?table=penguins`
    const options = ['--target', 'species', '--preset', 'fast', '--trials', '2', '--out', run]
    const trained = await mlwright(['train', source, ...options, '--json'], asked)
    expect(trained.exitCode, trained.stderr).toBe(0)
    const { bundle, metric, rows } = jsonOf(trained)
    const csv = join(examples, 'penguins', 'penguins.csv')
    const fromFile = await mlwright(['train', csv, ...options.slice(0, -1), join(folder.path, 'file'), '--json'])
    expect({ metric, rows }).toEqual({ metric: jsonOf(fromFile).metric, rows: { train: 344, test: 0 } })
    const resumed = await mlwright(['train', '--resume', run, '--trials', '3'], asked)
    expect(resumed.exitCode, resumed.stderr).toBe(0)
    const predictions = join(folder.path, 'predictions.csv')
    const predicted = await mlwright(['predict', bundle, source, '--out', predictions], asked)
    expect(predicted.exitCode, predicted.stderr).toBe(0)
    expect(readFileSync(predictions, 'utf8').trim().split('\n')).toHaveLength(345)
    const evaluated = await mlwright(['evaluate', bundle, source, '--json'], asked)
    expect(jsonOf(evaluated).rows).toBe(344)
    const written = filesUnder(folder.path).map((file) => readFileSync(file, 'utf8'))
    const said = [trained, resumed, predicted, evaluated].flatMap(({ stdout, stderr }) => [stdout, stderr])
    for (const text of [...written, ...said]) expect(text).not.toContain(password)
    expect(written.some((text) => text.includes(source))).toBe(true)
  }, 180_000)

  test('a password in the address is refused before anything is asked or written', async () => {
    const run = join(folder.path, 'refused')
    const outcome = await mlwright(['train', url.replace('tester@', 'tester:hunter2@'), '--target', 'species', '--out', run, '--json'])
    expect(outcome.exitCode).toBe(2)
    expect(errorOf(outcome)).toMatchObject({ code: 'OPTION_INVALID', hint: expect.stringContaining('PGPASSWORD') as string })
    expect(outcome.stdout + outcome.stderr).not.toContain('hunter2')
    expect(existsSync(run)).toBe(false)
  })

  test('a server that goes away in the middle: a clear error, nothing half-written', async () => {
    const other = await startPostgres()
    const run = join(folder.path, 'broken')
    // 40 blocks of rows, each with a wait: the server is gone long before the last.
    const query = 'SELECT g AS x, g % 2 AS y, CASE WHEN g % 4096 = 0 THEN pg_sleep(0.3)::text END AS wait FROM generate_series(1, 163840) g'
    const training = mlwright(['train', `${other.url}?query=${query}`, '--target', 'y', '--out', run, '--json'], asked)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    await other.kill()
    const outcome = await training
    expect(outcome.exitCode, outcome.stderr).toBe(5)
    expect(errorOf(outcome)).toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringMatching(/went away after [1-9]\d* rows/) as string,
    })
    expect(existsSync(run)).toBe(false)
    expect(outcome.stderr).not.toContain(password)
    await expect(profile(`${other.url}#t`)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('nothing listens') as string,
    })
  }, 120_000)
})

function filesUnder(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
