// Stands in for `mlwright/gbdt` where the package does not export it: the same fits through the learner, what that can do of them.
import { createRandom, resolveParameters } from '../../dist/base/core/index.js'
import { learnerOf } from '../../dist/learn/learners/index.js'

export async function trainGbdt({ columns, labels, weights }, parameters, { seed = 0, signal } = {}) {
  const { objective, classes, ...rest } = parameters
  const task = objective === 'l2' ? 'regression' : objective
  const view = viewOf(columns, labels.length)
  const learner = learnerOf('gbdt')
  const resolved = resolveParameters(learner.parameters, { rounds: 100, earlyStopping: false, ...rest })
  const data = { view, target: labels, task, classCount: task === 'regression' ? 0 : (classes ?? 2), ...(weights && { weights }) }
  let checks = 0
  const checkpoint = () => {
    if (signal?.aborted || (signal !== undefined && ++checks > 200)) throw Object.assign(new Error('aborted'), { code: 'ABORTED' })
  }
  const model = learner.fit(data, resolved, { random: createRandom(seed), checkpoint })
  const predict = (given) => model.predict(viewOf(given, given[0].length))
  return {
    predict,
    predictRow: (values) => predict(Array.from(values, (value) => Float64Array.of(value))),
    toJSON: () => model.toJSON(),
  }
}

const viewOf = (columns, rowCount) => ({
  rowCount,
  features: columns.map((values, at) => ({ layout: 'dense', name: `c${at}`, column: `c${at}`, values })),
})
