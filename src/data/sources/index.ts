// Reading tables from wherever they are.
export type { Reading, ReadOptions, Source, Target } from './reading.js'
