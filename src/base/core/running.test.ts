import { expect, test } from 'vitest'
import { startRunning } from './running.js'

const work = () =>
  startRunning<string, number>(async ({ emit, finish }) => {
    emit(1)
    emit(2)
    await new Promise((resolve) => setTimeout(resolve, 5))
    emit(3)
    return finish.aborted ? 'finished early' : 'done'
  })

test('awaiting gives the result', async () => {
  expect(await work()).toBe('done')
})

test('iterating gives every event from the first on, and the result is there afterwards', async () => {
  const running = work()
  const seen: number[] = []
  for await (const event of running) seen.push(event)
  expect(seen).toEqual([1, 2, 3])
  expect(await running).toBe('done')
})

test('finish reaches the work', async () => {
  const running = work()
  running.finish()
  expect(await running).toBe('finished early')
})

test('a failure reaches those who iterate and those who await', async () => {
  const running = startRunning<string, number>(async ({ emit }) => {
    emit(1)
    throw new Error('broken')
  })
  const iterate = async (): Promise<void> => {
    for await (const _ of running) continue
  }
  await expect(iterate()).rejects.toThrow('broken')
  await expect(running).rejects.toThrow('broken')
})
