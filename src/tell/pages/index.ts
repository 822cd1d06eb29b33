// Pages for people: self-contained HTML.
export type { FigureOptions } from './parts.js'
export { renderReport } from './report.js'
