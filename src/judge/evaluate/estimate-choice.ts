// How good the chosen candidate will be: its out-of-fold value, corrected for having been chosen on it.
import { outputCountOf } from '../../base/core/index.js'
import type { Random, Task } from '../../base/core/index.js'
import { scoreOf } from '../../learn/metrics/index.js'
import type { Metric, Scored } from '../../learn/metrics/index.js'
import type { Estimate } from './evaluation.js'
import { intervalAround } from './interval.js'
import { createRace } from './race.js'
import { createResampler } from './resample.js'
import { rareClassVariance } from './rare-classes.js'
import { trainingVariance } from './training-variance.js'
import { unseenMistake } from './unseen-mistake.js'

export interface CandidatePredictions {
  readonly name: string
  /** Out-of-fold predictions of the same rows, rows × outputs, one list per repeat of the folds. */
  readonly predictions: readonly Float64Array[]
}

export interface ChoiceInput {
  readonly task: Task
  /** 2 for `binary`, 0 for `regression`. */
  readonly classCount: number
  /** Class indices or values of the rows that were predicted, one per row. */
  readonly target: Float64Array
  /** One per row, ≥ 0. Absent: all 1. */
  readonly weights?: Float64Array | undefined
  /** The group of each row, any whole numbers: rows of a group are drawn together. Absent: every row by itself. */
  readonly groups?: Int32Array | undefined
  /** The fold in which each row was held out, from 0, one list per repeat: the interval then counts that models of other rows differ. */
  readonly folds?: readonly Int32Array[] | undefined
  readonly metric: Metric
  /** At least one; of equal ones the first wins. */
  readonly candidates: readonly CandidatePredictions[]
  readonly random: Random
  /** How many resamples. Default: 500 for small tables, fewer where the work grows, never below 100. */
  readonly bootstraps?: number | undefined
  /** Called between resamples; throws when it is to stop. */
  readonly checkpoint?: (() => void) | undefined
}

/** The metric as its users know it. All NaN but the names where the metric is undefined on these rows. */
export interface ChoiceEstimate extends Estimate {
  /** The candidate with the best value on all rows. */
  readonly winner: string
  /** Of `value`. */
  readonly standardError: number
  /** The winner's plain value on all rows, which flatters it when there were several. */
  readonly uncorrected: number
}

/**
 * The winner among candidates by their out-of-fold predictions, and an estimate of its value that has paid for the choice.
 *
 * Every resample draws rows (or whole groups) with replacement, picks the candidate that is best on the drawn ones, and looks at the
 * value of that pick on the rows left out (Tsamardinos, Greasidou and Borboudakis 2018). The mean of those is honest about the
 * choice, but it is measured on few rows, where metrics that are no means are biased, and it is noisy. So each pick's value on the
 * left-out rows is compared with the same candidate's mean over all resamples: what remains is the price of the choice alone, and it
 * is taken from the picks' values on all rows. One candidate, or one that always wins, costs nothing.
 *
 * The interval has the spread of the winner's value on resamples of all rows, around the corrected value, and where `folds` are given
 * also what the models of the folds differ by (see `trainingVariance`).
 * O(bootstraps × candidates × repeats × rows).
 */
