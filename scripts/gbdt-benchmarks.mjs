// The part of docs/benchmarks.md about boosted trees: tables of what bench/results holds of them.

/** Markdown. `read`: a result by name, or undefined; `hasChart`: whether docs/images/gbdt-scaling.svg was drawn. What was not measured is left out. */
export function gbdtSection(read, hasChart) {
  const parts = [
    speed(read('gbdt-speed')),
    categories(read('gbdt-speed-categories')),
    accuracy(read('gbdt-accuracy')),
    prediction(read('gbdt-predict')),
    shap(read('gbdt-shap')),
    ranks(read('gbdt-rank')),
    defaults(read('gbdt-defaults')),
    aborts(read('gbdt-aborts')),
    hasChart ? '![Training time by rows, columns, bins, leaves and threads](images/gbdt-scaling.svg)' : undefined,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'Not measured yet.' : parts.join('\n\n')
}

const table = (headings, rows) =>
  [`| ${headings.join(' | ')} |`, `|${headings.map(() => '---|').join('')}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
const seconds = ({ seconds: value }) => (value < 10 ? value.toFixed(2) : value.toFixed(1))
const percent = (share) => `${(100 * share).toFixed(2)} %`
const short = (value) => Number(value.toPrecision(4)).toString()

function speed(result) {
  if (result === undefined) return undefined
  const { rounds, leaves, bins, learningRate } = result.settings
  const medians = (name) =>
    Object.entries(result.byThreads)
      .map(([threads, found]) => `${found[name].toFixed(2)} on ${threads === '1' ? 'one thread' : `${threads} threads`}`)
      .join(' and ')
  return `${rounds} rounds, ${leaves} leaves, ${bins} bins, learning rate ${learningRate} for all; seconds of binning and training, medians of ${result.runs} runs in turn, each in
a process of its own, after fits of fewer rows. LightGBM and XGBoost in their faster layout or growth. \`ratio\`: ours by the fastest of LightGBM, with quantized
gradients too, and XGBoost; median ${medians('medianRatio')}. \`first\`: the same of the first fit of a process, while JavaScript and WebAssembly are still
being compiled, which takes some 0.1 to 0.3 s; median ${medians('medianFirstRatio')}.

${speedTable(result)}`
}

function categories(result) {
  if (result === undefined) return undefined
  return `The same with columns told to be categories, with which each library has its own way.\n\n${speedTable(result)}`
}

function speedTable({ rows }) {
  return table(
    [
      'data',
      'rows × columns',
      'threads',
      'mlwright',
      'LightGBM',
      'quantized',
      'XGBoost',
      'CatBoost',
      'ratio',
      'first',
      'peak MB',
      "LightGBM's",
    ],
    rows.map(({ set, rows: rowCount, columns, threads, mlwright, peers, ratio, firstRatio }) => [
      set,
      `${rowCount} × ${columns}`,
      threads,
      seconds(mlwright),
      seconds(peers.lightgbm),
      seconds(peers.quantized),
      seconds(peers.xgboost),
      seconds(peers.catboost),
      ratio.toFixed(2),
      firstRatio.toFixed(2),
      mlwright.peakMemoryMegabytes.toFixed(0),
      peers.lightgbm.peakMemoryMegabytes.toFixed(0),
    ]),
  )
}

function accuracy(result) {
  if (result === undefined) return undefined
  return `Held-out loss of those settings (log-loss, RMSE), means of ${result.seeds} seeded splits. \`excess\`: by how much ours is above LightGBM's; the standard error is that of the
paired difference.

${table(
  ['data', 'mlwright', 'LightGBM', 'excess', 'standard error', 'quantized LightGBM'],
  result.rows.map((row) => [
    row.set,
    short(row.own),
    short(row.lightgbm),
    percent(row.excess),
    percent(row.standardError),
    percent(row.quantized.excess),
  ]),
)}`
}

function prediction(result) {
  if (result === undefined) return undefined
  const { oneRow } = result
  return `Prediction with one and the same model of 100 rounds. One row through ${oneRow.trees} trees of ${oneRow.leaves} leaves takes ${oneRow.microseconds.toFixed(1)} µs.

${table(
  ['data', 'rows × columns', 'threads', 'mlwright, rows/s', 'LightGBM, rows/s', 'ratio'],
  result.rows.map((row) => [
    row.set,
    `${row.rows} × ${row.columns}`,
    row.threads,
    row.mlwright.toFixed(0),
    row.lightgbm.toFixed(0),
    row.ratio.toFixed(2),
  ]),
)}`
}

function shap(result) {
  if (result === undefined) return undefined
  return `Exact TreeSHAP of one and the same model of 100 rounds, rows per second; shap has one thread.

${table(
  ['data', 'rows × columns', 'threads', 'mlwright', "LightGBM's `pred_contrib`", "shap's TreeExplainer", 'ratio to the faster'],
  result.rows.map((row) => [
    row.set,
    `${row.rows} × ${row.columns}`,
    row.threads,
    ...[row.mlwright, row.lightgbm, row.shap].map((rate) => rate.toFixed(0)),
    row.ratio.toFixed(1),
  ]),
)}`
}

function ranks(result) {
  if (result === undefined) return undefined
  const interval = ({ mean, low, high }) => `${mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
  const label = { mlwright: 'mlwright', lightgbm: 'LightGBM', xgboost: 'XGBoost', catboost: 'CatBoost' }
  return `\`train --learners gbdt --time-budget ${result.budgetSeconds}s\` among the others with defaults and early stopping, over ${result.tables} tables and ${result.splits} seeded splits;
1 is best, intervals of 95 % by drawing tables anew.

${table(
  ['', 'average rank', 'ours less theirs'],
  Object.entries(result.ranks).map(([name, rank]) => [
    label[name],
    interval(rank),
    name === 'mlwright' ? '' : interval(result.differences[name]),
  ]),
)}`
}

function defaults(result) {
  if (result === undefined) return undefined
  const interval = ({ mean, low, high }) => `${mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
  const said = {
    plain: "LightGBM's defaults, stopped early",
    one: 'the best single setting',
    adaptive: 'one setting by rows and task',
    portfolio: 'three by rows and task, of which the other splits choose',
    now: 'what `train` tries, of which the other splits choose',
  }
  return `Defaults: ${result.settings.length} settings on ${result.tables.length} tables and ${result.splits} splits; chosen on one half of the tables and judged on the other, then the halves swapped.

${table(
  ['settings', 'average rank'],
  Object.entries(result.ranks).map(([name, rank]) => [said[name], interval(rank)]),
)}`
}

function aborts(result) {
  if (result === undefined) return undefined
  return `After ${result.fits} aborted fits the process holds ${result.aboveStartMegabytes.toFixed(0)} MB more than before the first.`
}
