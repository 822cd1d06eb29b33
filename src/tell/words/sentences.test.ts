import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Estimate } from '../../judge/evaluate/index.js'
import type { MetricId } from '../../learn/metrics/index.js'
import { captionWords } from './captions.js'
import { cautionSentence } from './caution.js'
import { certaintySentence, judgedSentence, splitSentences } from './certainty.js'
import { headlineOf, rightIn, summarySentence } from './headline.js'
import { limitSentences } from './limits.js'
import { meaningOf, otherMetrics } from './metric-rows.js'
import { formatEstimate, metricWords } from './metric-words.js'
import { pythonSnippet } from './python.js'
import { parityWords, rowsSentence, schemaRows } from './rows.js'
import type { TrainingSummary } from './summary.js'
import { typedValuesSentence } from './typed-values.js'
import { compareWithBaseline, verdictPhrase } from './verdict.js'
import { weakestSentence } from './weakest.js'

const read = (name: string): TrainingSummary =>
  (JSON.parse(readFileSync(new URL(`../../../test/golden/summary-${name}.json`, import.meta.url), 'utf8')) as { summary: TrainingSummary })
    .summary
const adult = read('adult')
const penguins = read('penguins')
const california = read('california')

const around = (value: number, half: number): Estimate => ({ value, low: value - half, high: value + half })

/** The same training with other figures. */
function withFigures(
  summary: TrainingSummary,
  metric: Estimate,
  baseline: Estimate,
  accuracy?: Estimate,
  guess?: Estimate,
): TrainingSummary {
  const { metrics } = summary.evaluation
  return {
    ...summary,
    metric: { ...summary.metric, ...metric },
    baseline,
    evaluation: { ...summary.evaluation, metrics: { ...metrics, ...(accuracy && { accuracy }) } },
    baselineEvaluation: {
      ...summary.baselineEvaluation,
      metrics: { ...summary.baselineEvaluation.metrics, ...(guess && { accuracy: guess }) },
    },
  }
}

describe('the result in one sentence', () => {
  it('counts right answers, and what guessing gets', () => {
    expect(summarySentence(adult)).toBe('Right in 87 of 100 cases; always answering ‘<=50K’ would be right in 76.')
    expect(summarySentence(penguins)).toBe('Right in 99 of 100 cases; always answering ‘Adelie’ would be right in 44.')
  })

  it('says how far off numbers are', () => {
    expect(summarySentence(california)).toBe(
      'Off by 32,100 on average (half of the errors are below 21,500); always guessing the average is off by 91,200.',
    )
  })

  it('names the number that is guessed: the median where absolute errors count', () => {
    const leaderboard = california.leaderboard.map((trial) =>
      trial.learner === 'baseline' ? { ...trial, parameters: { constant: 'median' } } : trial,
    )
    expect(summarySentence({ ...california, leaderboard })).toContain('always guessing the middle value (the median) is off by')
  })

  it('does not hide behind accuracy when classes are uneven', () => {
    const rare = withFigures(adult, around(0.76, 0.02), around(0.5, 0), around(0.941, 0.005), around(0.94, 0.005))
    expect(summarySentence(rare)).toBe(
      'Right in 941 of 1,000 cases; always answering ‘<=50K’ would be right in 940. By its probabilities it is clearly better than guessing (ROC AUC 0.760 (0.740 to 0.780), guessing 0.500).',
    )
    expect(headlineOf(rare)).toMatchObject({
      figure: '0.760',
      caption: 'ROC AUC',
      baseline: 'guessing gets 0.500',
      verdict: 'better',
      isWhole: false,
    })
  })

  it('claims nothing where the intervals overlap', () => {
    const unclear = withFigures(adult, around(0.52, 0.03), around(0.5, 0), around(0.77, 0.01), around(0.76, 0.01))
    expect(summarySentence(unclear)).toBe(
      'Not clearly better than guessing: ROC AUC 0.520 (0.490 to 0.550), guessing 0.500. Right in 77 of 100 cases; always answering ‘<=50K’ would be right in 76.',
    )
    expect(certaintySentence(unclear)).toBe(
      'ROC AUC is 0.520, with 95% confidence between 0.490 and 0.550: that range reaches what guessing gets (0.500), so the difference may be luck.',
    )
    expect(limitSentences(unclear)[0]).toMatch(/not clearly better than guessing/)
    const numbers = withFigures(california, around(100_000, 20_000), around(115_000, 1000))
    expect(summarySentence(numbers)).toMatch(
      /^Not clearly better than guessing: RMSE 100,000 \(80,000 to 120,000\), guessing 115,000\. Off by 32,100 /,
    )
  })

  it('says when it is worse, or cannot be told', () => {
    expect(summarySentence(withFigures(california, around(200_000, 1000), around(115_000, 1000)))).toMatch(/^Worse than guessing: /)
    const unknown = withFigures(adult, { value: NaN, low: NaN, high: NaN }, around(0.5, 0))
    expect(summarySentence(unknown)).toMatch(/^Cannot be compared with guessing: ROC AUC not known, guessing 0.500. Right in 87/)
    expect(certaintySentence(unknown)).toBe('ROC AUC is not known; how sure that is could not be worked out.')
  })

  it('uses the corrected figure where accuracy itself was asked for', () => {
    const asked: TrainingSummary = {
      ...adult,
      metric: { ...around(0.85, 0.01), name: 'accuracy', source: 'crossValidation' },
      baseline: around(0.76, 0.01),
    }
    expect(summarySentence(asked)).toBe('Right in 85 of 100 cases; always answering ‘<=50K’ would be right in 76.')
  })
})

