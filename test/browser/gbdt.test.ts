// `mlwright/gbdt` and `mlwright/metrics` in Chromium, in a worker and on a page, with and without isolation from other origins.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gbdtFromLightGbmText, trainGbdt } from '../../dist/learn/learners/gbdt/library/index.js'
import { rocAuc } from '../../dist/learn/metrics/index.js'
import { program } from './program.js'
import type { Answer } from './program.js'
import { serve } from './serve.js'
import type { Server } from './serve.js'

const executablePath = process.env['MLWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(executablePath)

test('CI has Chromium (elsewhere the tests below are skipped without it: set MLWRIGHT_CHROMIUM or install it at /usr/bin/chromium)', () => {
  expect(hasChromium || process.env['CI'] === undefined).toBe(true)
})

/** A page that runs the program itself, or in a worker of its own. */
const pages = {
  '/favicon.ico': '',
  '/worker.html':
    '<script type="module">const worker = new Worker("/in-worker.js", { type: "module" }); worker.onmessage = ({ data }) => { globalThis.answer = data }; worker.onerror = (event) => { globalThis.answer = { failure: event.message } }</script>',
  '/in-worker.js': `import { run } from '/program.js'\nrun().then(postMessage, (error) => postMessage({ failure: String(error.stack) }))`,
  '/page.html':
    '<script type="module">import { run } from "/program.js"; run().then((answer) => { globalThis.answer = answer }, (error) => { globalThis.answer = { failure: String(error.stack) } })</script>',
  '/program.js': program,
}

describe.skipIf(!hasChromium)(`in Chromium (skipped where there is none)`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  })
  afterAll(() => browser?.close())

  describe.each([
    ['without isolation: one thread', false, undefined],
    ['with isolation: threads that share memory', true, undefined],
    ['where WebAssembly is forbidden: the plain twins', false, "script-src 'self' 'unsafe-inline'"],
  ])('%s', (_, isolated, policy) => {
    describe.each([
      ['in a worker', '/worker.html'],
      ['on the page', '/page.html'],
    ])('%s', (__, path) => {
      let server: Server
      let page: Page
      let answer: Answer
      const problems: string[] = []
      beforeAll(async () => {
        server = await serve(pages, isolated, policy)
        page = await browser.newPage()
        // A browser reports what it forbids.
        const isProblem = (text: string): boolean => policy === undefined || !text.includes('WebAssembly')
        page.on('pageerror', (error) => problems.push(String(error)))
        page.on('console', (message) => message.type() === 'error' && isProblem(message.text()) && problems.push(message.text()))
        await page.goto(server.address + path)
        await page.waitForFunction(() => 'answer' in globalThis, undefined, { timeout: 50_000 })
        answer = await page.evaluate(() => (globalThis as unknown as { answer: Answer }).answer)
      })
      afterAll(async () => {
        await page?.close()
        server?.close()
      })

      test('runs, and loads nothing but files of the package', () => {
        expect(answer.failure).toBeUndefined()
        expect([answer.isolated, answer.hasWebAssembly]).toEqual([isolated, policy === undefined])
        expect(problems).toEqual([])
        expect(server.missing).toEqual([])
        expect(server.requests).toEqual(
          expect.arrayContaining(['/dist/base/platform/browser.js', '/dist/learn/learners/gbdt/library/worker.js']),
        )
        expect(server.requests.filter((asked) => asked.endsWith('/node.js'))).toEqual([])
      })

      test('gives the model of Node, byte for byte, on any number of threads', async () => {
        const { columns, labels } = answer
        const data = { columns: columns.map((column) => Float64Array.from(column, (value) => value ?? NaN)), labels }
        const model = await trainGbdt(data, { objective: 'binary', rounds: 20, subsample: 0.8 }, { seed: 3 })
        expect(answer.models).toEqual(answer.models.map(() => JSON.stringify(model.toJSON())))
        expect(answer.models).toHaveLength(2)
        const predictions = model.predict(data.columns)
        // Engines round Math.exp differently in the last digit.
        answer.predictions.forEach((value, i) => expect(value).toBeCloseTo(predictions[i], 14))
        expect(answer.auc).toBe(rocAuc(labels, predictions))
        expect(answer.onnx).toEqual(Array.from(model.toOnnx()))
        expect(answer.lightGbmText).toBe(gbdtFromLightGbmText(model.toLightGbmText()).toLightGbmText())
        const shap = model.shap(data.columns.map((column) => column.subarray(0, 20)))
        answer.shap.forEach((value, i) => expect(value).toBeCloseTo(shap[i], 12))
        expect(answer.shap).toHaveLength(20 * 5)
        expect(answer.rounds).toBe(20)
      })

      test('threads help where they can share memory, and change nothing', () => {
        const canShare = isolated && policy === undefined
        expect(server.requests.includes('/dist/base/kernels/team/helper.js')).toBe(canShare)
        expect(answer.isSame).toBe(isolated ? true : undefined)
      })

      test('reads its own JSON, refuses with codes, stops within 50 ms, and stays free meanwhile', () => {
        expect(answer.reread).toEqual(answer.predictions)
        expect(answer.refusal).toEqual(["unknown parameter 'leafs' (did you mean 'leaves'?)", 'PARAMETER_INVALID'])
        expect(answer.abort.code).toBe('ABORTED')
        expect(answer.abort.afterMs).toBeLessThan(50)
        expect(answer.abort.ticks).toBeGreaterThan(3)
      })
    })
  })
})
