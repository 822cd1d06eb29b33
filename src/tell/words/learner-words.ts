// What each family of learners is called in sentences and tables.

const names: Readonly<Record<string, string>> = {
  baseline: 'constant guess',
  linear: 'linear model',
  gbdt: 'boosted trees',
  forest: 'random forest',
  neighbors: 'nearest neighbours',
  neural: 'neural network',
  bayes: 'naive Bayes',
  ensemble: 'ensemble of several models',
}

/** Its plain name; of a learner that is plugged in, its id. */
export function learnerName(id: string): string {
  return Object.hasOwn(names, id) ? names[id] : id
}
