import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRunSettings, requireUnfinished, resultFile } from './run-folder.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlwright-run-'))
})
afterAll(() => rm(folder, { recursive: true }))

const whole = { format: 1, version: '1.2.3', source: '/a.csv', options: { target: 'y' } }
const write = (settings: unknown): Promise<void> =>
  writeFile(join(folder, 'run.json'), typeof settings === 'string' ? settings : JSON.stringify(settings))

test('the settings of a run are read back', async () => {
  await write(whole)
  expect(await readRunSettings(folder)).toEqual(whole)
})

test('a newer format is told from damage', async () => {
  await write({ ...whole, format: 2 })
  await expect(readRunSettings(folder)).rejects.toMatchObject({ code: 'BUNDLE_NEWER', details: { format: 2, known: 1 } })
})

test.each([
  '{"format": 1',
  'null',
  '[]',
  { ...whole, format: undefined },
  { ...whole, format: '1' },
  { ...whole, options: undefined },
  { format: 1 },
])('damaged settings are said to be so: %j', async (settings) => {
  await write(settings)
  await expect(readRunSettings(folder)).rejects.toMatchObject({ code: 'BUNDLE_INVALID', details: { file: join(folder, 'run.json') } })
})

test.each(['{"stoppedBy"', 'null', '{}'])('a result that cannot be read does not end a run: %s', async (text) => {
  await writeFile(join(folder, resultFile), text)
  await expect(requireUnfinished(folder)).resolves.toBeUndefined()
})
