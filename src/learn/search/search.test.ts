import { expect, test } from 'vitest'
import { createBudget, MlwrightError } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import type { Pool } from '../../base/workers/index.js'
import { learnerOf } from '../learners/index.js'
import type { FoldFit, Proposal, Study, Trial, TrialJobs } from '../trials/index.js'
import { plannedTrials, propose } from './propose.js'
import type { ProposeOptions } from './propose.js'
import { search } from './search.js'
import type { SearchOptions } from './search.js'

const shape = { task: 'regression', rowCount: 8, classCount: 0, columnCount: 2, hasText: false } as const
const base: ProposeOptions = { shape, preset: 'balanced', seed: 1 }

function take(options: ProposeOptions, count: number): Proposal[] {
  const proposals = propose(options)
  return Array.from({ length: count }, () => proposals.next().value)
}

test('the baseline comes first, then every learner, at least five in all by default', () => {
  const planned = plannedTrials(base)
  expect(planned).toBeGreaterThanOrEqual(5)
  const fixed = take(base, planned)
  expect(fixed[0].learner).toBe('baseline')
  expect(new Set(fixed.map((one) => one.learner))).toEqual(new Set(['baseline', 'linear', 'gbdt']))
  expect(new Set(fixed.map((one) => one.name)).size).toBe(planned)
})

test('draws go on after the fixed list, repeat with the seed and differ with another', () => {
  const names = take(base, 30)
  expect(take(base, 30)).toEqual(names)
  expect(take({ ...base, seed: 2 }, 30)).not.toEqual(names)
  expect(new Set(names.map((one) => JSON.stringify([one.learner, one.parameters]))).size).toBeGreaterThan(25)
})

test('further candidates follow the fixed list: where time is left, and by the preset best', () => {
  const planned = plannedTrials(base)
  const isFurther = (name: string): boolean =>
    learnerOf('gbdt')
      .candidates(shape)
      .some((one) => one.name === name && one.isFurther === true)
  const names = take(base, planned + 10).map(({ name }) => name)
  expect(names.slice(0, planned).some(isFurther)).toBe(false)
  const further = names.slice(planned).filter(isFurther)
  expect(further).toEqual(names.slice(planned, planned + further.length))
  expect(further.length).toBeGreaterThan(1)
  expect(take({ ...base, preset: 'best' }, plannedTrials({ ...base, preset: 'best' })).map(({ name }) => name)).toEqual(
    expect.arrayContaining(further),
  )
})

test('draws keep what would take too long: elastic nets on text', () => {
  const linearOf = (hasText: boolean): Json[] =>
    take({ ...base, shape: { ...shape, hasText } }, 40)
      .filter(({ learner }) => learner === 'linear')
      .map(({ parameters }) => parameters['l1Ratio']!)
  expect(new Set(linearOf(false)).size).toBeGreaterThan(2)
  expect(new Set(linearOf(true))).toEqual(new Set([0]))
})

test('only the learners asked for, and the baseline', () => {
  expect(new Set(take({ ...base, learners: ['linear'] }, 12).map((one) => one.learner))).toEqual(new Set(['baseline', 'linear']))
  expect(() => take({ ...base, learners: ['lineer'] }, 1)).toThrow(expect.objectContaining({ code: 'LEARNER_UNKNOWN' }) as Error)
})

test('fast tries one of each learner, a cheap one where it has one, best tries more', () => {
  const fixed = take({ ...base, preset: 'fast' }, 3).find((one) => one.learner === 'linear')!
  expect(fixed.parameters['chooseAlpha']).toBe(false)
  expect(take(base, 3).find((one) => one.learner === 'linear')!.parameters['chooseAlpha']).toBe(true)
  expect(plannedTrials({ ...base, preset: 'fast' })).toBe(3)
  expect(plannedTrials({ ...base, preset: 'best' })).toBeGreaterThan(plannedTrials(base))
})

const rows = 8
const study: Study = {
  table: { rowCount: rows, columns: [] },
  columns: [],
  task: 'regression',
  classCount: 0,
  target: Float64Array.from({ length: rows }, (_, i) => i),
  folds: [
    { repeat: 0, train: Int32Array.of(0, 1, 2, 3), test: Int32Array.of(4, 5, 6, 7) },
    { repeat: 0, train: Int32Array.of(4, 5, 6, 7), test: Int32Array.of(0, 1, 2, 3) },
  ],
  metric: 'rmse',
  seed: 1,
}

