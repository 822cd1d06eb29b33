// Jobs are done once each, by whichever thread; a thread that dies is noticed, and the process lives.
import { afterEach, describe, expect, it } from 'vitest'
import { enterWorkplace } from '../load.js'
import { openBoard, taken, written } from './board.js'
import { createSoloTeam, createTeam } from './team.js'
import type { Call, Job, Team } from './team.js'

let team: Team | undefined
/** For all that a test allocates. */
const sharedBytes = 64 * 2 ** 20
afterEach(() => team?.close())

/** Jobs that add k to score k, twice each; and what they have added. */
function additions(count: number) {
  const { kernels, memory } = enterWorkplace(sharedBytes)
  const scores = memory.allocate(8 * count)
  const rows = memory.allocate(4 * count)
  memory.float64(scores, count).fill(0)
  memory.int32(rows, count).forEach((_, k, all) => (all[k] = k))
  const jobs = Array.from({ length: count }, (_, k): Job => {
    const call = ['addToScores', scores, rows, k, k + 1, k] as const
    return [call, call]
  })
  return { kernels, memory, jobs, added: () => Array.from(memory.float64(scores, count)) }
}

describe.each([1, 2, 4])('%d threads', (size) => {
  it('do every job once, more of them than the board holds', () => {
    const { kernels, memory, jobs, added } = additions(10_000)
    team = size === 1 ? createSoloTeam(kernels, () => {}) : createTeam({ kernels, memory }, size, () => {})
    for (let times = 1; times <= 30; times++) {
      team.run(jobs)
      expect(added()).toEqual(Array.from({ length: jobs.length }, (_, k) => 2 * k * times))
    }
    expect(team.close()).toBe(true)
  })

  it('give what the calls return, in their order', () => {
    const { kernels, memory } = enterWorkplace(sharedBytes)
    const count = 6000
    const [column, sides, rows, scratch] = [count, 256, 4 * count, 4 * count].map((bytes) => memory.allocate(bytes))
    memory.uint8(column, count).forEach((_, k, all) => (all[k] = k % 3))
    memory.uint8(sides, 256).fill(0)
    memory.uint8(sides, 1)[0] = 4
    memory.int32(rows, count).forEach((_, k, all) => (all[k] = k))
    team = size === 1 ? createSoloTeam(kernels, () => {}) : createTeam({ kernels, memory }, size, () => {})
    const jobs = Array.from({ length: count / 3 }, (_, k): Job => [
      ['partitionRows', column, sides, rows, 3 * k, 3 * k + 3, scratch + 12 * k],
    ])
    expect(Array.from(team.run(jobs).subarray(0, jobs.length))).toEqual(jobs.map((_, k) => 3 * k + 1))
  })

  it('fill memory that nothing has touched', () => {
    const { kernels, memory } = enterWorkplace(sharedBytes)
    const [table, list] = [memory.allocate(16), memory.allocate(4)]
    memory.int32(table, 4).set([0, 8000, -1, 8000])
    memory.int32(list, 1)[0] = 0
    team = size === 1 ? createSoloTeam(kernels, () => {}) : createTeam({ kernels, memory }, size, () => {})
    for (let k = 0; k < 100; k++) {
      const places = Array.from({ length: 4 }, () => memory.allocate(65_536))
      for (const place of places) memory.uint8(place, 64_000).fill(1)
      team.run(places.map((place): Job => [['clearHistogram', place, table, list, 1, 8]]))
      for (const place of places) expect(memory.uint8(place, 64_000).every((byte) => byte === 0)).toBe(true)
    }
  })

  it('give what 320,000 calls return, which is more than fit on a stack', () => {
    const { kernels, memory } = enterWorkplace(sharedBytes)
    const [column, sides, rows, scratch] = [256, 256, 1024, 1024].map((bytes) => memory.allocate(bytes))
    team = size === 1 ? createSoloTeam(kernels, () => {}) : createTeam({ kernels, memory }, size, () => {})
    // The left rows of nothing end where nothing begins.
    const callOf = (k: number): Call => ['partitionRows', column, sides, rows, k % 251, k % 251, scratch]
    const jobs = Array.from({ length: 5000 }, (_, job): Job => Array.from({ length: 64 }, (__, k) => callOf(64 * job + k)))
    const results = team.run(jobs)
    expect(results.length).toBeGreaterThanOrEqual(320_000)
    expect(results.subarray(0, 320_000).findIndex((result, k) => result !== k % 251)).toBe(-1)
  })
})

describe('a team', () => {
  it('that is stopped leaves nothing under way', () => {
    const { kernels, memory, jobs, added } = additions(2000)
    let isStopped = true
    team = createTeam({ kernels, memory }, 2, () => {
      if (isStopped) throw new Error('stop')
    })
    expect(() => team!.run(jobs)).toThrow('stop')
    const then = added()
    isStopped = false
    team.run([])
    expect(added()).toEqual(then)
    expect(team.close()).toBe(true)
  })

  it('notices a thread that took a job and died', () => {
    const { kernels, memory, jobs } = additions(10)
    const board = openBoard()
    team = createTeam({ kernels, memory }, 2, () => {}, { silenceMs: 100, board })
    Atomics.add(board.control, written, 1)
    Atomics.add(board.control, taken, 1)
    expect(() => team!.run(jobs)).toThrow(expect.objectContaining({ code: 'INTERNAL', message: expect.stringContaining('has ended') }))
    expect(team.close()).toBe(false)
  })

  it('notices a kernel that fails', () => {
    const { kernels, memory, jobs } = additions(10)
    team = createTeam({ kernels, memory }, 2, () => {})
    expect(() => team!.run([...jobs, [['addToScores', 2 ** 31, 2 ** 31, 0, 1, 0]]])).toThrow(
      expect.objectContaining({ code: 'INTERNAL', message: expect.stringContaining('failed') }),
    )
    expect(team.close()).toBe(false)
  })
})
