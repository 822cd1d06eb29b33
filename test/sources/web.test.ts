// Web servers as sources of the command line: what it ends with, and that no secret of an address is kept.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf, examples, jsonOf, mlwright, useFolder } from '../e2e/mlwright.js'

const folder = useFolder()
const csv = readFileSync(join(examples, 'penguins', 'penguins.csv'))
const environment = { MLWRIGHT_ALLOW_PRIVATE_HOSTS: '127.0.0.1' }
let server: Server
let base = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1')
    if (pathname === '/away.csv') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    else if (pathname === '/busy.csv') response.writeHead(503).end()
    else if (searchParams.get('token') !== 'hunter2') response.writeHead(403).end()
    else response.end(csv)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test.each([
  ['/away.csv', 3, 'SOURCE_REFUSED'],
  ['/penguins.csv', 3, 'SOURCE_UNREADABLE'],
  ['/busy.csv', 5, 'SOURCE_UNREACHABLE'],
])('%s ends with exit code %i, %s', async (path, exitCode, code) => {
  const outcome = await mlwright(['profile', `${base}${path}`, '--json'], { env: environment })
  expect([outcome.exitCode, errorOf(outcome).code]).toEqual([exitCode, code])
})

test('loopback is refused where it is not allowed', async () => {
  const outcome = await mlwright(['profile', `${base}/penguins.csv?token=hunter2`, '--json'])
  expect([outcome.exitCode, errorOf(outcome).code]).toEqual([3, 'SOURCE_REFUSED'])
  expect(outcome.stderr).not.toContain('hunter2')
})

test('a run keeps no secret of its addresses, says what it lacks, and goes on when they are given again', async () => {
  const run = join(folder.path, 'run')
  const source = `${base}/penguins.csv?token=hunter2&part=1`
  const judged = `${base}/test.csv?token=hunter2`
  const train = (...args: string[]): ReturnType<typeof mlwright> => mlwright(['train', ...args], { env: environment })
  const first = await train(source, '--target', 'species', '--test', judged, '--preset', 'fast', '--trials', '2', '--out', run)
  expect(first.exitCode, first.stderr).toBe(0)
  expect(first.stdout).toContain('token=***&part=1')
  for (const entry of readdirSync(run, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toContain('hunter2')
  }
  const settings = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { source: string; options: { test: string } }
  expect([settings.source, settings.options.test]).toEqual([`${base}/penguins.csv?token=***&part=1`, `${base}/test.csv?token=***`])
  const without = await train('--resume', run, '--trials', '3', '--json')
  expect([without.exitCode, errorOf(without).code]).toEqual([2, 'OPTION_INVALID'])
  const again = await train(source, '--resume', run, '--test', judged, '--trials', '3', '--json')
  expect(again.exitCode, again.stderr).toBe(0)
  expect(jsonOf(again).metric.source).toBe('test')
  const other = await train(source.replace('part=1', 'part=2'), '--resume', run, '--test', judged, '--trials', '4', '--json')
  expect([other.exitCode, errorOf(other).code]).toEqual([2, 'OPTION_INVALID'])
  for (const { stdout, stderr } of [first, without, again, other]) expect(stdout + stderr).not.toContain('hunter2')
}, 120_000)
