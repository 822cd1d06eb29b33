// The report: one page that a person who must decide can read, print and pass on.
import { displayText } from '../charts/index.js'
import { formatCount, rowsSentence, type TrainingSummary } from '../words/index.js'
import { cautionsSection } from './cautions.js'
import { dataSection } from './data.js'
import { askedSection, glanceSection } from './glance.js'
import { html } from './html.js'
import { mattersSection, mistakesSection } from './matters.js'
import { methodSection, nextSection } from './method.js'
import { pageOf } from './page.js'
import { createFigures, nameOf } from './parts.js'
import type { FigureOptions } from './parts.js'
import { qualitySection } from './quality.js'
import { triedSection } from './tried.js'

const contents = [
  ['asked', 'Question'],
  ['answer', 'Answer'],
  ['data', 'Data'],
  ['tried', 'Tried'],
  ['quality', 'Quality'],
  ['matters', 'What matters'],
  ['mistakes', 'Mistakes'],
  ['cautions', 'Cautions'],
  ['method', 'Method'],
  ['next', 'Use'],
] as const

/**
 * The report of a training as one HTML page: no scripts, no requests, every text from the data escaped.
 * The same summary gives the same bytes. A chart that cannot be drawn leaves its words. Cost: about half a second, most of it drawing.
 */
export async function renderReport(summary: TrainingSummary, options: FigureOptions = {}): Promise<string> {
  const figureOf = createFigures(options)
  const { target, sourceName, schema, version } = summary
  return pageOf({
    title: `Predicting ${displayText(target, 60)}: report`,
    kicker: 'Model report',
    heading: html`Predicting ${nameOf(target, 60)}`,
    source: html`from ${nameOf(sourceName, 60)} · ${rowsSentence(summary)} · ${formatCount(schema.columns.length)} columns`,
    contents,
    main: [
      askedSection(summary),
      await glanceSection(summary, figureOf),
      await dataSection(summary, figureOf),
      await triedSection(summary, figureOf),
      await qualitySection(summary, figureOf),
      await mattersSection(summary, figureOf),
      mistakesSection(summary),
      cautionsSection(summary),
      methodSection(summary),
      nextSection(summary),
    ],
    foot: `Made by mlwright ${version}. Every number comes from the run with the fingerprint above.`,
  })
}
