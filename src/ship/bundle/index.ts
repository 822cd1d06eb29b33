// The folder that ships: written whole, read with care.
export type { Bundle, BundleContents } from './files.js'
export { outputNamesOf } from './output-names.js'
export { readBundle, readSignature } from './read.js'
export { writeBundle } from './write.js'
