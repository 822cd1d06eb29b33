import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { Finding } from '../../base/core/index.js'
import type { ColumnSchema } from '../../data/schema/index.js'
import type { Evaluation } from '../../judge/evaluate/index.js'
import type { TrainingSummary } from '../words/index.js'
import { renderReport } from './report.js'

const read = (name: string): TrainingSummary =>
  (JSON.parse(readFileSync(new URL(`../../../test/golden/summary-${name}.json`, import.meta.url), 'utf8')) as { summary: TrainingSummary })
    .summary

const sections = ['asked', 'answer', 'data', 'tried', 'quality', 'matters', 'mistakes', 'cautions', 'method', 'next']

/** Tags and attributes that a page may hold: anything else came out of the data. */
const tags = new Set(
  'html head meta title style body header nav main footer section h1 h2 h3 p a span strong bdi ul li dl div dt dd figure figcaption table caption thead tbody tr th td code pre details summary svg g path rect line text'.split(
    ' ',
  ),
)

function strangersIn(page: string): string[] {
  const strangers: string[] = []
  for (const [, name, attributes] of page.replace(/<style>[^<]*<\/style>/, '<style></style>').matchAll(/<\/?([^\s>/!]+)([^>]*)>/g)) {
    if (!tags.has(name)) strangers.push(name)
    for (const [, attribute] of attributes.matchAll(/([^\s="]+)="[^"]*"/g))
      if (/^(on|href|src|style|action)/.test(attribute)) strangers.push(attribute)
  }
  return strangers.filter((name) => name !== 'href')
}

function expectSound(page: string): void {
  expect(strangersIn(page)).toEqual([])
  for (const id of sections) expectToHold(page, `<section id="${id}"`)
  for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#\w+$/)
  // found, not matched: a failure should not print the whole page
  expect(
    page.replace(/ xmlns(:xlink)?="[^"]*"/g, '').match(/.{0,40}(https?:|url\(|@import|undefined|\[object|NaN).{0,40}/)?.[0],
  ).toBeUndefined()
}

function expectToHold(page: string, text: string): void {
  expect(page.includes(text) ? text : `no "${text}" in the page`).toBe(text)
}

describe.each(['adult', 'penguins', 'california'])('the report of %s', (name) => {
  it('is one sound page with every section, no request, no script, the same bytes each time', async () => {
    const summary = read(name)
    const page = await renderReport(summary)
    expectSound(page)
    expectToHold(page, 'default-src &#39;none&#39;')
    expect(page.length).toBeLessThan(300_000)
    const [again] = await Promise.all([renderReport(summary), renderReport(read('adult'))])
    expect(again === page).toBe(true)
  })

  it('has for each figure a title, a text alternative and a caption', async () => {
    const page = await renderReport(read(name))
    const figures = page.match(/<figure[\s\S]*?<\/figure>/g) ?? []
    expect(figures.length).toBe(name === 'adult' ? 8 : 6)
    const sound = /<h3>[^<]{5,}<\/h3>[\s\S]*role="img" aria-label="[^"]{10,}"[\s\S]*<svg [\s\S]*<figcaption>[^<]{20,}<\/figcaption>/
    expect(figures.filter((figure) => !sound.test(figure)).map((figure) => figure.slice(0, 200))).toEqual([])
  })

  it('tells the figures of the summary', async () => {
    const page = await renderReport(read(name))
    const expected = {
      adult: [
        '87 of 100',
        'always answering ‘&lt;=50K’ is right in 76 of 100',
        'Row of the data',
        'counted without the header',
        'which of two classes is ‘<bdi>income</bdi>’',
        '1,000 real rows and 126 made from them',
        'MLflow takes typed values',
        '0.926 to 0.931',
        'Clearly better than guessing',
        '48,842',
      ],
      penguins: ['99 of 100', '0.020 to 0.106', 'Chinstrap', 'FEW_ROWS'],
      california: ['32,100', '46,400 to 49,000', 'R²', '290,000 to 500,001'],
    }[name]!
    for (const text of expected) expectToHold(page, text)
  })
})

const hostile = `"><script>alert('x')</script>&amp;\u202e\u0000<img src=x onerror=alert(1)>`

/** The same training with every text of the data replaced. */
function poisoned(summary: TrainingSummary): TrainingSummary {
  const classes = summary.classes.map((name, at) => `${hostile}${at} ${name}`)
  const rename = (name: string | number): string | number =>
    typeof name === 'number' ? name : (classes[summary.classes.indexOf(name)] ?? hostile)
  const evaluationOf = (evaluation: Evaluation): Evaluation => ({
    ...evaluation,
    classes,
    positive: classes.at(-1) ?? '',
    weakest: { ...evaluation.weakest!, what: hostile },
    mistakes: evaluation.mistakes.map((mistake) => ({ ...mistake, actual: rename(mistake.actual), predicted: rename(mistake.predicted) })),
  })
  const finding: Finding = { code: 'TARGET_LEAK', severity: 'error', columns: [hostile], evidence: {}, message: hostile }
  return {
    ...summary,
    version: hostile,
    sourceName: hostile,
    fingerprint: hostile,
    target: hostile,
    taskWhy: hostile,
    classes,
    positive: classes.at(-1) ?? '',
    schema: {
      columns: summary.schema.columns.map((column, at) => ({
        ...column,
        name: hostile + at,
        why: hostile,
        missing: [hostile],
        levels: [hostile, hostile],
      })),
    },
    split: { ...summary.split, kind: 'grouped', column: hostile },
    leaderboard: summary.leaderboard.map((trial, at) => ({
      ...trial,
      name: hostile + at,
      learner: at === 0 ? hostile : trial.learner,
      parameters: { [hostile]: hostile },
    })),
    winner: `${hostile}0`,
    evaluation: evaluationOf(summary.evaluation),
    baselineEvaluation: evaluationOf(summary.baselineEvaluation),
    importance: summary.importance.map((one, at) => ({ ...one, column: hostile + at })),
    mistakeRows: summary.mistakeRows.map((row) => ({ ...row, cells: [{ column: hostile, value: hostile.repeat(100) }] })),
    findings: [finding],
    parity: { rowCount: 2, realRowCount: 1, madeRowCount: 1, largestDifference: 0, runtime: hostile },
  }
}

describe('texts from the data', () => {
  it.each(['adult', 'penguins', 'california'])('stay text wherever they are shown (%s)', async (name) => {
    const page = await renderReport(poisoned(read(name)))
    expectSound(page)
    expectToHold(page, '&lt;script&gt;')
    expect(page.includes('\u0000') || page.includes('\u202e')).toBe(false)
  })
})

describe('figures and rows', () => {
  it('counts missing cells among the rows that were looked at', async () => {
    const adult = read('adult')
    const page = await renderReport({ ...adult, rows: { train: 5000, test: 598, dropped: 400 } })
    expectToHold(page, '2,799 (50%)')
    expect(page.match(/5,998 rows, of which 400 without an answer were left out/g)).toHaveLength(2)
  })

  it('shows the parameters that tell candidates apart and folds the others', async () => {
    const adult = read('adult')
    const leaderboard = adult.leaderboard.map((trial, at) => ({
      ...trial,
      parameters: { same: 1, alike: true, fixed: 'x', depth: at, rate: at / 10, leaves: at * 2 },
    }))
    const page = await renderReport({ ...adult, leaderboard })
    expectSound(page)
    expectToHold(page, '<bdi>depth 1, rate 0.1, leaves 2</bdi>')
    expectToHold(page, '<summary>3 more</summary>')
    expectToHold(page, 'same 1, alike true, fixed x')
  })

  it('never says worse than guessing of the guess itself', async () => {
    const adult = read('adult')
    const page = await renderReport({ ...adult, winner: 'baseline', metric: { ...adult.metric, value: 0.4, low: 0.39, high: 0.41 } })
    expectToHold(page, 'Found nothing better than always answering ‘&lt;=50K’')
    expect(page.includes('Worse than guessing')).toBe(false)
  })
})

describe('what may be missing', () => {
  it('leaves out what there is nothing to say about', async () => {
    const summary = read('adult')
    const { parity: _, uncorrected: __, ...rest } = summary
    const bare: Evaluation = { task: 'binary', rowCount: 0, classes: summary.classes, metrics: {}, mistakes: [] }
    const nothing = { value: NaN, low: NaN, high: NaN }
    const page = await renderReport({
      ...rest,
      importance: [],
      findings: [],
      mistakeRows: [],
      leaderboard: [],
      evaluation: bare,
      baselineEvaluation: bare,
      baseline: nothing,
      metric: { ...nothing, name: 'rocAuc', source: 'holdout' },
      schema: { columns: [] },
      rows: { train: 0, test: 0, dropped: 0 },
    })
    expectSound(page)
    expectToHold(page, 'Cannot be compared with guessing')
    expectToHold(page, 'Nothing stood out in the data')
    expectToHold(page, 'was not measured')
  })

  it('draws a regression without points, bins or importance', async () => {
    const summary = read('california')
    const { points: _, residuals: __, weakest: ___, ...evaluation } = summary.evaluation
    const { targetBins: ____, ...rest } = summary
    const page = await renderReport({ ...rest, evaluation, importance: [], mistakeRows: [] })
    expectSound(page)
    expect(page.includes('Predicted against actual')).toBe(false)
  })
})

describe('much of everything', () => {
  it('shows the most important of 10,000 columns and counts the rest', async () => {
    const summary = read('california')
    const column = summary.schema.columns[0]
    const columns: ColumnSchema[] = Array.from({ length: 10_000 }, (_, at) => ({ ...column, name: `column ${at} ${'long '.repeat(40)}` }))
    const target = summary.schema.columns.find(({ role }) => role === 'target')!
    const importance = columns.map(({ name }, at) => ({ column: name, value: at, low: at, high: at })).reverse()
    const cells = columns.map(({ name }) => ({ column: name, value: 'v'.repeat(10_000) }))
    const page = await renderReport({
      ...summary,
      schema: { columns: [...columns, target] },
      importance,
      mistakeRows: summary.mistakeRows.map((row) => ({ ...row, cells })),
    })
    expectSound(page)
    expectToHold(page, '9,961 more columns are not listed')
    expectToHold(page, 'column 9999 long')
    expectToHold(page, '9,985 more columns matter less')
    expect(page.length).toBeLessThan(600_000)
  })

  it('folds 30 classes, lists the best of 200 candidates and counts the other findings', async () => {
    const summary = read('penguins')
    const classes = Array.from({ length: 30 }, (_, at) => `class ${at}`)
    const confusion = classes.map((_, row) => classes.map((_name, at) => (row === at ? 50 + row : 1)))
    const trial = summary.leaderboard[0]
    const leaderboard = [
      ...Array.from({ length: 199 }, (_, at) => ({ ...trial, name: `gbdt-${at}`, score: -at / 100 })),
      summary.leaderboard.at(-1)!,
    ]
    const findings = Array.from({ length: 60 }, (): Finding => ({
      code: 'OUTLIERS',
      severity: 'warning',
      columns: ['a'],
      evidence: {},
      message: 'Far off.',
    }))
    const page = await renderReport({
      ...summary,
      classes,
      evaluation: { ...summary.evaluation, classes, confusion },
      leaderboard,
      winner: 'gbdt-0',
      findings,
    })
    expectSound(page)
    expectToHold(page, 'The 18 rarest classes are drawn as one.')
    expectToHold(page, '184 more candidates are not listed')
    expectToHold(page, '35 more of this kind are not listed')
    expectToHold(page, 'and 22 more')
  })
})

test('the constant of the baseline is told where numbers are guessed, not where classes are', async () => {
  const withConstant = (summary: TrainingSummary): TrainingSummary => ({
    ...summary,
    leaderboard: summary.leaderboard.map((trial) =>
      trial.learner === 'baseline' ? { ...trial, parameters: { constant: 'median' } } : trial,
    ),
  })
  expect(await renderReport(withConstant(read('adult')))).not.toContain('constant median')
  expect(await renderReport(withConstant(read('california')))).toContain('constant median')
})

test('sentences in tables keep a width that can be read, and charts fit a narrow page', async () => {
  const page = await renderReport(read('adult'))
  expect(page).toMatch(/<th scope="col"\s+class="words">\s*Why/)
  expect(page).toMatch(/\.words\{min-width:1\drem\}/)
  expect(page).not.toMatch(/td[^{]*\{overflow-wrap:anywhere|svg\{min-width/)
})

test('says how mlwright is run, and what values Python needs before it is told how', async () => {
  const page = await renderReport(read('adult'))
  expectToHold(page, 'npx mlwright predict path/to/bundle new-rows.csv')
  expectToHold(page, 'import mlflow, pandas\ntable = ')
  expect(page.indexOf('MLflow takes typed values')).toBeLessThan(page.indexOf('import mlflow'))
})
