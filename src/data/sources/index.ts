// Reading tables from wherever they are.
export { readTable } from './read-table.js'
export { readWithSignature } from './read-with-signature.js'
export type { SignatureReading, SignatureReadOptions } from './read-with-signature.js'
export type { ColumnGuard, Guarded, GuardedColumn } from './guard.js'
export type { Reading, ReadOptions, Source, Target } from './reading.js'
export { filesOf } from './open.js'
