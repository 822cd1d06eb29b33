// Reading tables from wherever they are.
export { readTable } from './read-table.js'
export { readWithSignature } from './read-with-signature.js'
export type { SignatureReading, SignatureReadOptions } from './read-with-signature.js'
export type { Reading, ReadOptions, Source, Target } from './reading.js'
export { filesOf } from './open.js'
export { storedAddress } from './address/stored-source.js'
export { withoutSecrets } from './address/without-secrets.js'
