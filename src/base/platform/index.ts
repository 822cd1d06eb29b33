// What differs between Node and a browser. `#platform` is one of node.ts and browser.ts, as package.json says under `imports`.
export { intoSharedMemory, placesInSharedMemory, sharedFloat64, sharedInt32, sharedInt8, sharedUint32, sharedUint8 } from './buffers.js'
export { platform, Worker } from '#platform'
export type { ParentThread, Platform, Thread, ThreadEnd } from './thread.js'
