// What it takes a learner to see: leaks, label noise, shift.
export { findLeaks } from './target-leaks.js'
export type { LeakOptions } from './target-leaks.js'
export type { Audited } from './audited.js'
export { suspected, sure } from './leak-evidence.js'
export type { LeakEvidence, LeakSign } from './leak-evidence.js'
