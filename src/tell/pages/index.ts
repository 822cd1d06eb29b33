// Pages for people: self-contained HTML.
export type { FigureOptions } from './parts.js'
export { renderReport } from './report.js'
export { renderRelation } from './relation-page.js'
export type { AskedRelation } from './relation-page.js'
export { renderProfile } from './profile-page.js'
export type { ProfiledTable } from './profile-page.js'
