import { describe, expect, it } from 'vitest'
import { calibrationChart } from './calibration.js'
import { classCountsChart } from './class-counts.js'
import { confusionChart, foldConfusion } from './confusion.js'
import { precisionRecallChart, rocChart } from './curves.js'
import { drawSvg } from './draw.js'
import { histogramChart } from './histogram.js'
import { importanceChart } from './importance.js'
import { leaderboardChart } from './leaderboard.js'
import { predictedActualChart } from './predicted-actual.js'
import type { ChartSpec } from './theme.js'
import { versusBaselineChart } from './versus-baseline.js'

const hostile = ['</text><script>alert(1)</script>', 'datum[\'x\'] "&"', 'a.b[0]\\', 'ünï 漢字 😀', 'x'.repeat(500), 'x'.repeat(400), '']

/** One of each chart, with names from a hostile table. */
function chartsOf(names: readonly string[]): Record<string, ChartSpec> {
  const size = names.length
  const title = names[0] ?? ''
  return {
    versusBaseline: versusBaselineChart(
      { value: 0.9, low: 0.88, high: 0.92 },
      { value: 0.5, low: 0.5, high: 0.5 },
      { title, percent: false },
    ),
    leaderboard: leaderboardChart(
      names.map((name, at) => ({ name, value: at, standardError: 0.1, isWinner: at === 0 })),
      { title },
    ),
    confusion: confusionChart(
      foldConfusion(
        names,
        names.map((_, row) => names.map((_, column) => row * size + column)),
      ),
    ),
    roc: rocChart({ falsePositiveRate: [0, 0.2, 1], truePositiveRate: [0, 0.8, 1] }),
    precisionRecall: precisionRecallChart({ recall: [0, 0.5, 1], precision: [1, 0.8, 0.3] }, 0.3),
    calibration: calibrationChart([{ predicted: 0.2, value: 0.25, low: 0.1, high: 0.4, rowCount: 10 }], { said: title, happened: title }),
    predictedActual: predictedActualChart(
      [
        { actual: 1, predicted: 2 },
        { actual: 3, predicted: 2.5 },
      ],
      title,
    ),
    histogram: histogramChart(
      [
        { from: -1, to: 0, count: 3 },
        { from: 0, to: 1, count: 5 },
      ],
      { x: title, zeroLine: true },
    ),
    importance: importanceChart(
      names.map((column, at) => ({ column, value: at, low: at - 0.5, high: at + 0.5 })),
      { title },
    ),
    classCounts: classCountsChart(names.map((name, at) => ({ name, count: at }))),
  }
}

describe.each(Object.keys(chartsOf(hostile)))('the %s chart', (name) => {
  it('draws the same bytes each time, also beside others, and leaves nothing of the data as markup', async () => {
    const spec = chartsOf(hostile)[name]
    const first = await drawSvg(spec)
    const [again] = await Promise.all([drawSvg(spec), drawSvg(chartsOf(['a', 'b']).importance)])
    expect(again).toBe(first)
    expect(first).toMatch(/^<svg [^>]*viewBox=/)
    const tags = new Set(Array.from(first.matchAll(/<\/?([^\s>/]+)/g), (match) => match[1]))
    expect([...tags].filter((tag) => !['svg', 'g', 'path', 'rect', 'line', 'text'].includes(tag))).toEqual([])
    expect(first.replace(/ xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(/https?:|href|\bid=|NaN|undefined/)
  })

  it('draws with nothing to draw', async () => {
    expect(await drawSvg(chartsOf([])[name])).toMatch(/<\/svg>$/)
  })
})

describe('hostile names', () => {
  it('stand in the drawing as text, not as an expression', async () => {
    const svg = await drawSvg(chartsOf(hostile).importance)
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;')
    expect(svg).toContain('a.b[0]\\')
    expect(svg).toContain('datum[\'x\'] "&amp;"')
    expect(svg).toContain('漢字 😀')
    expect(svg).toContain(`${'x'.repeat(25)}…`)
    expect(svg).toContain('(2)')
  })
})

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a class or column named %s', (name) => {
  const charts = Object.keys(chartsOf([]))
  it.each(charts)('is drawn in the %s chart as any other name', async (chart) => {
    const svg = await drawSvg(chartsOf([name, 'usual', 'other'])[chart])
    const plain = await drawSvg(chartsOf(['abcdef', 'usual', 'other'])[chart])
    const textsOf = (drawn: string) => Array.from(drawn.matchAll(/<text[^>]*>([^<]*)</g), (match) => match[1].trimEnd())
    expect(textsOf(svg)).toEqual(textsOf(plain).map((text) => text.replaceAll('abcdef', name)))
    expect(svg.match(/<path/g)?.length).toBe(plain.match(/<path/g)?.length)
  })
})

