import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TrainingSummary } from '../words/index.js'
import { renderCard } from './card.js'
import { escapeMarkdown } from './markdown.js'

const read = (name: string): TrainingSummary =>
  (JSON.parse(readFileSync(new URL(`../../../test/golden/summary-${name}.json`, import.meta.url), 'utf8')) as { summary: TrainingSummary })
    .summary

describe.each(['adult', 'penguins', 'california'])('the card of %s', (name) => {
  it('has the sections of a model card and sound tables', () => {
    const card = renderCard(read(name))
    expect(card.match(/^##? .*/gm)?.slice(1)).toEqual([
      '## Model details',
      '## Intended use',
      '## Data',
      '## Evaluation',
      '## Factors',
      '## Caveats and recommendations',
      '## How to use',
    ])
    for (const block of card.split('\n\n').filter((text) => text.startsWith('|'))) {
      const widths = block.split('\n').map((line) => line.replace(/\\\|/g, '').split('|').length)
      expect(new Set(widths).size).toBe(1)
    }
    expect(card).not.toMatch(/undefined|NaN|\[object/)
  })
})

it('says of the guess itself that nothing better was found', () => {
  const adult = read('adult')
  const card = renderCard({ ...adult, winner: 'baseline', metric: { ...adult.metric, value: 0.4, low: 0.39, high: 0.41 } })
  expect(card).toContain('Found nothing better than always answering ‘&lt;=50K’')
  expect(card).not.toContain('Worse than guessing')
  expect(card).toContain('on 1,000 real rows and 126 made from them (missing values, unseen levels)')
  expect(card).toContain('MLflow takes typed values')
})

describe('texts from the data', () => {
  it('cannot become markup', () => {
    expect(escapeMarkdown('a|b [x](http://y) <script> `c` *d* _e_ # &amp;\n- f')).toBe(
      'a\\|b \\[x\\](http://y) &lt;script&gt; \\`c\\` \\*d\\* \\_e\\_ \\# &amp;amp; - f',
    )
  })

  it('stay in their place of the card', () => {
    const evil = '](http://x) | <img src=x onerror=y> `\n\n# Top\n\n| a |'
    const summary = read('california')
    const card = renderCard({
      ...summary,
      target: evil,
      sourceName: evil,
      taskWhy: evil,
      fingerprint: evil,
      version: evil,
      schema: { columns: summary.schema.columns.map((column) => ({ ...column, name: evil })) },
      importance: summary.importance.map((one) => ({ ...one, column: evil })),
      findings: [{ code: 'OUTLIERS', severity: 'warning', columns: [], evidence: {}, message: evil }],
    })
    expect(card).not.toMatch(/<img|^# Top|[^\\]\]\(http/m)
    expect(card.match(/^#+ .*/gm)).toHaveLength(8)
    for (const line of card.split('\n').filter((text) => text.startsWith('|')))
      expect([6, 7]).toContain(line.replace(/\\\|/g, '').split('|').length - 0)
  })
})
