// The laws that every learner keeps, as checks that run in any test runner.
export { learnerConformance } from './conformance.js'
export type { ConformanceCheck, ConformanceOptions, RunGraph } from './checks.js'