export function estimateChoice(input: ChoiceInput): ChoiceEstimate {
  const { metric, candidates, checkpoint = () => undefined } = input
  const repeats = candidates.map((candidate) => prepareRepeats(input, candidate))
  const values = repeats.map((each) => (weights: Float64Array) => meanOfRepeats(each, weights))
  const rowCount = input.target.length
  const ones = new Float64Array(rowCount).fill(1)
  const plain = values.map((valueOf) => valueOf(ones))
  const winner = bestOf(metric, plain)
  const uncorrected = plain[winner]
  const name = candidates[winner].name
  if (Number.isNaN(uncorrected)) return { winner: name, value: NaN, low: NaN, high: NaN, standardError: NaN, uncorrected }

  const bootstraps = input.bootstraps ?? bootstrapsFor(input)
  const resampler = createResampler(input.random, rowCount, input.groups)
  const weights = new Float64Array(rowCount)
  const picks = new Int32Array(bootstraps)
  const winnerRepeats = repeats[winner].map(() => new Float64Array(bootstraps))
  const winnerValues = new Float64Array(bootstraps)
  const race = createRace(metric, candidates.length, winner)
  for (let b = 0; b < bootstraps; b++) {
    checkpoint()
    resampler.draw(b, weights)
    for (const [r, valueOf] of repeats[winner].entries()) {
      winnerRepeats[r][b] = valueOf(weights)
      winnerValues[b] += winnerRepeats[r][b] / winnerRepeats.length
    }
    const drawn = values.map((valueOf, k) => (k === winner ? winnerValues[b] : race.isOpen(k) ? valueOf(weights) : NaN))
    picks[b] = bestOf(metric, drawn, winner)
    race.record(drawn)
  }

  const price = priceOfChoice(picks, (b, wanted) => {
    checkpoint()
    resampler.draw(b, weights)
    for (let i = 0; i < rowCount; i++) weights[i] = weights[i] === 0 ? 1 : 0
    return wanted.map((k) => values[k](weights))
  })
  let behind = 0
  for (const pick of picks) behind += (plain[pick] - uncorrected) / bootstraps
  const scored = { ...scoredRows(input), predictions: candidates[winner].predictions[0] }
  const estimate = intervalAround(uncorrected + behind + price, winnerValues, {
    range: metric.range,
    units: resampler.effectiveUnits(input.weights),
    floor: unseenMistake(metric, scored, uncorrected),
    rareVariance: rareClassVariance(metric, scored, uncorrected),
    extraVariance: input.folds === undefined ? 0 : trainingVariance(repeats[winner], winnerRepeats, input.folds, input.weights),
  })
  return { winner: name, ...estimate, uncorrected }
}

/** What picks differ by on left-out rows from what the same candidates have there on the whole; the sign is that of the metric. */
function priceOfChoice(picks: Int32Array, leftOutValues: (b: number, wanted: readonly number[]) => number[]): number {
  const wanted = [...new Set(picks)]
  if (wanted.length === 1) return 0
  const sums = new Map(wanted.map((k) => [k, 0]))
  const pickCounts = new Map(wanted.map((k) => [k, 0]))
  let picked = 0
  let used = 0
  for (let b = 0; b < picks.length; b++) {
    const values = leftOutValues(b, wanted)
    if (values.some((value) => Number.isNaN(value))) continue
    used++
    for (let j = 0; j < wanted.length; j++) sums.set(wanted[j], sums.get(wanted[j])! + values[j])
    pickCounts.set(picks[b], pickCounts.get(picks[b])! + 1)
    picked += values[wanted.indexOf(picks[b])]
  }
  if (used === 0) return 0
  let expected = 0
  for (const k of wanted) expected += (pickCounts.get(k)! / used) * (sums.get(k)! / used)
  return picked / used - expected
}

type ValueOf = (weights: Float64Array) => number

function prepareRepeats(input: ChoiceInput, candidate: CandidatePredictions): readonly ValueOf[] {
  const rows = scoredRows(input)
  return candidate.predictions.map((predictions) => input.metric.prepare({ ...rows, predictions }))
}

function meanOfRepeats(repeats: readonly ValueOf[], weights: Float64Array): number {
  let sum = 0
  for (const valueOf of repeats) sum += valueOf(weights)
  return sum / repeats.length
}

function scoredRows({ task, classCount, target, weights }: ChoiceInput): Omit<Scored, 'predictions'> {
  return { task, classCount, target, ...(weights === undefined ? {} : { weights }) }
}

/** The first of the best; where the metric is undefined for all, the fallback. */
function bestOf(metric: Metric, values: readonly number[], fallback = 0): number {
  let best = fallback
  let bestScore = -Infinity
  for (let k = 0; k < values.length; k++) {
    const score = scoreOf(metric, values[k])
    if (score > bestScore) {
      best = k
      bestScore = score
    }
  }
  return best
}

/** About 6·10⁷ steps at most, however large the table. */
function bootstrapsFor({ task, target, candidates, classCount }: ChoiceInput): number {
  const steps = target.length * outputCountOf(task, classCount) * candidates.reduce((sum, each) => sum + each.predictions.length, 0)
  return Math.max(100, Math.min(500, Math.round(6e7 / Math.max(1, steps))))
}
