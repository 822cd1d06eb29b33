// The model card: what stands in a repository beside the model, after Mitchell et al. 2019.
import type { MetricId } from '../../learn/metrics/index.js'
import {
  adviceWords,
  certaintySentence,
  compareWithBaseline,
  formatBeside,
  formatCount,
  formatEstimate,
  formatNumber,
  formatPercent,
  learnerName,
  limitSentences,
  metricWords,
  splitSentences,
  summarySentence,
  type TrainingSummary,
  verdictWords,
  weakestSentence,
} from '../words/index.js'
import { escapeMarkdown, listOf, sentence, tableOf } from './markdown.js'

const listed = 30

/**
 * The model card of a training in Markdown, in the sections of "Model Cards for Model Reporting" (Mitchell et al. 2019).
 * Every text from the data is escaped. The same summary gives the same bytes.
 */
export function renderCard(summary: TrainingSummary): string {
  return `${[
    `# Model card: ${escapeMarkdown(summary.target)}`,
    sentence(summarySentence(summary)),
    details(summary),
    use(summary),
    data(summary),
    evaluation(summary),
    factors(summary),
    caveats(summary),
    howToUse(summary),
  ].join('\n\n')}\n`
}

function details(summary: TrainingSummary): string {
  const { task, target, taskWhy, winner, leaderboard, version, seed, classes, positive, fingerprint } = summary
  const best = leaderboard.find(({ name }) => name === winner)
  const kind = best === undefined ? '' : ` (${escapeMarkdown(learnerName(best.learner))})`
  return section('Model details', [
    listOf([
      `Predicts **${escapeMarkdown(target)}**: ${task}. ${sentence(taskWhy)}`,
      ...(classes.length > 0
        ? [
            `Answers: ${classes
              .slice(0, listed)
              .map((name) => escapeMarkdown(name, 40))
              .join(
                ', ',
              )}${classes.length > listed ? ` and ${formatCount(classes.length - listed)} more` : ''}${positive === undefined ? '' : `; positive: ${escapeMarkdown(positive, 40)}`}`,
          ]
        : []),
      `Model: ${escapeMarkdown(winner)}${kind}, the best of ${formatCount(leaderboard.length)} candidate${leaderboard.length === 1 ? '' : 's'}`,
      `Made with mlwright ${escapeMarkdown(version)}, seed ${seed}`,
      `Data fingerprint: \`${fingerprint.replace(/[^\w:+/=-]/g, '')}\``,
    ]),
  ])
}

function use({ target, schema }: TrainingSummary): string {
  const inputs = schema.columns.filter(({ role }) => role === 'feature').length
  return section('Intended use', [
    `Predicting ${escapeMarkdown(target)} for rows like those that it learned from, described by the same ${formatCount(inputs)} columns.`,
    'Not meant for: rows from another population or time without evaluating again; conclusions about causes; decisions about people without a review of their fairness and a person who answers for them.',
  ])
}

function data({ sourceName, rows, schema, split }: TrainingSummary): string {
  const columns = schema.columns.filter(({ role }) => role !== 'ignored')
  const rest = columns.length - listed
  const total = rows.train + rows.test + rows.dropped
  return section('Data', [
    `${escapeMarkdown(sourceName)}: ${formatCount(rows.train)} rows to learn from${rows.test > 0 ? `, ${formatCount(rows.test)} kept for the test` : ''}${rows.dropped > 0 ? `, ${formatCount(rows.dropped)} left out because the target is missing` : ''}. Split: ${split.kind}, ${formatCount(split.folds)} folds.`,
    tableOf(
      ['Column', 'Kind', 'Role', 'Missing', 'Different values'],
      columns
        .slice(0, listed)
        .map((column) => [
          escapeMarkdown(column.name, 60),
          column.kind,
          column.role,
          total > 0 ? formatPercent(column.missingCount / total, 2) : '',
          formatCount(column.distinctCount),
        ]),
    ),
    ...(rest > 0 ? [`${formatCount(rest)} more columns are in \`signature.json\`.`] : []),
  ])
}

function evaluation(summary: TrainingSummary): string {
  const { metric, baseline, evaluation: judged, baselineEvaluation } = summary
  const ids = (Object.keys(metricWords) as MetricId[]).filter((id) => id !== metric.name && judged.metrics[id] !== undefined)
  const rowOf = (id: MetricId, own: boolean): string[] => {
    const { value, interval } = formatEstimate(id, own ? metric : judged.metrics[id]!)
    const guess = own ? baseline : baselineEvaluation.metrics[id]
    const title = metricWords[id].title
    return [
      own ? `**${title}**` : title,
      value,
      interval,
      guess === undefined ? '' : formatBeside(id, guess.value, own ? metric : judged.metrics[id]!),
      metricWords[id].better,
    ]
  }
  return section('Evaluation', [
    `**${verdictWords[compareWithBaseline(metric.name, metric, baseline)]}.** ${sentence(certaintySentence(summary))}`,
    tableOf(
      ['Metric', 'This model', '95% interval', 'Guessing', 'Better'],
      [rowOf(metric.name, true), ...ids.map((id) => rowOf(id, false))],
    ),
    ...splitSentences(summary).map(sentence),
  ])
}

function factors(summary: TrainingSummary): string {
  const weakest = weakestSentence(summary)
  const { importance, metric } = summary
  const { title } = metricWords[metric.name]
  return section('Factors', [
    weakest === undefined ? 'No part of the target stands out as weakest.' : sentence(weakest),
    importance.length === 0
      ? 'The importance of columns was not measured.'
      : `What it relies on (how much worse ${title} gets when the column is shuffled, 95% interval):\n\n${listOf(
          importance
            .slice(0, 10)
            .map(
              ({ column, value, low, high }) =>
                `${escapeMarkdown(column, 60)}: ${formatNumber(value)} (${formatNumber(low)} to ${formatNumber(high)})`,
            ),
        )}`,
  ])
}

function caveats(summary: TrainingSummary): string {
  const grave = summary.findings.filter(({ severity }) => severity !== 'info').slice(0, listed)
  return section('Caveats and recommendations', [
    ...(grave.length > 0
      ? [
          listOf(
            grave.map(
              ({ code, severity, message }) =>
                `**${severity}** \`${code}\`: ${sentence(message)}${adviceWords[code] ? ` ${adviceWords[code]}` : ''}`,
            ),
          ),
        ]
      : []),
    listOf(limitSentences(summary).map(sentence)),
  ])
}

function howToUse({ parity }: TrainingSummary): string {
  return section('How to use', [
    ['```sh', 'mlwright predict . new-rows.csv --out predictions.csv', 'mlwright evaluate . newer-rows.csv', '```'].join('\n'),
    ['```python', 'import mlflow', 'model = mlflow.pyfunc.load_model(".")', 'model.predict(table)', '```'].join('\n'),
    `The whole way from typed columns to predictions is in \`model.onnx\`; \`signature.json\` says how each column is written.${
      parity === undefined
        ? ''
        : ` On ${formatCount(parity.rowCount)} real rows it differs from the judged model by at most ${formatNumber(parity.largestDifference, 2)} (${escapeMarkdown(parity.runtime)}).`
    }`,
  ])
}

function section(title: string, paragraphs: readonly string[]): string {
  return [`## ${title}`, ...paragraphs].join('\n\n')
}
