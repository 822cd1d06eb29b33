// Distributions, intervals, moments, resampling, tests and effects.
export { drawGroups, drawRows } from './bootstrap.js'
export { betaQuantile, normalCdf, normalQuantile, tCdf, tQuantile } from './distributions.js'
export { clopperPearsonInterval, wilsonInterval } from './intervals.js'
export type { Interval } from './intervals.js'
export { mean, median, quantile, quantileOfSorted, variance } from './moments.js'
