// Chooses what is tried next.
export { plannedTrials } from './propose.js'
export type { Preset, ProposeOptions } from './propose.js'
export { overrunMs, search } from './search.js'
export type { SearchOptions, SearchResult } from './search.js'
