// Memory and files: shared buffers, atomic files, hashes.
export { sharedFloat64, sharedInt32, sharedInt8, sharedUint32, sharedUint8 } from '../platform/index.js'
export { canonicalJson } from './canonical.js'
export { ensureFolder, outputError, outputPath, temporaryPath, writeFileAtomic } from './files.js'
