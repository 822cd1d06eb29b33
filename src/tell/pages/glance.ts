// What was asked, and the answer at one glance.
import { versusBaselineChart } from '../charts/index.js'
import {
  captionWords,
  cautionSentence,
  certaintySentence,
  formatCount,
  guessFigures,
  headlineOf,
  meaningOf,
  metricWords,
  quote,
  summarySentence,
  type TrainingSummary,
  verdictPhrase,
  weakestSentence,
} from '../words/index.js'
import { html, type Html } from './html.js'
import { nameOf } from './parts.js'
import type { FigureOf } from './parts.js'

const questions = { binary: 'which of two classes', multiclass: 'which class', regression: 'what number' } as const

export function askedSection(summary: TrainingSummary): Html {
  const { task, target, taskWhy, classes, positive, metric } = summary
  const shown = classes.slice(0, 8)
  return html`<section id="asked" aria-labelledby="asked-title">
    <h2 id="asked-title">What was asked</h2>
    <p class="lead">From the other columns of a row: ${questions[task]} is ‘${nameOf(target, 60)}’?</p>
    <dl class="facts">
      <div>
        <dt>Why this kind of question</dt>
        <dd>${taskWhy}</dd>
      </div>
      ${
        classes.length > 0 &&
        html`<div>
          <dt>Possible answers</dt>
          <dd>
            ${shown.map((name, at) => [at > 0 && ', ', nameOf(name, 30)])}${classes.length > shown.length && ` and ${formatCount(classes.length - shown.length)} more`}${positive !== undefined && html`; ${nameOf(positive, 30)} counts as positive`}
          </dd>
        </div>`
      }
      <div>
        <dt>Judged by</dt>
        <dd>${metricWords[metric.name].title}. ${meaningOf(metric.name, task)}</dd>
      </div>
    </dl>
  </section> `
}

export async function glanceSection(summary: TrainingSummary, figureOf: FigureOf): Promise<Html> {
  const { metric, importance } = summary
  const { baseline } = guessFigures(summary)
  const headline = headlineOf(summary)
  const top = importance.filter(({ low }) => low > 0).slice(0, 3)
  const { title, scale, better } = metricWords[metric.name]
  const spec = versusBaselineChart(metric, baseline, { title: `${title} (${better} is better)`, percent: scale === 'share' })
  const weakest = weakestSentence(summary)
  const caution = cautionSentence(summary)
  return html`<section id="answer" class="glance" aria-labelledby="answer-title">
    <h2 id="answer-title">The answer at a glance</h2>
    <div class="hero">
      <p class="verdict ${headline.verdict}">${verdictPhrase(summary)}</p>
      <p class="figure"><strong>${headline.figure}</strong> <span>${headline.caption}</span></p>
      <p class="baseline">${headline.baseline}</p>
    </div>
    <div class="says">
      <p class="lead">${headline.isWhole ? certaintySentence(summary) : summarySentence(summary)}</p>
      <ul>
        ${!headline.isWhole && html`<li>${certaintySentence(summary)}</li>`} ${weakest !== undefined && html`<li>${weakest}</li>`}
        ${caution !== undefined && html`<li>${caution}</li>`}
        ${top.length > 0 && html`<li>It relies most on ${top.map(({ column }, at) => [at > 0 && (at === top.length - 1 ? ' and ' : ', '), quote(column)])}.</li>`}
      </ul>
    </div>
    ${await figureOf(spec, captionWords.versusBaseline(summary), 'wide')}
  </section> `
}
