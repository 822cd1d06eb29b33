// Personal data and sensitive attributes in the columns of a table.
export type { PrivacyMode } from './findings.js'
export { createGuard } from './guard.js'
export { proxyFindings } from './proxies.js'
