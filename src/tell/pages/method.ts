// How it was made, so that it can be made again; and how to use it next.
import { formatCount, parityWords, pythonSnippet, splitSentences, type TrainingSummary, typedValuesSentence } from '../words/index.js'
import { html, type Html, trusted } from './html.js'
import { nameOf, sectionOf } from './parts.js'

export function methodSection(summary: TrainingSummary): Html {
  const { version, seed, fingerprint, split, parity, rows } = summary
  const compared = parity === undefined ? undefined : parityWords(parity)
  const parts = split.kind === 'ordered' ? 'in order' : split.kind
  return sectionOf(
    'method',
    'How it was made',
    undefined,
    html`<ul class="method">
        ${splitSentences(summary).map((sentence) => html`<li>${sentence}</li>`)}
        <li>The chosen candidate was then fitted once more, on all ${formatCount(rows.train)} rows: that is the model in this folder.</li>
        ${parity !== undefined && compared !== undefined && html`<li>The model in <code>model.onnx</code> was compared with the one that was judged on ${compared.rows}: ${compared.difference} (${parity.runtime}).</li>`}
      </ul>
      <dl class="facts">
        <div>
          <dt>mlwright</dt>
          <dd>${version}</dd>
        </div>
        <div>
          <dt>Seed</dt>
          <dd>${String(seed)}</dd>
        </div>
        <div>
          <dt>Split</dt>
          <dd>
            ${formatCount(split.folds)} parts,
            ${parts}${split.repeats > 1 && `, ${formatCount(split.repeats)} times`}${split.column !== undefined && html`, by ${nameOf(split.column)}`}
          </dd>
        </div>
        <div>
          <dt>Fingerprint of the data</dt>
          <dd><code class="long">${fingerprint}</code></dd>
        </div>
      </dl>`,
  )
}

export function nextSection(summary: TrainingSummary): Html {
  const typed = typedValuesSentence(summary)
  // Texts are put on one line: the breaks are the page's own.
  const lines = pythonSnippet(summary)
    .split('\n')
    .map((line, at) => [at > 0 && html`${trusted('\n')}`, line])
  const inputs = summary.schema.columns.filter(({ role }) => role === 'feature').length
  return sectionOf(
    'next',
    'How to use it next',
    html`From the folder that mlwright is installed in, with the path of the folder that holds this page in place of
      <code>path/to/bundle</code>:`,
    html`<dl class="commands">
        <div>
          <dt>Predict new rows</dt>
          <dd>
            <pre><code>npx mlwright predict path/to/bundle new-rows.csv --out predictions.csv</code></pre>
          </dd>
        </div>
        <div>
          <dt>Check it on rows with known answers</dt>
          <dd>
            <pre><code>npx mlwright evaluate path/to/bundle newer-rows.csv</code></pre>
          </dd>
        </div>
        <div>
          <dt>Use it in Python</dt>
          <dd>
            ${typed}
            <pre><code>${lines}</code></pre>
          </dd>
        </div>
      </dl>
      <p class="note">
        New rows need the same ${formatCount(inputs)} column${inputs !== 1 && 's'}, in any order; cells may be missing.
        <code>signature.json</code> says how each is written, <code>card.md</code> sums up what the model is for.
      </p>`,
  )
}
