// Is it better than guessing? Only when the intervals say so.
import type { Estimate } from '../../judge/evaluate/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { guessOf, isGuess, isOnlyGuess } from './guess.js'
import { metricWords } from './metric-words.js'
import type { TrainingSummary } from './summary.js'

/** `unclear`: neither is clearly better on the same rows. `guess`: the model is the baseline. `unknown`: one of them has no value. */
export type Verdict = 'better' | 'unclear' | 'worse' | 'guess' | 'unknown'

/** The verdict by the metric that was asked for. */
export function verdictOf(summary: TrainingSummary): Verdict {
  if (isGuess(summary)) return 'guess'
  const { metric, baseline, gain } = summary
  const apart = compareWithBaseline(metric.name, metric, baseline)
  if (apart !== 'unclear' || gain === undefined) return apart
  return gain.low > 0 ? 'better' : gain.high < 0 ? 'worse' : 'unclear'
}

/** By the intervals alone: two that do not overlap differ, two that do may still. */
export function compareWithBaseline(id: MetricId, model: Estimate, baseline: Estimate): Exclude<Verdict, 'guess'> {
  if (!Number.isFinite(model.value) || !Number.isFinite(baseline.value)) return 'unknown'
  const [worst, best] = boundsOf(id, model)
  const [baselineWorst, baselineBest] = boundsOf(id, baseline)
  if (worst > baselineBest) return 'better'
  return best < baselineWorst ? 'worse' : 'unclear'
}

/** Both ends of the interval so that more is better; the value itself where there is no interval. */
function boundsOf(id: MetricId, { value, low, high }: Estimate): [number, number] {
  const from = Number.isFinite(low) ? low : value
  const to = Number.isFinite(high) ? high : value
  return metricWords[id].better === 'higher' ? [from, to] : [-to, -from]
}

const verdictWords: Readonly<Record<Exclude<Verdict, 'guess'>, string>> = {
  better: 'Clearly better than guessing',
  unclear: 'Not clearly better than guessing',
  worse: 'Worse than guessing',
  unknown: 'Cannot be compared with guessing',
}

/** The verdict in a few words, without a full stop. */
export function verdictPhrase(summary: TrainingSummary): string {
  const verdict = verdictOf(summary)
  if (verdict !== 'guess') return verdictWords[verdict]
  return isOnlyGuess(summary) ? `Nothing but ${guessOf(summary)} was tried` : `Found nothing better than ${guessOf(summary)}`
}
