// Which candidates are tried, in which order: a fixed list first, cheapest first, then further ones, then draws from the learners' ranges.
import { createRandom, MlwrightError, nearestName, resolveParameters, sampleParameters } from '../../base/core/index.js'
import type { Json } from '../../base/core/index.js'
import { learners } from '../learners/index.js'
import type { DataShape, Learner } from '../learners/index.js'
import type { Proposal } from '../trials/index.js'

export type Preset = 'fast' | 'balanced' | 'best'

export interface ProposeOptions {
  readonly shape: DataShape
  readonly preset: Preset
  readonly seed: number
  /** Learner ids; absent: all. The baseline is always tried. */
  readonly learners?: readonly string[]
}

/** How many draws `best` adds to the fixed list and the further candidates. */
const drawsOfBest = 12

/**
 * The endless sequence of proposals. It depends on the options alone, never on results or clocks, so that a trial count
 * repeats a run whatever the number of threads.
 */
export function* propose(options: ProposeOptions): Generator<Proposal, never> {
  const chosen = chooseLearners(options)
  yield* fixedList(options, chosen)
  yield* furtherList(options, chosen)
  const searched = chosen.filter((learner) => learner.id !== 'baseline')
  const pool = searched.length > 0 ? searched : chosen
  for (let draw = 1; ; draw++) {
    // Trees profit most from search: they get two draws of three.
    const trees = pool.filter((learner) => learner.encoding === 'ordinal')
    const turn = trees.length > 0 && trees.length < pool.length && draw % 3 !== 0 ? trees : pool
    const learner = turn[draw % turn.length]
    const random = createRandom(`${options.seed}/draw/${draw}`)
    const candidates = learner.candidates(options.shape)
    const base = candidates[draw % candidates.length]
    const drawn = sampleParameters<Record<string, Json>>(learner.parameters, random)
    const kept = Object.fromEntries((base.kept ?? []).map((name) => [name, base.parameters[name]]))
    yield proposalOf(learner, `${learner.id}-${draw}`, { ...base.parameters, ...searchedOnly(learner, drawn), ...kept })
  }
}

/** How many proposals a run without a time budget tries. */
export function plannedTrials(options: ProposeOptions): number {
  const chosen = chooseLearners(options)
  const fixed = [...fixedList(options, chosen)].length
  return options.preset === 'best' ? fixed + [...furtherList(options, chosen)].length + drawsOfBest : fixed
}

function* fixedList(options: ProposeOptions, chosen: readonly Learner[]): Generator<Proposal, void> {
  for (const learner of chosen) {
    const candidates = learner.candidates(options.shape).filter(({ isFurther }) => isFurther !== true)
    if (options.preset === 'fast') {
      const [first] = candidates
      yield proposalOf(learner, first.name, { ...first.parameters, ...first.quick })
    } else for (const candidate of candidates) yield proposalOf(learner, candidate.name, candidate.parameters)
  }
}

function* furtherList(options: ProposeOptions, chosen: readonly Learner[]): Generator<Proposal, void> {
  for (const learner of chosen) {
    for (const { name, parameters, isFurther } of learner.candidates(options.shape)) {
      if (isFurther === true) yield proposalOf(learner, name, parameters)
    }
  }
}

function chooseLearners(options: ProposeOptions): readonly Learner[] {
  const applicable = learners.filter((learner) => learner.tasks.includes(options.shape.task))
  if (options.learners === undefined) return applicable
  const ids = applicable.map((learner) => learner.id)
  for (const id of options.learners) {
    if (!ids.includes(id)) {
      const nearest = nearestName(id, ids)
      throw new MlwrightError('LEARNER_UNKNOWN', `There is no learner '${id}' for ${options.shape.task} targets.`, {
        hint:
          nearest === undefined
            ? `The learners are: ${ids.join(', ')}.`
            : `Did you mean '${nearest}'? The learners are: ${ids.join(', ')}.`,
        details: { learner: id, learners: ids },
      })
    }
  }
  return applicable.filter((learner) => learner.id === 'baseline' || options.learners!.includes(learner.id))
}

function proposalOf(learner: Learner, name: string, given: Readonly<Record<string, unknown>>): Proposal {
  const parameters = resolveParameters<Record<string, Json>>(learner.parameters, given as Record<string, Json>)
  return { name, learner: learner.id, parameters }
}

function searchedOnly(learner: Learner, drawn: Readonly<Record<string, Json>>): Record<string, Json> {
  const searched: Record<string, Json> = {}
  for (const [name, declaration] of Object.entries(learner.parameters)) {
    const isSearched = 'searched' in declaration ? declaration.searched === true : 'search' in declaration
    if (isSearched) searched[name] = drawn[name]!
  }
  return searched
}
