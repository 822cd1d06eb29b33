// Rows held against a contract, wherever it stands: for those who ask, and before others work with them.
export { checkSource } from './check-source.js'
export type { Checked, CheckSummary } from './check-source.js'
export { inferGuarded } from './infer-guarded.js'
export { readContract } from './read-contract.js'
export { requireContract } from './require-contract.js'
