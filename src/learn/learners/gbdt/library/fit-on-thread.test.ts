// A fit on its thread: the caller stays free, stopping is prompt and leaves nothing, and a thread that dies is told.
import { spawnSync } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Worker } from '../../../../base/platform/index.js'
import { fitHere } from './fit-here.js'
import { fitOnThread } from './fit-on-thread.js'
import { trainGbdt } from './index.js'
import type { GbdtRound } from './index.js'
import { createLibraryModel } from './model.js'
import { prepareRequest } from './prepare-request.js'
import { exampleData } from './examples.test.support.js'

const aborted = expect.objectContaining({ code: 'ABORTED' }) as Error
const endless = { rounds: 100_000, leaves: 255 }

describe('stopping', () => {
  it('rejects with ABORTED within 50 ms of the signal (best of three, on a busy machine), with its reason', async () => {
    const data = exampleData('l2', 100_000, 1)
    const delays: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const stop = new AbortController()
      const reason = new Error('enough')
      let stoppedAt = 0
      const onRound = (): void => {
        if (stoppedAt > 0) return
        stoppedAt = performance.now()
        stop.abort(reason)
      }
      await expect(trainGbdt(data, endless, { signal: stop.signal, onRound })).rejects.toThrow(aborted)
      delays.push(performance.now() - stoppedAt)
      await expect(trainGbdt(data, endless, { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED', cause: reason })
    }
    expect(Math.min(...delays)).toBeLessThan(50)
  })

  it('before, while columns are copied and while bins are found', async () => {
    const data = exampleData('l2', 200_000, 2)
    for (const ms of [0, 1, 5, 20, 60]) {
      await expect(trainGbdt(data, endless, { signal: AbortSignal.timeout(ms) })).rejects.toThrow(aborted)
    }
  })

  it('20 stopped fits leave at most 50 MB', async () => {
    const data = exampleData('l2', 200_000, 3)
    const stopped = async (): Promise<void> => {
      await expect(trainGbdt(data, endless, { signal: AbortSignal.timeout(150) })).rejects.toThrow(aborted)
    }
    await stopped()
    const before = process.memoryUsage.rss()
    for (let fit = 0; fit < 20; fit++) await stopped()
    await wait(100)
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(50)
  })

  it('a signal that many fits share keeps no listener of any', async () => {
    const stop = new AbortController()
    for (let fit = 0; fit < 3; fit++) await trainGbdt(exampleData('l2', 50, 4), { rounds: 1 }, { signal: stop.signal })
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
  })

  it('no round is told after the fit was stopped', async () => {
    const stop = new AbortController()
    let rounds = 0
    const onRound = (): void => {
      if (++rounds === 3) stop.abort()
    }
    await expect(trainGbdt(exampleData('l2', 500, 5), endless, { signal: stop.signal, onRound })).rejects.toThrow(aborted)
    await wait(20)
    expect(rounds).toBe(3)
  })

  it('what onRound throws ends the fit', async () => {
    const thrown = new Error('my own')
    const onRound = (): void => {
      throw thrown
    }
    await expect(trainGbdt(exampleData('l2', 500, 4), endless, { onRound })).rejects.toBe(thrown)
  })
})

describe('a thread that dies', () => {
  const request = (seed: number) => prepareRequest(exampleData('l2', 50, 5), {}, { seed }).request
  const dying = () => new Worker(new URL('./dying.test.worker.js', import.meta.url), { type: 'module' })

  it.each([
    [1, 'INTERNAL', 'ended before it was done: exit code 3'],
    [2, 'INTERNAL', 'ended before it was done: a fault in the thread'],
  ])('fails the fit with its reason (%i)', async (seed, code, message) => {
    const fit = fitOnThread(request(seed), {}, dying())
    await expect(fit).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string })
  })

  it('where its memory runs out, too, and the process lives on', () => {
    const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)
    const script = `
      const [{ fitOnThread }, { prepareRequest }, { Worker }] = await Promise.all([import(${at('./fit-on-thread.js')}), import(${at('./prepare-request.js')}),
        import(${at('../../../../base/platform/index.js')})])
      const { request } = prepareRequest({ columns: [Float64Array.of(1, 2)], labels: [1, 2] }, {}, { seed: 3 })
      const thread = new Worker(new URL(${at('./dying.test.worker.js')}), { type: 'module' })
      await fitOnThread(request, {}, thread).catch((error) => console.log(error.code, error.message))`
    const run = spawnSync(process.execPath, ['--max-old-space-size=32', '--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(run.stdout).toBe('MEMORY_EXHAUSTED The thread of the fit ran out of memory.\n')
    expect(run.status).toBe(0)
  })

  it('and one that cannot be loaded', async () => {
    const nowhere = './nowhere.js'
    const missing = new Worker(new URL(nowhere, import.meta.url), { type: 'module' })
    await expect(fitOnThread(request(1), {}, missing)).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('nowhere') as string,
    })
  })
})

describe('the calling thread', () => {
  it('stays free while a fit runs', async () => {
    const fit = trainGbdt(exampleData('l2', 60_000, 6), { rounds: 60 })
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const started = performance.now()
    await fit
    clearInterval(watch)
    expect(performance.now() - started).toBeGreaterThan(4 * longest)
  })

  it('gives the same model where no thread can be started, and pauses between rounds', async () => {
    const data = exampleData('multiclass', 20_000, 7)
    const { request } = prepareRequest(data, { objective: 'multiclass', rounds: 30 }, {})
    let pauses = 0
    const count = setInterval(() => pauses++, 1)
    const rounds: GbdtRound[] = []
    const here = await fitHere(request, { onRound: (round) => rounds.push(round) })
    clearInterval(count)
    expect(pauses).toBeGreaterThan(3)
    expect(rounds.map(({ round }) => round)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(createLibraryModel(here).toJSON()).toEqual((await trainGbdt(data, { objective: 'multiclass', rounds: 30 })).toJSON())
    await expect(fitHere(request, { signal: AbortSignal.timeout(20) })).rejects.toThrow(aborted)
  })
})
