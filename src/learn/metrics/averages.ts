// Precision, recall and F1 of classes, and how they are averaged.
import type { Confusion } from './metric.js'
import { readLabels } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import { confusionOf } from './confusion.js'

/**
 * How classes are brought to one number. `binary`: the positive class alone; `macro`: the plain mean over the classes;
 * `weighted`: the mean weighted by how much there is of each; `micro`: all decisions counted together.
 */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted'

export type Part = 'precision' | 'recall' | 'f1'

export interface AverageOptions extends WeightOptions {
  /** Default `binary`. */
  readonly average?: Average
  /** The class that `binary` is about. Default 1. */
  readonly positive?: number
}

/**
 * One of the three, as scikit-learn computes it: 0 where it would be 0 ÷ 0, and classes that are neither
 * actual nor predicted (by weight) are left out of the mean.
 */
export function averageOf(part: Part, confusion: Confusion, average: Average, positive = 1): number {
  if (!(confusion.total > 0)) return NaN
  if (average === 'micro') return confusion.right / confusion.total
  if (average === 'binary') return positive < confusion.classCount ? partOf(part, confusion, positive) : 0
  let sum = 0
  let total = 0
  for (let k = 0; k < confusion.classCount; k++) {
    if (confusion.actual[k] === 0 && confusion.predicted[k] === 0) continue
    const weight = average === 'macro' ? 1 : confusion.actual[k]
    sum += weight * partOf(part, confusion, k)
    total += weight
  }
  return sum / total
}

/** The same from labels, checked. */
export function averageOfLabels(part: Part, name: string, labels: Numbers, predicted: Numbers, options: AverageOptions): number {
  return averageOf(part, confusionOf(readLabels(name, labels, predicted, options)), options.average ?? 'binary', options.positive)
}

function partOf(part: Part, confusion: Confusion, k: number): number {
  const hit = confusion.cells[k * confusion.classCount + k]
  const among =
    part === 'precision'
      ? confusion.predicted[k]
      : part === 'recall'
        ? confusion.actual[k]
        : (confusion.predicted[k] + confusion.actual[k]) / 2
  return among === 0 ? 0 : hit / among
}
