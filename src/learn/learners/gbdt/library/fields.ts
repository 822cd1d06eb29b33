// What the data and the context of a fit may hold.

export const dataFields = ['columns', 'labels', 'weights', 'categorical', 'names', 'groupSizes', 'initialScores'] as const

export const contextOptions = ['threads', 'seed', 'signal', 'validation', 'metric', 'patience', 'continueFrom', 'onRound'] as const
