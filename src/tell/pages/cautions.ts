// What to watch out for: the findings, gravest first, and what no figure of this report can say.
import type { Finding, Severity } from '../../base/core/index.js'
import { adviceWords, formatCount, limitSentences, type TrainingSummary } from '../words/index.js'
import { html, type Html } from './html.js'
import { advised, nameOf, sectionOf } from './parts.js'

const severities: readonly { readonly severity: Severity; readonly title: string; readonly label: string }[] = [
  { severity: 'error', title: 'Makes the result wrong', label: 'Serious' },
  { severity: 'warning', title: 'May mislead', label: 'Warning' },
  { severity: 'info', title: 'Good to know', label: 'Note' },
]

/** Findings of one severity that are written out. */
const listed = 25

export function cautionsSection(summary: TrainingSummary): Html {
  const { findings } = summary
  const grave = findings.filter(({ severity }) => severity !== 'info').length
  const lead =
    findings.length === 0
      ? 'Nothing stood out in the data. What always holds is below.'
      : grave === 0
        ? `${countOf(findings.length)}, ${findings.length === 1 ? 'not' : 'none of them'} a warning.`
        : `${countOf(findings.length)}, of which ${formatCount(grave)} deserve${grave === 1 ? 's' : ''} a look.`
  return sectionOf(
    'cautions',
    'What to watch out for',
    lead,
    findingGroups(findings),
    html`<h3>What these figures cannot say</h3>
      <ul class="limits">
        ${limitSentences(summary).map((limit) => html`<li>${advised(limit)}</li>`)}
      </ul>`,
  )
}

/** Findings by severity, the gravest first, each with what to do. */
export function findingGroups(findings: readonly Finding[]): readonly (Html | undefined)[] {
  return severities.map(({ severity, title, label }) =>
    groupOf(
      findings.filter((finding) => finding.severity === severity),
      { severity, title, label },
    ),
  )
}

function countOf(findings: number): string {
  return findings === 1 ? 'One observation' : `${formatCount(findings)} observations`
}

function groupOf(findings: readonly Finding[], group: { severity: Severity; title: string; label: string }): Html | undefined {
  if (findings.length === 0) return undefined
  const rest = findings.length - listed
  return html`<h3>${group.title}</h3>
    <ul class="findings">
      ${findings.slice(0, listed).map((finding) => findingOf(finding, group))}
    </ul>
    ${rest > 0 && html`<p class="note">${formatCount(rest)} more of this kind are not listed.</p>`}`
}

function findingOf({ code, message, columns }: Finding, { severity, label }: { severity: Severity; label: string }): Html {
  const advice = adviceWords[code] ?? ''
  const shown = columns.slice(0, 6)
  return html`<li class="${severity}">
    <p>
      <span class="label">${label}</span> ${nameOf(message, 600)}${advice !== '' && html` <span class="advice">${advised(advice)}</span>`}
    </p>
    <p class="code">
      <code>${code}</code
      >${shown.map((name) => html` <span class="tag">${nameOf(name, 28)}</span>`)}${columns.length > shown.length && ` and ${formatCount(columns.length - shown.length)} more columns`}
    </p>
  </li> `
}
