// Work on several threads.
export type { Jobs } from './messages.js'
export { createPool } from './pool.js'
export type { Pool } from './pool.js'
export { serveJobs } from './serve.js'
export type { Handlers, JobControl } from './serve.js'