describe('rightIn', () => {
  it.each([
    [0.874, 0.761, 1000, '87', '76', '100'],
    [0.9994, 0.9, 48842, '999', '900', '1,000'],
    [0.99994, 0.9, 100, '99', '90', '100'],
    [1, 0.5, 100, '100', '50', '100'],
    [0.941, 0.94, 50000, '941', '940', '1,000'],
  ])('%s against %s of %s rows', (model, baseline, rows, a, b, of) =>
    expect(rightIn(model, baseline, rows)).toEqual({ model: a, baseline: b, of }),
  )
})

describe('verdicts', () => {
  it.each<[MetricId, Estimate, Estimate, string]>([
    ['rocAuc', around(0.8, 0.1), around(0.5, 0), 'better'],
    ['rocAuc', around(0.55, 0.1), around(0.5, 0), 'unclear'],
    ['rmse', around(5, 1), around(10, 1), 'better'],
    ['rmse', around(9, 1), around(10, 1), 'unclear'],
    ['rmse', around(15, 1), around(10, 1), 'worse'],
    ['rmse', { value: 5, low: NaN, high: NaN }, around(10, 1), 'better'],
    ['rmse', { value: NaN, low: NaN, high: NaN }, around(10, 1), 'unknown'],
  ])('%s %o against %o is %s', (id, model, baseline, verdict) => expect(compareWithBaseline(id, model, baseline)).toBe(verdict))
})

describe('how sure, and where it is weakest', () => {
  it('puts the interval in words', () => {
    expect(certaintySentence(adult)).toBe(
      'ROC AUC is 0.929, with 95% confidence between 0.926 and 0.931: even the less favourable end is better than guessing (0.500).',
    )
  })

  it('names the weakest part', () => {
    expect(weakestSentence(adult)).toBe('Weakest for ‘>50K’ (11,687 rows): it finds 65 of 100, while 87 of 100 of all answers are right.')
    expect(weakestSentence(california)).toBe(
      'Weakest where ‘median_house_value’ is 290,000 to 500,001: off by 56,400 on average there, 32,100 overall (4,128 rows).',
    )
  })

  it('says nothing where nothing stands out, and warns of few rows', () => {
    const at = (value: number, rowCount: number): TrainingSummary => ({
      ...adult,
      evaluation: { ...adult.evaluation, weakest: { what: 'a', value, overall: 0.874063, rowCount } },
    })
    expect(weakestSentence(at(1, 5))).toBeUndefined()
    expect(weakestSentence(at(0.872, 5000))).toBeUndefined()
    expect(weakestSentence(at(0, 7))).toBe(
      'Weakest for ‘a’ (7 rows): it finds 0 of 7, while 87 of 100 of all answers are right; so few rows say little.',
    )
    expect(weakestSentence(at(0.2, 60))).toBe('Weakest for ‘a’ (60 rows): it finds 12 of 60, while 87 of 100 of all answers are right.')
  })
})

