// What differs between Node and a browser. `#platform` is one of node.ts and browser.ts, as package.json says under `imports`.
export {
  bytesOf,
  intoSharedMemory,
  isShared,
  placesIn,
  sharedFloat64,
  sharedInt32,
  sharedInt8,
  sharedUint32,
  sharedUint8,
} from './buffers.js'
export { createParking } from './parking.js'
export type { Parking } from './parking.js'
export { platform, Worker } from '#platform'
export type { ParentThread, Platform, Thread, ThreadEnd } from './thread.js'
