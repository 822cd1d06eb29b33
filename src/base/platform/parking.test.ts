import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createParking } from './parking.js'
import type { Thread, ThreadEnd } from './thread.js'

function fakeThreads() {
  const log: string[] = []
  const ends: ((end: ThreadEnd) => void)[] = []
  let started = 0
  const start = (): Thread & { readonly number: number } => {
    const number = started++
    return {
      number,
      postMessage: () => {},
      onMessage: () => {},
      onEnd: (listener) => (ends[number] = listener),
      keepAlive: (isKept) => log.push(`${number} ${isKept ? 'kept' : 'loose'}`),
      terminate: async () => void log.push(`${number} ended`),
    }
  }
  return { log, ends, start }
}

test('a parked thread is taken again, and only as long as it lives', () => {
  const { log, ends, start } = fakeThreads()
  const parking = createParking(start)
  const [first, second] = [parking.take(), parking.take()]
  expect(second).not.toBe(first)
  parking.park(first)
  expect(parking.take()).toBe(first)
  expect(log).toEqual(['0 loose', '0 kept'])
  parking.park(first)
  ends[0]({ reason: undefined, isOutOfMemory: false })
  expect(parking.take()).not.toBe(first)
})

test('a parked thread ends by itself after a second', async () => {
  const { log, start } = fakeThreads()
  const parking = createParking(start)
  parking.park(parking.take())
  await wait(1200)
  expect(log).toEqual(['0 loose', '0 ended'])
})
