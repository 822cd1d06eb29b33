// Reading tables from wherever they are.
export { readInputs } from './inputs.js'
export type { InputCells, InputsReading } from './inputs.js'
export { readTable } from './read-table.js'
export { readWithSignature } from './read-with-signature.js'
export type { SignatureReading, SignatureReadOptions } from './read-with-signature.js'
export type { Reading, ReadOptions, Source, Target } from './reading.js'
export { filesOf } from './open.js'
export { reusable } from './reusable.js'
