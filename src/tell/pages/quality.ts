// How good it is: the pictures of the task, and every metric with its interval beside what guessing gets.
import {
  calibrationChart,
  confusionChart,
  displayText,
  foldConfusion,
  histogramChart,
  precisionRecallChart,
  predictedActualChart,
  rocChart,
} from '../charts/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import {
  captionWords,
  formatCount,
  formatBeside,
  formatEstimate,
  guessFigures,
  judgedSentence,
  meaningOf,
  metricWords,
  otherMetrics,
  type TrainingSummary,
} from '../words/index.js'
import { html, type Html } from './html.js'
import { sectionOf, tableOf } from './parts.js'
import type { FigureOf } from './parts.js'

export async function qualitySection(summary: TrainingSummary, figureOf: FigureOf): Promise<Html> {
  return sectionOf(
    'quality',
    'How good it is',
    judgedSentence(summary),
    html`<div class="grid">${await figuresOf(summary, figureOf)}</div>`,
    metricsTable(summary),
  )
}

async function figuresOf(summary: TrainingSummary, figureOf: FigureOf): Promise<Html[]> {
  const { evaluation, task, target } = summary
  const { confusion, classes, roc, precisionRecall, calibration, points, residuals } = evaluation
  const figures: Promise<Html>[] = []
  if (confusion !== undefined && classes.length > 0) {
    const folded = foldConfusion(classes, confusion)
    figures.push(figureOf(confusionChart(folded), captionWords.confusion(folded), folded.classes.length > 6 ? 'wide' : 'half'))
  }
  if (roc !== undefined && roc.falsePositiveRate.length > 1) figures.push(figureOf(rocChart(roc), captionWords.roc(summary)))
  if (precisionRecall !== undefined && precisionRecall.recall.length > 1)
    figures.push(figureOf(precisionRecallChart(precisionRecall, positiveShare(summary)), captionWords.precisionRecall(summary)))
  if (points !== undefined && points.length > 0) {
    const name = displayText(target, 40)
    figures.push(figureOf(predictedActualChart(points, name), captionWords.predictedActual(summary)))
  }
  if (residuals !== undefined && residuals.length > 0)
    figures.push(figureOf(histogramChart(residuals, { x: 'actual minus predicted', zeroLine: true }), captionWords.residuals(summary)))
  if (calibration !== undefined && calibration.length > 0) {
    const said = task === 'binary' ? 'probability given to the positive class' : 'probability given to its answer'
    const happened = task === 'binary' ? 'how often it was positive' : 'how often it was right'
    figures.push(figureOf(calibrationChart(calibration, { said, happened }), captionWords.calibration(summary)))
  }
  return Promise.all(figures)
}

function positiveShare({ evaluation }: TrainingSummary): number {
  const { confusion, classes, positive } = evaluation
  const at = positive === undefined ? 1 : classes.indexOf(positive)
  const totals = (confusion ?? []).map((row) => row.reduce((sum, count) => sum + count, 0))
  return (totals[at] ?? NaN) / totals.reduce((sum, count) => sum + count, 0)
}

function metricsTable(summary: TrainingSummary): Html {
  const { metric, evaluation, uncorrected, task } = summary
  const guessing = guessFigures(summary)
  const rowOf = (id: MetricId, own: boolean) => {
    const model = formatEstimate(id, own ? metric : evaluation.metrics[id]!)
    const guess = own ? guessing.baseline : guessing.evaluation.metrics[id]
    const { title, better } = metricWords[id]
    return {
      isStrong: own,
      cells: [
        title,
        model.value,
        model.interval,
        guess === undefined ? '' : formatBeside(id, guess.value, own ? metric : evaluation.metrics[id]!),
        better,
        meaningOf(id, task),
      ],
    }
  }
  const corrected = metric.source === 'crossValidation' && uncorrected !== undefined
  return html`${tableOf(
    `All metrics, on ${formatCount(evaluation.rowCount)} rows`,
    [
      { title: 'Metric' },
      { title: 'This model', align: 'right' },
      { title: '95% interval', align: 'right' },
      { title: 'Guessing', align: 'right' },
      { title: 'Better' },
      { title: 'What it says', align: 'words' },
    ],
    [rowOf(metric.name, true), ...otherMetrics(summary).map((id) => rowOf(id, false))],
  )}${corrected && html`<p class="note">The first line is the metric that decided and is corrected for having chosen among candidates; the others are those of the chosen model as they are.</p>`}`
}