describe('numbers that are none', () => {
  it.each([NaN, Infinity, -Infinity])('%s is left out of every chart', async (bad) => {
    const specs = [
      leaderboardChart(
        [
          { name: 'a', value: bad, standardError: bad, isWinner: true },
          { name: 'b', value: 1, standardError: bad, isWinner: false },
        ],
        { title: '' },
      ),
      importanceChart(
        [
          { column: 'a', value: bad, low: bad, high: bad },
          { column: 'b', value: 1, low: bad, high: bad },
        ],
        { title: '' },
      ),
      calibrationChart(
        [
          { predicted: bad, value: 0.5, low: 0, high: 1, rowCount: 0 },
          { predicted: 0.5, value: 0.5, low: bad, high: bad, rowCount: 1 },
        ],
        { said: '', happened: '' },
      ),
      predictedActualChart(
        [
          { actual: bad, predicted: 1 },
          { actual: 1, predicted: 1 },
        ],
        't',
      ),
      histogramChart(
        [
          { from: bad, to: bad, count: 0 },
          { from: 0, to: 1, count: 1 },
        ],
        { x: '' },
      ),
      versusBaselineChart({ value: 1, low: bad, high: bad }, { value: bad, low: bad, high: bad }, { title: '', percent: false }),
      precisionRecallChart({ recall: [0, 1], precision: [bad, 1] }, bad),
    ]
    for (const svg of await Promise.all(specs.map(drawSvg))) expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('foldConfusion', () => {
  const classes = Array.from({ length: 30 }, (_, at) => `class ${at}`)
  const counts = classes.map((_, row) => classes.map((_, column) => (row === column ? 100 - row : (row + column) % 3)))

  it('keeps the most frequent classes in their order and loses no row', () => {
    const folded = foldConfusion(classes, counts)
    expect(folded.classes).toHaveLength(13)
    expect(folded.classes.at(-1)).toBe('(18 others)')
    expect(folded.folded).toBe(18)
    expect(folded.counts.flat().reduce((a, b) => a + b)).toBe(counts.flat().reduce((a, b) => a + b))
    expect(folded.counts[0][0]).toBe(100)
  })

  it('leaves few classes alone', () => {
    expect(
      foldConfusion(
        ['a', 'b'],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).toEqual({
      classes: ['a', 'b'],
      counts: [
        [1, 2],
        [3, 4],
      ],
      folded: 0,
    })
  })
})

describe('drawSvg', () => {
  it('gives clips and gradients ids of their own, the same each time', async () => {
    const clipped: ChartSpec = {
      data: { values: [{ x: 1, y: 2 }] },
      mark: { type: 'point', clip: true },
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    }
    const first = await drawSvg(clipped)
    const id = /<clipPath id="([^"]+)"/.exec(first)?.[1]
    expect(id).toMatch(/^c[0-9a-z]+-0$/)
    expect(first).toContain(`url(#${id})`)
    expect(await drawSvg(clipped)).toBe(first)
    expect(await drawSvg({ ...clipped, width: 99 })).not.toContain(`"${id}"`)
  })

  it('loads nothing', async () => {
    await expect(drawSvg({ data: { url: 'file:///etc/hostname' }, mark: 'point', encoding: {} })).rejects.toThrow('could not be drawn')
  })
})
