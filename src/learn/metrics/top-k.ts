// Top-k accuracy.
import { defineMetric, prepareMean } from './define.js'
import { invalid, readScores } from './input.js'
import type { Numbers, WeightOptions } from './input.js'
import type { Scored } from './metric.js'

/**
 * Top-k accuracy: the share of rows whose class is among the k that were given the highest scores.
 * Of equal scores the later class comes first, as in scikit-learn.
 *
 * `labels` classes from 0, shape [rows]; `scores` any real, rows × classes, row by row; `weights` ≥ 0, shape [rows], default all 1;
 * `k` default 3.
 * Returns [0, 1], always 1 with at most k classes. Throws METRIC_INPUT_INVALID. O(rows × classes). Equal to scikit-learn's
 * `top_k_accuracy_score`.
 */
export function topKAccuracy(labels: Numbers, scores: Numbers, options: WeightOptions & { readonly k?: number } = {}): number {
  const scored = readScores('Top-k accuracy', labels, scores, options, 'score')
  if (scored.task === 'binary') throw invalid('Top-k accuracy', 'got one score per row, expected one per row and class')
  return prepareMean(scored, hitsOf(scored, options.k ?? 3))(new Float64Array(scored.target.length).fill(1))
}

export const topK3Metric = defineMetric({
  id: 'topK3',
  title: 'Top-3 accuracy',
  tasks: ['multiclass'],
  direction: 'maximize',
  range: [0, 1],
  prepare: (scored) => prepareMean(scored, hitsOf(scored, 3)),
})

function hitsOf({ classCount, target, predictions }: Scored, k: number): Float64Array {
  const hits = new Float64Array(target.length)
  for (let i = 0; i < hits.length; i++) {
    const own = predictions[i * classCount + target[i]]
    let ahead = 0
    for (let other = 0; other < classCount; other++) {
      const score = predictions[i * classCount + other]
      if (score > own || (score === own && other > target[i])) ahead++
    }
    hits[i] = ahead < k ? 1 : 0
  }
  return hits
}
