import { afterEach, expect, test } from 'vitest'
import { isMlwrightError } from '../core/index.js'
import { createPool } from './pool.js'
import type { Pool } from './pool.js'
import type { TestJobs } from './pool.test.worker.js'

let pool: Pool<TestJobs> | undefined
const open = (size: number): Pool<TestJobs> => (pool = createPool<TestJobs>(new URL('./pool.test.worker.js', import.meta.url), size))
afterEach(async () => pool?.close())

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'resolved'
  } catch (error) {
    return isMlwrightError(error) ? error.code : String(error)
  }
}

test('answers every job, more jobs than threads', async () => {
  const { run } = open(2)
  const sums = await Promise.all(Array.from({ length: 20 }, (_, i) => run('add', { a: i, b: 1 })))
  expect(sums).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
})

test('an error keeps its code, hint and details across the thread', async () => {
  const error = await open(1)
    .run('fail', 'no good')
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'TARGET_UNSUITABLE', message: 'no good', hint: 'a hint', details: { rows: 3 } })
})

test('answers with arrays come back whole', async () => {
  const { values, thread } = await open(1).run('fill', 5)
  expect([...values]).toEqual([5, 5, 5, 5, 5])
  expect(thread).toBe(1)
})

test('what is shared is one memory for all', async () => {
  const opened = open(1)
  const numbers = new Float64Array(new SharedArrayBuffer(16))
  opened.share({ numbers })
  expect(await opened.run('writeShared', 42)).toBe(2)
  expect(numbers[0]).toBe(42)
})

test('stop ends running and waiting jobs, later ones run', async () => {
  const opened = open(1)
  const running = codeOf(opened.run('spin', undefined))
  const waiting = codeOf(opened.run('add', { a: 1, b: 1 }))
  await new Promise((resolve) => setTimeout(resolve, 100))
  opened.stop()
  expect(await running).toBe('ABORTED')
  expect(await waiting).toBe('ABORTED')
  expect(await opened.run('add', { a: 2, b: 2 })).toBe(4)
})

test('a job past its deadline ends with TIME_EXHAUSTED', async () => {
  expect(await codeOf(open(1).run('spin', undefined, { deadline: Date.now() + 50 }))).toBe('TIME_EXHAUSTED')
})

test('a thread that dies fails its job only', async () => {
  const opened = open(1)
  expect(await codeOf(opened.run('die', undefined))).toBe('INTERNAL')
  expect(await opened.run('add', { a: 1, b: 2 })).toBe(3)
})
