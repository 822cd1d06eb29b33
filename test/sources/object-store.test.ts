// Object stores as sources: moto's S3, started here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { profile } from '../../dist/index.js'
import { errorOf, examples, jsonOf, mlwright, useFolder } from '../e2e/mlwright.js'
import { motoServer, secretKey, startObjectStore } from './object-store.js'
import type { ObjectStore } from './object-store.js'

test('CI has moto (elsewhere the tests below are skipped without it: MLWRIGHT_MOTO names moto_server, from test/sources/requirements.txt)', () => {
  expect(motoServer !== undefined || process.env['CI'] === undefined).toBe(true)
})

const folder = useFolder()
const penguins = join(examples, 'penguins', 'penguins.csv')

describe.skipIf(motoServer === undefined)('S3 (skipped where MLWRIGHT_MOTO names no server)', () => {
  let store: ObjectStore
  const odd = "odd/a b+c%20(1)'é=&?.csv"

  beforeAll(async () => {
    store = await startObjectStore()
    const text = readFileSync(penguins, 'utf8')
    const [header, ...lines] = text.trim().split('\n')
    await store.put('data', 'penguins.csv', text)
    await store.put('data', 'public.csv', text, { isPublic: true })
    await store.put('data', odd, text)
    await store.put('data', 'parts/1.csv', [header, ...lines.slice(0, 100)].join('\n'))
    await store.put('data', 'parts/2.csv.gz', gzipSync([header, ...lines.slice(100)].join('\n')))
    await store.put('data', 'parts/deep/3.csv', text)
    await store.put('data', 'parts/notes.txt', 'none of this')
    for (let i = 0; i < 30; i++) await store.put('many', `k/${i}.csv`, `a,b\n${i},x\n`)
  }, 60_000)
  afterAll(() => store?.stop())
  beforeEach(() => {
    Object.assign(process.env, store.environment)
  })
  afterEach(() => {
    for (const name of [...Object.keys(store.environment), 'AWS_SESSION_TOKEN', 'MLWRIGHT_MAX_DOWNLOAD_BYTES']) delete process.env[name]
  })

  test('an object by its key, however odd', async () => {
    expect(await profile('s3://data/penguins.csv')).toMatchObject({ rows: 344, source: 'penguins.csv' })
    expect(await profile(`s3://data/${odd}`)).toMatchObject({ rows: 344 })
    process.env['AWS_SESSION_TOKEN'] = 'a/session+token='
    expect(await profile('s3://data/penguins.csv')).toMatchObject({ rows: 344 })
  })

  test('several objects by a pattern, in order; * does not go past a /', async () => {
    expect(await profile('s3://data/parts/*.csv*')).toMatchObject({ rows: 344, source: '*.csv* (2 files)' })
    expect((await profile('s3://data/parts/**/*.csv*')).rows).toBe(688)
    expect((await profile('s3://data/parts/{1,2}.*')).rows).toBe(344)
    expect((await profile('s3://many/k/*.csv')).rows).toBe(30)
  })

  test('without credentials what everyone may read is given, and nothing else', async () => {
    delete process.env['AWS_ACCESS_KEY_ID']
    delete process.env['AWS_SECRET_ACCESS_KEY']
    expect(await profile('s3://data/public.csv')).toMatchObject({ rows: 344 })
    await expect(profile('s3://data/penguins.csv')).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      hint: expect.stringContaining('Set AWS_ACCESS_KEY_ID') as string,
    })
  })

  test.each([
    ['s3://data/absent.csv', 'SOURCE_NOT_FOUND'],
    ['s3://data/absent-*.csv', 'SOURCE_NOT_FOUND'],
    ['s3://no-such-bucket/a.csv', 'SOURCE_NOT_FOUND'],
    ['s3://data/parts/notes.txt#sheet', 'SOURCE_NOT_FOUND'],
    ['s3://key:secret@data/a.csv', 'OPTION_INVALID'],
    ['s3://data', 'OPTION_INVALID'],
  ])('%s ends with %s', async (source, code) => {
    const error: unknown = await profile(source).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code, hint: expect.stringMatching('.') as string })
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  test('the limit of a download holds, and the way to the store is told where it is not there', async () => {
    process.env['MLWRIGHT_MAX_DOWNLOAD_BYTES'] = '1000'
    await expect(profile('s3://data/penguins.csv')).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' })
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1'
    await expect(profile('s3://data/penguins.csv')).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE', kind: 'resources' })
    process.env['AWS_ENDPOINT_URL'] = 'http://key:secret@127.0.0.1:1'
    await expect(profile('s3://data/penguins.csv')).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })

  test('trains as from a file, and the secret is in nothing that is said', async () => {
    const options = ['--target', 'species', '--preset', 'fast', '--trials', '2', '--json']
    const stored = await mlwright(['train', 's3://data/penguins.csv', ...options, '--out', join(folder.path, 'stored')], {
      env: store.environment,
    })
    expect(stored.exitCode, stored.stderr).toBe(0)
    const local = await mlwright(['train', penguins, ...options, '--out', join(folder.path, 'local')])
    expect(jsonOf(stored).metric).toEqual(jsonOf(local).metric)
    expect(readFileSync(join(folder.path, 'stored', 'run.json'), 'utf8')).toContain('"s3://data/penguins.csv"')
    const refused = await mlwright(['profile', 's3://data/absent.csv', '--json'], { env: store.environment })
    expect([refused.exitCode, errorOf(refused).code]).toEqual([3, 'SOURCE_NOT_FOUND'])
    for (const { stdout, stderr } of [stored, refused]) expect(stdout + stderr).not.toContain(secretKey)
  }, 120_000)
})
