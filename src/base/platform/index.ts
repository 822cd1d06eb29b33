// What differs between Node and a browser. `#platform` is one of node.ts and browser.ts, as package.json says under `imports`.
export { platform, Worker } from '#platform'
export type { ParentThread, Platform, Thread, ThreadEnd } from './thread.js'
