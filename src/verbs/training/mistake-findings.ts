// What the mistakes on rows kept apart say about the data: labels that are probably wrong, rows that go with their neighbours.
import { outputCountOf } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { predictionFindings } from '../../learn/audit/index.js'
import type { Trial } from '../../learn/trials/index.js'
import { isOrderKnown } from '../study/index.js'
import type { Plan } from '../study/index.js'

/** By the out-of-fold predictions of the chosen candidate, which cost nothing more. A constant guess shows nothing. */
export function mistakeFindings({ reading, study, target, rowNumbers, split, sampledFrom }: Plan, winner: Trial): Finding[] {
  if (winner.learner === 'baseline') return []
  const predictions = meanOf(winner.outOfFold)
  const isBinary = study.task !== 'regression' && outputCountOf(study.task, study.classCount) === 1
  return predictionFindings({
    target: target.name,
    classes: target.classes,
    answers: study.target,
    predictions: isBinary ? bothClasses(predictions) : predictions,
    rowNumbers,
    asksOrder: split.kind !== 'ordered' && sampledFrom === undefined && !isOrderKnown(reading.findings),
  })
}

/** Over the repeats. */
function meanOf(repeats: readonly Float64Array[]): Float64Array {
  const [first, ...others] = repeats
  return others.length === 0 ? first : first.map((value, at) => (value + others.reduce((sum, one) => sum + one[at], 0)) / repeats.length)
}

function bothClasses(ofOne: Float64Array): Float64Array {
  const both = new Float64Array(2 * ofOne.length)
  for (let row = 0; row < ofOne.length; row++) {
    both[2 * row] = 1 - ofOne[row]
    both[2 * row + 1] = ofOne[row]
  }
  return both
}
