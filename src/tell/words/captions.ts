// What stands with each chart: a title, a caption that says what to see, and a text for those who cannot see it.
import type { Confusion } from '../charts/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { formatEstimate, formatMetric, metricWords } from './metric-words.js'
import { formatCount, formatPercent } from './numbers.js'
import { guessFigures } from './guess.js'
import { quote } from './names.js'
import type { TrainingSummary } from './summary.js'

export interface ChartWords {
  readonly title: string
  readonly caption: string
  /** Says what the picture shows, with its numbers. */
  readonly alternative: string
}

/** The words of each chart, from the numbers that are drawn. */
export const captionWords = {
  versusBaseline(summary: TrainingSummary): ChartWords {
    const { metric } = summary
    const { baseline } = guessFigures(summary)
    const { title, better } = metricWords[metric.name]
    const model = formatEstimate(metric.name, metric)
    const guess = formatEstimate(metric.name, baseline)
    return {
      title: `${title} against guessing`,
      caption: `The dot is the estimate, the band its 95% interval. ${better === 'higher' ? 'Further right' : 'Further left'} is better. Where the bands do not touch, the difference is hardly luck; where they do, both are compared on the same rows.`,
      alternative: `${title}: this model ${model.value} (${model.interval}), guessing ${guess.value} (${guess.interval}).`,
    }
  },

  leaderboard(summary: TrainingSummary, shown: number): ChartWords {
    const { metric, leaderboard, winner } = summary
    const { title, better } = metricWords[metric.name]
    const rest = leaderboard.length - shown
    return {
      title: 'Candidates compared',
      caption: `${title} of each candidate, averaged over the parts; the band is one standard error to either side. ${better === 'higher' ? 'Further right' : 'Further left'} is better; the chosen one is in colour.${rest > 0 ? ` ${formatCount(rest)} more are not drawn.` : ''}`,
      alternative: `${formatCount(leaderboard.length)} candidates by ${title}, best first. Chosen: ${quote(winner)}.`,
    }
  },

  confusion(confusion: Confusion): ChartWords {
    const { classes, counts, folded } = confusion
    const parts = counts.slice(0, 6).map((row, at) => {
      const total = row.reduce((sum, count) => sum + count, 0)
      return `${quote(classes[at])} ${total > 0 ? formatPercent(row[at] / total, 2) : 'none'}`
    })
    const rest = folded > 0 ? ` The ${formatCount(folded)} rarest classes are drawn as one.` : ''
    return {
      title: 'What it takes for what',
      caption: `Each row is one actual class and adds up to 100%. Blue cells on the diagonal are right answers; grey ones show what it is mistaken for.${rest}`,
      alternative: `Confusion matrix. Share found of each class: ${parts.join(', ')}.`,
    }
  },

  roc(summary: TrainingSummary): ChartWords {
    const { roc } = summary.evaluation
    const text = curveText(summary, 'rocAuc', ['Area under the curve', roc === undefined ? NaN : areaUnder(roc)])
    return {
      title: 'Finding positives against false alarms',
      caption:
        `Lowering the threshold moves along the curve: more positives are found, with more false alarms. The closer to the top left corner, the better; the dotted line is guessing. ${text}`.trim(),
      alternative: `ROC curve. ${text}`.trim(),
    }
  },

  precisionRecall(summary: TrainingSummary): ChartWords {
    const text = curveText(summary, 'averagePrecision', ['Average precision', summary.uncorrected ?? NaN])
    return {
      title: 'How often an alarm is right',
      caption:
        `The more of the positives are to be found (right), the less often an alarm is right (down). The dotted level is guessing. ${text}`.trim(),
      alternative: `Precision over recall. ${text}`.trim(),
    }
  },

  calibration({ evaluation, task }: TrainingSummary): ChartWords {
    const bins = evaluation.calibration ?? []
    const off = bins.filter((bin) => bin.predicted < bin.low || bin.predicted > bin.high)
    const high = off.filter((bin) => bin.predicted > bin.high).length
    const gap = Math.max(0, ...off.map((bin) => Math.abs(bin.predicted - bin.value)))
    const verdict =
      off.length === 0
        ? 'Here they agree within what chance allows.'
        : `${formatCount(off.length)} of ${formatCount(bins.length)} points are off the line by more than chance, by ${formatPercent(gap, 2).slice(0, -1)} in 100 at most: ${high > off.length / 2 ? 'it mostly promises too much there' : 'it mostly promises too little there'}.`
    const said = task === 'binary' ? 'the positive class' : 'its answer'
    return {
      title: 'Can its probabilities be taken at their word?',
      caption: `Each point is a tenth of the rows: the probability it gave to ${said}, and how often that was so, with a 95% interval. On the dotted line both agree. ${verdict}`,
      alternative: `Calibration in ${formatCount(bins.length)} bins. ${verdict}`,
    }
  },

  predictedActual({ evaluation, target }: TrainingSummary): ChartWords {
    const r2 = evaluation.metrics.r2
    const text = r2 === undefined ? '' : `The model explains ${formatEstimate('r2', r2).value} of the ups and downs of ${quote(target)}.`
    return {
      title: 'Predicted against actual',
      caption:
        `Each dot is one row (a random sample). On the dotted line the prediction is right; above it is too high, below too low. ${r2 !== undefined && r2.value > 0 ? text : ''}`.trim(),
      alternative: `Predicted against actual ${quote(target)}. ${text}`.trim(),
    }
  },

  residuals({ evaluation }: TrainingSummary): ChartWords {
    const half = evaluation.metrics.medianAbsoluteError
    const text = half === undefined ? '' : `Half of the errors are smaller than ${formatEstimate('medianAbsoluteError', half).value}.`
    return {
      title: 'How far off',
      caption:
        `Actual minus predicted: right of the dotted line the prediction was too low, left of it too high. The most extreme 1% of the rows are not drawn. ${text}`.trim(),
      alternative: `Histogram of errors. ${text}`.trim(),
    }
  },

  importance(summary: TrainingSummary, shown: number): ChartWords {
    const { importance, metric } = summary
    const clear = importance.filter(({ low }) => low > 0).length
    const rest = importance.length - shown
    const top = importance.slice(0, 3).map(({ column }) => quote(column))
    return {
      title: 'What the model relies on',
      caption: `How much worse ${metricWords[metric.name].title} gets when the values of a column are shuffled among rows that the model had not seen; the line is a 95% interval. Grey: not clearly more than nothing.${rest > 0 ? ` ${formatCount(rest)} more columns matter less.` : ''}`,
      alternative: `Most important columns: ${top.join(', ')}. ${formatCount(clear)} of ${formatCount(importance.length)} columns clearly matter.`,
    }
  },

  classCounts(summary: TrainingSummary, counts: readonly { readonly name: string; readonly count: number }[]): ChartWords {
    const total = counts.reduce((sum, { count }) => sum + count, 0)
    const ranked = [...counts].sort((a, b) => b.count - a.count)
    const first = ranked[0]
    const last = ranked.at(-1)
    const share = (count: number): string => (total > 0 ? formatPercent(count / total, 2) : 'none')
    const text =
      first === undefined || last === undefined
        ? ''
        : `Most frequent: ${quote(first.name)}, ${share(first.count)}. Rarest: ${quote(last.name)}, ${share(last.count)}.`
    return {
      title: `How often each ${quote(summary.target)} occurs`,
      caption: `Among the rows that were judged. ${text}`.trim(),
      alternative: `Counts of each class. ${text}`.trim(),
    }
  },

  targetBins({ target }: TrainingSummary): ChartWords {
    return {
      title: `How ${quote(target)} is spread`,
      caption: 'How many rows fall into each range of values. Predictions are worth most where rows are many.',
      alternative: `Histogram of ${quote(target)}.`,
    }
  },
} as const

/** By trapezoids, of the points that are drawn. */
function areaUnder({ falsePositiveRate: x, truePositiveRate: y }: NonNullable<TrainingSummary['evaluation']['roc']>): number {
  let area = 0
  for (let at = 1; at < x.length; at++) area += ((x[at] - x[at - 1]) * (y[at] + y[at - 1])) / 2
  return area
}

/** The figure of a curve; where it decided, what is drawn and what remains after the correction for the choice, which no curve can show. */
function curveText({ metric, uncorrected, evaluation }: TrainingSummary, id: MetricId, [what, drawn]: readonly [string, number]): string {
  const estimate = evaluation.metrics[id]
  if (estimate === undefined) return ''
  const { value } = formatEstimate(id, estimate)
  const asDrawn = formatMetric(id, drawn)
  const isCorrected = metric.name === id && uncorrected !== undefined && Number.isFinite(drawn) && asDrawn !== value
  return isCorrected ? `${what} ${asDrawn} as drawn; ${value} after correcting for having chosen among candidates.` : `${what} ${value}.`
}
