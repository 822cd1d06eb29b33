// The engine under measurement, through the function that its users call. One place for what the benchmarks ask of it.

export { gbdtFromLightGbmText, trainGbdt } from 'mlwright/gbdt'

/** The objective of a task, and the number of its classes where that needs saying. */
export const objectiveOf = ({ task, classes }) =>
  task === 'multiclass' ? { objective: 'multiclass', classes } : { objective: task === 'binary' ? 'binary' : 'l2' }

/** Log-loss, or root mean squared error: what `peer.py` computes of the peers' predictions. */
export function lossOf(task, labels, predictions) {
  const outputs = predictions.length / labels.length
  let sum = 0
  for (const [row, label] of labels.entries()) {
    if (task === 'regression') sum += (label - predictions[row]) ** 2
    else {
      const probability = task === 'multiclass' ? predictions[row * outputs + label] : label === 1 ? predictions[row] : 1 - predictions[row]
      sum -= Math.log(Math.max(probability, 1e-15))
    }
  }
  return task === 'regression' ? Math.sqrt(sum / labels.length) : sum / labels.length
}
