// The model card: what stands in a repository beside the model, after Mitchell et al. 2019.
import type { MetricId } from '../../learn/metrics/index.js'
import {
  adviceWords,
  cautionSentence,
  certaintySentence,
  formatBeside,
  formatCount,
  formatEstimate,
  formatNumber,
  formatPercent,
  guessFigures,
  judgedSentence,
  learnerName,
  limitSentences,
  metricWords,
  otherMetrics,
  parityWords,
  pythonSnippet,
  rowsSentence,
  schemaRows,
  splitSentences,
  summarySentence,
  type TrainingSummary,
  typedValuesSentence,
  verdictPhrase,
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
    sentence([summarySentence(summary), cautionSentence(summary) ?? ''].join(' ').trim()),
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

function data(summary: TrainingSummary): string {
  const { sourceName, rows, schema, split } = summary
  const columns = schema.columns.filter(({ role }) => role !== 'ignored')
  const rest = columns.length - listed
  const total = schemaRows(summary)
  return section('Data', [
    `${escapeMarkdown(sourceName)}: ${rowsSentence(summary)}; ${formatCount(rows.train)} to learn from${rows.test > 0 ? `, ${formatCount(rows.test)} kept for the test` : ''}. Split: ${split.kind}, ${formatCount(split.folds)} folds.`,
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
  const { metric, evaluation: judged } = summary
  const guessing = guessFigures(summary)
  const rowOf = (id: MetricId, own: boolean): string[] => {
    const { value, interval } = formatEstimate(id, own ? metric : judged.metrics[id]!)
    const guess = own ? guessing.baseline : guessing.evaluation.metrics[id]
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
    `**${sentence(verdictPhrase(summary))}.** ${sentence(certaintySentence(summary))}`,
    ...(metric.source === 'crossValidation' ? [] : [sentence(judgedSentence(summary))]),
    tableOf(
      ['Metric', 'This model', '95% interval', 'Guessing', 'Better'],
      [rowOf(metric.name, true), ...otherMetrics(summary).map((id) => rowOf(id, false))],
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

function howToUse(summary: TrainingSummary): string {
  const { parity } = summary
  const compared = parity === undefined ? undefined : parityWords(parity)
  const typed = typedValuesSentence(summary)
  return section('How to use', [
    [
      '```sh',
      'npx mlwright predict path/to/bundle new-rows.csv --out predictions.csv',
      'npx mlwright evaluate path/to/bundle newer-rows.csv',
      '```',
    ].join('\n'),
    'The commands run from the folder that mlwright is installed in; `path/to/bundle` is the folder that holds this card.',
    ...(typed === undefined ? [] : [sentence(typed)]),
    ['```python', pythonSnippet(summary), '```'].join('\n'),
    `The whole way from typed columns to predictions is in \`model.onnx\`; \`signature.json\` says how each column is written.${
      parity === undefined || compared === undefined
        ? ''
        : ` It was compared with the judged model on ${compared.rows}: ${compared.difference} (${escapeMarkdown(parity.runtime)}).`
    }`,
  ])
}

function section(title: string, paragraphs: readonly string[]): string {
  return [`## ${title}`, ...paragraphs].join('\n\n')
}