describe('how rows were split', () => {
  it('explains folds and the correction', () => {
    expect(splitSentences(adult)).toEqual([
      'The 48,842 rows were split into 5 parts, each with the same share of every class. In turn, the whole procedure learned from all parts but one and predicted the one left out, so every prediction that was judged is of a row that the model had not seen.',
      'The best of 5 candidates can look better than it is, because it was chosen by these same predictions: ROC AUC stays 0.929 after correcting for that choice.',
    ])
  })

  it('tells what the correction changed', () => {
    expect(splitSentences(penguins).at(-1)).toMatch(/Log loss was 0.035 before and is 0.047 after correcting for that choice\.$/)
  })

  it('explains groups, time, repeats, hold-out and test', () => {
    const of = (changes: Partial<TrainingSummary>): string => splitSentences({ ...adult, ...changes }).join(' ')
    expect(of({ split: { kind: 'grouped', folds: 5, repeats: 3, column: 'person' } })).toMatch(
      /same ‘person’ stayed in the same part.*done 3 times/,
    )
    expect(of({ split: { kind: 'ordered', folds: 4, repeats: 1, column: 'date' } })).toMatch(
      /order of ‘date’.*learned from earlier rows and was judged on later ones, 4 times/,
    )
    const { uncorrected: _, ...without } = adult
    const kept = { ...without, rows: { train: 800, test: 200, dropped: 0 } }
    expect(splitSentences({ ...kept, metric: { ...adult.metric, source: 'holdout' } }).at(-1)).toMatch(/^200 rows were kept apart/)
    expect(splitSentences({ ...kept, metric: { ...adult.metric, source: 'test' } }).at(-1)).toMatch(/test table of 200 rows/)
  })
})

describe('limits', () => {
  it('says that figures are weighted', () => {
    const [first, ...others] = adult.schema.columns
    const weighted: TrainingSummary = { ...adult, schema: { columns: [{ ...first, role: 'weight' }, ...others] } }
    expect(limitSentences(weighted).join(' ')).toContain(`All figures are weighted: each row counts by its ‘${first.name}’`)
    expect(limitSentences(adult).join(' ')).not.toContain('weighted')
  })

  it('asks for caution where the figures are too good, rows few or dropped, or the search was cut short', () => {
    expect(limitSentences(penguins).join(' ')).toMatch(/Only 344 rows were judged/)
    expect(limitSentences(adult).join(' ')).not.toMatch(/never wrong|Only/)
    const perfect = withFigures(adult, around(1, 0), around(0.5, 0), around(1, 0))
    expect(limitSentences({ ...perfect, stoppedBy: 'time', rows: { train: 5, test: 0, dropped: 1 } }).join(' ')).toMatch(
      /\(almost\) never wrong.*1 row was left out because ‘income’ is missing.*time budget/,
    )
  })
})

it('every metric has its words', () => {
  for (const words of Object.values(metricWords)) expect(words.meaning).toMatch(/^[A-Z].*\.$/)
})

