// Pages for people: self-contained HTML.
export { renderReport } from './report.js'
