// A page that a bundler made of an app: the thread of a fit becomes a file of its own, nothing has to be configured.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { afterAll, expect, test } from 'vitest'
import { serve } from './serve.js'

const executablePath = process.env['MLWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium'
const folder = mkdtempSync(join(tmpdir(), 'mlwright-bundled-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const app = `
import { trainGbdt } from 'mlwright/gbdt'
const column = Float64Array.from({ length: 500 }, (_, i) => (i * 37) % 101)
trainGbdt({ columns: [column], labels: column }, { rounds: 100 }).then(
  (model) => { globalThis.answer = model.predictRow([50])[0] },
  (error) => { globalThis.answer = error.message },
)`

test.skipIf(!existsSync(executablePath))('Vite’s build of an app trains in Chromium (skipped where there is none)', async () => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules/mlwright'))
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/app.js"></script>')
  writeFileSync(join(folder, 'app.js'), app)
  await build({ root: folder, configFile: false, logLevel: 'warn', build: { target: 'es2022' } })
  const assets = readdirSync(join(folder, 'dist/assets'))
  expect(assets.filter((file) => file.startsWith('worker'))).toHaveLength(1)
  const read = (file: string): string => readFileSync(join(folder, 'dist', file), 'utf8')
  const pages = {
    '/': read('index.html'),
    '/favicon.ico': '',
    ...Object.fromEntries(assets.map((file) => [`/assets/${file}`, read(`assets/${file}`)])),
  }
  const server = await serve(pages, false)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    const page = await browser.newPage()
    await page.goto(server.address)
    await page.waitForFunction(() => 'answer' in globalThis, undefined, { timeout: 50_000 })
    const answer = await page.evaluate(() => (globalThis as unknown as { answer: unknown }).answer)
    expect(Number(answer)).toBeCloseTo(50, 0)
    expect(server.requests).toContain(`/assets/${assets.find((file) => file.startsWith('worker'))}`)
    expect(server.missing).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
})