describe('nothing better than the guess', () => {
  const chosen = (summary: TrainingSummary): TrainingSummary => ({
    ...withFigures(summary, summary.baseline, summary.baseline),
    winner: 'baseline',
    evaluation: summary.baselineEvaluation,
  })

  it('is said so, never that it is worse, with one estimate', () => {
    const classes = { ...chosen(adult), baseline: around(0.9, 0.01) }
    expect(summarySentence(classes)).toBe('Found nothing better than always answering ‘<=50K’, which is right in 76 of 100 cases.')
    expect(verdictPhrase(classes)).toBe('Found nothing better than always answering ‘<=50K’')
    expect(headlineOf(classes)).toMatchObject({ figure: '76 of 100', verdict: 'guess', baseline: 'the model is that guess and no more' })
    expect(certaintySentence(classes)).toMatch(/: the model is the constant guess itself\.$/)
    expect(weakestSentence(classes)).toBeUndefined()
    expect(summarySentence(chosen(california))).toBe(
      'Found nothing better than always guessing the average, which is off by 91,200 on average.',
    )
    expect(headlineOf(chosen(california)).figure).toBe('91,200')
    expect(limitSentences(classes)[0]).toMatch(/^The model is a constant guess/)
  })
})

it('names the same quantity with the same value and rounding', () => {
  const { metrics } = california.evaluation
  const mae = { value: 6_623.4, low: 5_000, high: 9_000 }
  const weakest = { what: '4520 to 39320', value: 9_912, overall: 6_634.9, rowCount: 200 }
  const one = { ...california, evaluation: { ...california.evaluation, metrics: { ...metrics, mae }, weakest } }
  expect(summarySentence(one)).toMatch(/^Off by 6,600 on average/)
  expect(headlineOf(one).figure).toBe('6,600')
  const precise = { ...adult.evaluation, metrics: { ...adult.evaluation.metrics, averagePrecision: around(0.8269, 0.07) } }
  expect(captionWords.precisionRecall({ ...adult, evaluation: precise }).caption).toMatch(/Average precision 0\.83\.$/)
  expect(weakestSentence(one)).toBe(
    'Weakest where ‘median_house_value’ is 4,520 to 39,320: off by 9,900 on average there, 6,600 overall (200 rows).',
  )
})

it('notes classes that are never answered', () => {
  const confusion = [
    [152, 0, 0],
    [68, 0, 0],
    [1, 0, 123],
  ]
  expect(weakestSentence({ ...penguins, evaluation: { ...penguins.evaluation, confusion } })).toBe(
    'Weakest for ‘Chinstrap’ (68 rows): it finds 66 of 68, while 99 of 100 of all answers are right. It never answers ‘Chinstrap’.',
  )
})

it('tells of one row that outweighs all others', () => {
  const mistakes = [{ row: 3, actual: 10_000_000, predicted: 1_000_000 }]
  const rmse = { value: 80_000, low: 20_000, high: 140_000 }
  const { metrics } = california.evaluation
  const { uncorrected: _, ...plain } = california
  const one: TrainingSummary = {
    ...withFigures(plain, rmse, around(115_000, 60_000)),
    evaluation: { ...california.evaluation, mistakes, metrics: { ...metrics, rmse } },
    mistakeRows: [{ rowNumber: 4, cells: [] }],
  }
  expect(limitSentences(one)).toContain(
    'One row (row 4 of the data) makes up 61% of all squared error: RMSE and R² say more about it than about all others. Check it; training with --metric mae keeps single rows from deciding.',
  )
  expect(certaintySentence(one)).toMatch(/may be luck\. One row alone makes up 61% of all squared error/)
  expect(summarySentence(one)).toMatch(/\(one row alone decides it and makes the interval wide\)\. Off by 32,100 on average/)
  expect(limitSentences(california).join(' ')).not.toMatch(/squared error/)
})

it('asks who knows the answer where the result is too good', () => {
  expect(cautionSentence(penguins)).toBe('Almost too good: check that no column knows the answer.')
  expect(cautionSentence(adult)).toBeUndefined()
  expect(cautionSentence(california)).toBeUndefined()
  expect(cautionSentence({ ...penguins, evaluation: { ...penguins.evaluation, rowCount: 200 } })).toBeUndefined()
  const rare = withFigures(adult, around(0.8, 0.1), around(0.5, 0), around(0.995, 0.001), around(0.994, 0.001))
  const { rocAuc: _, ...metrics } = rare.evaluation.metrics
  expect(cautionSentence({ ...rare, evaluation: { ...rare.evaluation, metrics } })).toBeUndefined()
})

