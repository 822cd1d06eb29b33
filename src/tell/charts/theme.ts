// The one look of all charts: readable, safe for colour-blind eyes, and named so that a page can recolour it for the dark.
import type { TopLevelSpec } from 'vega-lite'

/** A Vega-Lite 6.4 specification with its data inside. */
export type ChartSpec = TopLevelSpec

/** Every colour that a chart uses. A page maps each to its own by the exact text (light here, dark beside it). */
export const colours = {
  ink: { light: '#1b2430', dark: '#e7eaf0' },
  muted: { light: '#586374', dark: '#a7b1c1' },
  grid: { light: '#e4e8ee', dark: '#2b3442' },
  accent: { light: '#1d5fa8', dark: '#7db5f0' },
  neutral: { light: '#8b95a5', dark: '#76829a' },
  paper: { light: '#ffffff', dark: '#121822' },
} as const

export const colour = {
  ink: colours.ink.light,
  muted: colours.muted.light,
  grid: colours.grid.light,
  accent: colours.accent.light,
  neutral: colours.neutral.light,
  paper: colours.paper.light,
} as const

/** Characters of a label on an axis. */
export const labelLength = 26

/** What every chart shares: its whole size in pixels, fonts, axes, and no texts for screen readers (the figure around it has one). */
export function frameOf(width: number, height: number) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 2,
    background: 'transparent',
    config: {
      aria: false,
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      axis: {
        domainColor: colour.neutral,
        gridColor: colour.grid,
        labelColor: colour.muted,
        labelFontSize: 12,
        labelLimit: 0,
        tickColor: colour.neutral,
        tickSize: 4,
        titleColor: colour.muted,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        titleLimit: 0,
        titlePadding: 8,
      },
      axisBand: { grid: false, ticks: false, domain: false, labelPadding: 6 },
      bar: { color: colour.accent },
      line: { color: colour.accent, strokeWidth: 2 },
      point: { color: colour.accent, filled: true, opacity: 1, size: 60 },
      rule: { color: colour.accent, strokeWidth: 2 },
      text: { color: colour.ink, fontSize: 12 },
    },
  } as const
}

/** How the ticks of an axis over these values are written: 12k for tens of thousands, plain otherwise. */
export function ticksOf(values: Iterable<number>): { format: string; labelExpr: string } {
  let greatest = 0
  for (const value of values) if (Number.isFinite(value)) greatest = Math.max(greatest, Math.abs(value))
  return { format: greatest >= 10_000 ? '~s' : ',~f', labelExpr: "datum.value === 0 ? '0' : datum.label" }
}
