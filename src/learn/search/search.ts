// Tries proposals one after another until the count, the time or the user says stop.
import { isDeepStrictEqual } from 'node:util'
import { isMlwrightError, MlwrightError } from '../../base/core/index.js'
import type { Budget } from '../../base/core/index.js'
import type { Pool } from '../../base/workers/index.js'
import { runTrial } from '../trials/index.js'
import type { Proposal, Study, Trial, TrialJobs } from '../trials/index.js'
import { plannedTrials, propose } from './propose.js'
import type { ProposeOptions } from './propose.js'

export interface SearchOptions extends ProposeOptions {
  readonly pool: Pool<TrialJobs>
  readonly study: Study
  /** Exactly so many trials; absent: the fixed list, or as many as the time allows. */
  readonly trials?: number
  readonly budget: Budget
  /** How long everything after the search takes if this trial wins, in ms. */
  readonly finishingMs: (winner: Trial) => number
  /** So many are tried even where the time is up for others: until the budget itself ends where that leaves time to finish. Default 1, the first, without a deadline. */
  readonly leastTrials?: number
  /** Fires when the user wants the best so far. */
  readonly finish: AbortSignal
  /** Trials of an interrupted run, by name. */
  readonly known: ReadonlyMap<string, Trial>
  readonly onStart: (proposal: Proposal) => void
  /** A trial of an interrupted run takes its place. */
  readonly onKnown: (trial: Trial) => void
  readonly onTrial: (trial: Trial) => void | Promise<void>
  readonly onFailure: (proposal: Proposal, error: MlwrightError) => void
}

export interface SearchResult {
  /** In the order of their proposals. */
  readonly trials: readonly Trial[]
  /** Proposals that were tried, those that failed among them: the `--trials` that repeats it. */
  readonly tried: number
  readonly stoppedBy: 'trials' | 'time' | 'interrupt'
  /** How many it would have tried without a budget. */
  readonly planned: number
}

/**
 * Runs the proposals, two at a time so that no thread waits at the end of one.
 * Throws NO_MODEL when every one failed, ABORTED when the user stopped it before there was any.
 */
export async function search(options: SearchOptions): Promise<SearchResult> {
  const { pool, study, budget, finish, leastTrials = 1 } = options
  const timed = budget.endsAt !== Infinity
  const limit = options.trials ?? (timed ? Infinity : plannedTrials(options))
  const proposals = propose(options)
  const done = new Map<number, Trial>()
  const failed = new Set<number>()
  let stoppedBy: SearchResult['stoppedBy'] = 'trials'
  let lastFailure: MlwrightError | undefined
  let started = 0

  const best = (): Trial | undefined => {
    let winner: Trial | undefined
    for (const trial of done.values()) if (winner === undefined || trial.score > winner.score) winner = trial
    return winner
  }
  /** Until when trials may run: what is needed afterwards is kept back. */
  const searchEndsAt = (): number => {
    const winner = best()
    return winner === undefined ? budget.endsAt : budget.endsAt + overrunMs - options.finishingMs(winner)
  }
  /** Until when those may run that are wanted in any case: earlier than the budget only where the machine is too busy to finish in the overrun. */
  const leastEndsAt = (): number => {
    const winner = best()
    return winner === undefined ? budget.endsAt : budget.endsAt + Math.min(0, 1.5 * overrunMs - options.finishingMs(winner))
  }
  const isOver = (): boolean => {
    if (finish.aborted) stoppedBy = 'interrupt'
    else if (timed && done.size > 0 && started >= leastTrials && Date.now() >= searchEndsAt()) stoppedBy = 'time'
    else return started >= limit || failed.size >= failuresLimit
    return true
  }

  const onFinish = (): void => pool.stop()
  finish.addEventListener('abort', onFinish)
  let announceFirst = (): void => undefined
  const firstAnswer = new Promise<void>((resolve) => (announceFirst = resolve))
  const lanes = Array.from({ length: pool.size > 1 ? 2 : 1 }, async (_, lane) => {
    // The second lane waits for the answers that are wanted in any case: they get all threads.
    if (lane > 0 && timed) await firstAnswer
    while (!isOver()) {
      const index = started++
      await tryProposal(index, proposals.next().value)
      if (index === leastTrials - 1) announceFirst()
    }
    announceFirst()
  })
  await Promise.all(lanes)
  finish.removeEventListener('abort', onFinish)

  // Without a gap: what `--trials` repeats. One that was overtaken while time ran out does not count, nor do those after it.
  const trials: Trial[] = []
  let tried = 0
  for (; tried < started; tried++) {
    const trial = done.get(tried)
    if (trial !== undefined) trials.push(trial)
    else if (!failed.has(tried)) break
  }
  if (trials.length === 0) {
    if (finish.aborted) throw new MlwrightError('ABORTED', 'The work was stopped before there was a model.')
    // What all candidates failed by alike is the user's to mend, under its own code.
    if (lastFailure?.kind === 'usage' || lastFailure?.kind === 'data') throw lastFailure
    throw new MlwrightError(
      'NO_MODEL',
      `No candidate could be fitted: ${lastFailure?.message ?? 'none was tried.'}`,
      lastFailure === undefined ? {} : { cause: lastFailure, hint: lastFailure.hint },
    )
  }
  return { trials, tried, stoppedBy, planned: plannedTrials(options) }

  async function tryProposal(index: number, proposal: Proposal): Promise<void> {
    const known = options.known.get(proposal.name)
    if (known !== undefined && isDeepStrictEqual(known.parameters, proposal.parameters)) {
      done.set(index, known)
      options.onKnown(known)
      return
    }
    options.onStart(proposal)
    try {
      const isLeast = index < leastTrials
      const deadline = index === 0 ? Infinity : isLeast ? Math.max(searchEndsAt(), leastEndsAt()) : searchEndsAt()
      const trial = await runTrial(pool, study, proposal, { deadline })
      // One that could not be refitted in the time that is left is no use.
      const isTooSlow = timed && !isLeast && done.size > 0 && Date.now() + options.finishingMs(trial) > budget.endsAt + overrunMs
      if (isTooSlow) return
      done.set(index, trial)
      await options.onTrial(trial)
    } catch (error) {
      if (!isMlwrightError(error)) throw error
      if (error.code === 'ABORTED' && finish.aborted) return
      if (error.code === 'TIME_EXHAUSTED') return
      if (error.code === 'ABORTED') throw error
      lastFailure = error
      failed.add(index)
      options.onFailure(proposal, error)
    }
  }
}

/** Draws go on without end while there is time: what fails so often will not work. */
const failuresLimit = 20

/** A command may end 2 s past its budget: half of that is used, the rest is for a machine that is busy. */
export const overrunMs = 1000