/** A pool that answers fold fits with a constant, after `delayMs`. */
function fakePool(predict: (proposal: Proposal) => number, delayMs = 0): Pool<TrialJobs> {
  let stopped: (() => void)[] = []
  const run = async (_: string, input: { proposal: Proposal }, options?: { deadline?: number }): Promise<FoldFit> => {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, delayMs)
      stopped.push(() => {
        clearTimeout(timer)
        reject(new MlwrightError('ABORTED', 'stopped'))
      })
    })
    if (Date.now() > (options?.deadline ?? Infinity)) throw new MlwrightError('TIME_EXHAUSTED', 'late')
    return { predictions: new Float64Array(4).fill(predict(input.proposal)), model: '{}', seconds: delayMs / 1000 }
  }
  const stop = (): void => {
    for (const end of stopped) end()
    stopped = []
  }
  return { size: 2, start: () => undefined, share: () => undefined, run: run, stop, close: async () => undefined }
}

function optionsFor(pool: Pool<TrialJobs>, more: Partial<SearchOptions> = {}): SearchOptions {
  return {
    ...base,
    pool,
    study,
    budget: createBudget(Date.now(), undefined),
    finishingMs: () => 0,
    finish: new AbortController().signal,
    known: new Map<string, Trial>(),
    onStart: () => undefined,
    onKnown: () => undefined,
    onTrial: () => undefined,
    onFailure: () => undefined,
    ...more,
  }
}

test('without a budget the planned list is tried, scored on all tested rows', async () => {
  const { trials, stoppedBy } = await search(optionsFor(fakePool((proposal) => (proposal.learner === 'linear' ? 3.5 : 0))))
  expect(stoppedBy).toBe('trials')
  expect(trials).toHaveLength(plannedTrials(base))
  const rmse = Math.sqrt(study.target.reduce((sum, value) => sum + (value - 3.5) ** 2, 0) / rows)
  expect(trials.find((trial) => trial.learner === 'linear')!.score).toBeCloseTo(-rmse, 12)
})

test('a budget ends the search in time, in the order of the proposals without a gap', async () => {
  const started = Date.now()
  const { trials, stoppedBy } = await search(
    optionsFor(
      fakePool(() => 0, 20),
      { budget: createBudget(started, 300), finishingMs: () => 1100 },
    ),
  )
  expect(stoppedBy).toBe('time')
  expect(Date.now() - started).toBeLessThan(400)
  expect(trials.length).toBeGreaterThan(3)
  expect(trials.map((trial) => trial.name)).toEqual(take(base, trials.length).map((one) => one.name))
})

test('so many are tried even where the time is up for more, all of them before a second lane starts', async () => {
  const started: string[] = []
  const run = (leastTrials: number) =>
    search(
      optionsFor(
        fakePool(() => 0, 20),
        { budget: createBudget(Date.now(), 300), finishingMs: () => 1500, leastTrials, onStart: (proposal) => started.push(proposal.name) },
      ),
    )
  expect((await run(1)).trials.map((trial) => trial.learner)).toEqual(['baseline'])
  started.length = 0
  expect((await run(2)).trials.map((trial) => trial.learner)).toEqual(['baseline', 'linear'])
  expect(started).toEqual(['baseline', 'linear'])
})

test('finishing early keeps what is done', async () => {
  const finish = new AbortController()
  const onTrial = (): void => finish.abort()
  const { trials, stoppedBy } = await search(
    optionsFor(
      fakePool(() => 0, 5),
      { finish: finish.signal, onTrial },
    ),
  )
  expect(stoppedBy).toBe('interrupt')
  expect(trials.length).toBeGreaterThanOrEqual(1)
  expect(trials.length).toBeLessThan(plannedTrials(base))
})

test('a candidate that fails is told and passed over; when all fail there is no model', async () => {
  const failed: string[] = []
  const onFailure = (proposal: Proposal): unknown => failed.push(proposal.name)
  const failing = (proposal: Proposal): number => {
    if (proposal.learner === 'linear') throw new MlwrightError('INTERNAL', 'no luck')
    return 0
  }
  const { trials } = await search(optionsFor(fakePool(failing), { onFailure }))
  expect(failed).toContain('linear')
  expect(trials.map((trial) => trial.learner)).not.toContain('linear')
  const none = (): number => {
    throw new MlwrightError('MEMORY_EXHAUSTED', 'too large')
  }
  await expect(search(optionsFor(fakePool(none)))).rejects.toMatchObject({ code: 'NO_MODEL' })
})

test('trials of an earlier run are not run again', async () => {
  const first = await search(optionsFor(fakePool(() => 1)))
  const known = new Map(first.trials.map((trial) => [trial.name, trial]))
  const started: string[] = []
  const again = await search(
    optionsFor(
      fakePool(() => 2),
      { known, onStart: (proposal) => started.push(proposal.name) },
    ),
  )
  expect(started).toEqual([])
  expect(again.trials).toEqual(first.trials)
})
