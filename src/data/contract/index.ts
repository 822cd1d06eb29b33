// What a table must hold: inferred, written, edited, and held against rows.
export { checkReading } from './check-reading.js'
export { formatOf } from './contract.js'
export type { Contract } from './contract.js'
export { inferContract } from './infer-contract.js'
export type { RuleOutcome, Violation, ViolationCode } from './violation.js'