it('describes the rows kept apart where the figures are about them', () => {
  const evaluation = { ...adult.evaluation, rowCount: 292 }
  expect(judgedSentence({ ...adult, evaluation, metric: { ...adult.metric, source: 'holdout' } })).toMatch(
    /the 292 rows that were kept apart/,
  )
  expect(judgedSentence({ ...adult, evaluation, metric: { ...adult.metric, source: 'test' } })).toMatch(/the 292 rows of the test table/)
  expect(judgedSentence(adult)).toMatch(/^The 48,842 rows were split/)
  const across = (where: string): Pick<TrainingSummary, 'findings'> => ({
    findings: [{ code: 'DUPLICATES_ACROSS_SPLIT', severity: 'error', columns: [], evidence: { where, rows: 119, of: 220 }, message: '' }],
  })
  const tested: TrainingSummary = { ...adult, ...across('test'), metric: { ...adult.metric, source: 'test' } }
  const said = [judgedSentence(tested), ...splitSentences(tested)].join(' ')
  expect(said).not.toMatch(/took no part/)
  expect(said.match(/of which 119 are like a row that the model learned from/g)).toHaveLength(2)
  expect(splitSentences({ ...adult, ...across('folds') }).join(' ')).toMatch(
    /But 119 rows were judged by a model that had learned from a row like/,
  )
  expect(splitSentences(adult).join(' ')).not.toMatch(/like them in every column/)
})

it('lists no metric twice, and speaks of positives only where there are any', () => {
  const estimate = around(0.5, 0.1)
  const metrics = Object.fromEntries(Object.keys(metricWords).map((id) => [id, estimate]))
  const ids = otherMetrics({ ...penguins, evaluation: { ...penguins.evaluation, metrics } })
  for (const id of ['f1', 'f1Micro', 'recall', 'topK3', 'logLoss']) expect(ids).not.toContain(id)
  expect(ids).toContain('f1Macro')
  for (const id of ids) expect(meaningOf(id, 'multiclass')).not.toMatch(/positive/)
  expect(meaningOf('precision', 'binary')).toMatch(/positive/)
})

it('counts the rows that the schema was judged on', () => {
  const rows = { train: 800, test: 200, dropped: 300 }
  expect(schemaRows({ ...adult, rows })).toBe(1000)
  expect(schemaRows({ ...adult, rows, metric: { ...adult.metric, source: 'test' } })).toBe(800)
  expect(rowsSentence({ ...adult, rows })).toBe('1,300 rows, of which 300 without an answer were left out')
  expect(rowsSentence({ ...adult, rows: { ...rows, untimed: 20 } })).toBe(
    '1,320 rows, of which 300 without an answer and 20 without a time were left out',
  )
})

it('tells real rows from those made of them, and typed columns', () => {
  const parity = { rowCount: 1126, realRowCount: 1000, madeRowCount: 126, largestDifference: 0, runtime: 'r' }
  expect(parityWords(parity)).toEqual({
    rows: '1,000 real rows and 126 made from them (missing values, unseen levels)',
    difference: 'both gave the same numbers',
  })
  expect(typedValuesSentence(adult)).toMatch(/\(here ‘sex’\).*examples\/predict\.py/)
  expect(typedValuesSentence(california)).toBeUndefined()
})

