// The chart of scaling.mjs: one panel for each thing that changes, seconds upwards, both axes in powers.

const [ink, muted, grid] = ['#1b2430', '#586374', '#e4e8ee']
const colours = { mlwright: '#1d5fa8', LightGBM: '#c2571a' }
const titles = { rows: 'rows', columns: 'columns', bins: 'bins', leaves: 'leaves', threads: 'threads' }

/** A Vega-Lite specification of the rows of bench/results/gbdt-scaling.json. */
export function chartOf(rows) {
  const changed = [...new Set(rows.map((row) => row.changed))]
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 12,
    title: {
      text: '100 rounds of boosting, binning included: 100,000 × 28 rows, 255 bins, 31 leaves, one thread where not changed',
      anchor: 'start',
    },
    spacing: 18,
    columns: 3,
    concat: changed.map((name) =>
      panelOf(
        name,
        rows.filter((row) => row.changed === name),
      ),
    ),
    config: {
      aria: false,
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      title: { color: ink, fontSize: 13, fontWeight: 'normal' },
      legend: { labelFontSize: 12, labelColor: muted },
      axis: {
        gridColor: grid,
        labelColor: muted,
        titleColor: muted,
        titleFontWeight: 'normal',
        labelFontSize: 11,
        titleFontSize: 12,
        domainColor: muted,
      },
    },
  }
}

function panelOf(name, rows) {
  const values = rows.flatMap(({ value, mlwright, lightgbm }) => [
    { value, seconds: mlwright.seconds, by: 'mlwright' },
    { value, seconds: lightgbm.seconds, by: 'LightGBM' },
  ])
  const at = rows.map(({ value }) => value)
  return {
    data: { values },
    width: 210,
    height: 160,
    mark: { type: 'line', point: { size: 36, filled: true }, strokeWidth: 2 },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        title: titles[name],
        scale: { type: 'log', base: name === 'rows' ? 10 : 2, nice: false, domain: [Math.min(...at), Math.max(...at)] },
        axis: { values: at, format: '~s', grid: false },
      },
      y: {
        field: 'seconds',
        type: 'quantitative',
        title: 'seconds',
        // Rows span two powers of ten; of the others the shape is plainer from zero.
        scale: name === 'rows' ? { type: 'log' } : { zero: true },
        axis: { format: '~g', ...(name === 'rows' ? { values: [0.01, 0.1, 1, 10, 100, 1000] } : { tickCount: 4 }) },
      },
      color: {
        field: 'by',
        type: 'nominal',
        title: null,
        scale: { domain: Object.keys(colours), range: Object.values(colours) },
        legend: { orient: 'top' },
      },
    },
  }
}