describe('compared with guessing on the same rows', () => {
  const wide = { value: 0.72, low: 0.07, high: 1.46 }
  const guess = { value: 1.1, low: 0.9, high: 1.3 }
  const withGain = (gain: Estimate): TrainingSummary => ({
    ...penguins,
    metric: { ...wide, name: 'logLoss', source: 'crossValidation' },
    baseline: guess,
    gain,
    split: { kind: 'ordered', folds: 4, repeats: 1, column: 'date' },
  })

  it('is better where the difference is clear, though the intervals overlap', () => {
    const better = withGain({ value: 0.38, low: 0.2, high: 0.56 })
    expect(verdictPhrase(better)).toBe('Clearly better than guessing')
    expect(summarySentence(better)).toMatch(/^Right in 99 of 100 cases/)
    expect(certaintySentence(better)).toBe(
      'Log loss is 0.72, with 95% confidence between 0.07 and 1.46; on the same rows the model is better than guessing (1.10) by 0.38 (0.20 to 0.56), which is hardly luck. The interval also counts that the model did better in some of the 4 stretches of time than in others; those of the other metrics do not.',
    )
  })

  it('is unclear where the difference may be none, worse where it is below', () => {
    const unclear = withGain({ value: 0.38, low: -0.1, high: 0.86 })
    expect(verdictPhrase(unclear)).toBe('Not clearly better than guessing')
    expect(certaintySentence(unclear)).toContain('by 0.38 (−0.10 to 0.86), a range that holds 0, so the difference may be luck')
    const worse = withGain({ value: -0.3, low: -0.5, high: -0.1 })
    expect(verdictPhrase(worse)).toBe('Worse than guessing')
    expect(certaintySentence(worse)).toContain('worse than guessing (1.10) by 0.30 (0.10 to 0.50)')
  })
})

describe('a training that tried nothing but the guess', () => {
  const only = { ...california, leaderboard: california.leaderboard.filter(({ learner }) => learner === 'baseline'), winner: 'baseline' }

  it('says why, and does not ask for more rows', () => {
    const short: TrainingSummary = { ...only, stoppedBy: 'time' }
    expect(summarySentence(short)).toMatch(
      /^Nothing but always guessing the average was tried, for lack of time\. That is off by [\d,]+ on average\.$/,
    )
    expect(limitSentences(short)[0]).toContain('nothing else was tried, for lack of time')
    expect(limitSentences(short).join(' ')).not.toContain('more rows or more telling columns')
    expect(summarySentence({ ...only, stoppedBy: 'trials' })).toContain('because no more candidates were asked for')
  })
})

it('names the area that is drawn and the one that remains after the correction', () => {
  const metric = { ...adult.metric, name: 'rocAuc', value: 0.45, low: 0.4, high: 0.5 } as const
  const roc = { falsePositiveRate: [0, 0.5, 1], truePositiveRate: [0, 0.5, 1] }
  const evaluation = { ...adult.evaluation, roc, metrics: { ...adult.evaluation.metrics, rocAuc: metric } }
  expect(captionWords.roc({ ...adult, metric, uncorrected: 0.5, evaluation }).alternative).toBe(
    'ROC curve. Area under the curve 0.500 as drawn; 0.45 after correcting for having chosen among candidates.',
  )
})

it('writes what rounding left of an explained share as none', () => {
  expect(formatEstimate('r2', { value: -1.81e-9, low: NaN, high: NaN }).value).toBe('0%')
})

it('turns yes-or-no columns into numbers in Python, and leaves names that would need escaping alone', () => {
  const [column] = adult.schema.columns.filter(({ role }) => role === 'feature')
  const flag = (name: string, levels: readonly string[]) => ({ ...column, name, kind: 'boolean', levels }) as const
  const columns = [flag('foreign_worker', ['no', 'yes']), flag('a"]; import os #', ['no', 'yes']), flag('b', ['false', 'true'])]
  expect(pythonSnippet({ ...adult, schema: { columns } }).split('\n')).toEqual([
    'import mlflow, pandas',
    'table = pandas.read_csv("new-rows.csv")',
    'table["foreign_worker"] = table["foreign_worker"].map({"no": 0.0, "yes": 1.0})',
    'model = mlflow.pyfunc.load_model("path/to/bundle")',
    'model.predict(table)',
  ])
})
