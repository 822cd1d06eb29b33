// Stored models come back whole, models of format 1 too; what is damaged is refused.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../base/core/index.js'
import { denseView, exampleFit } from './examples.test.support.js'
import { fitFromJson } from './json.js'
import { createGbdtModel } from './model.js'

const stored = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-format-1.json', import.meta.url), 'utf8')) as {
  readonly model: Json
  readonly columns: readonly (readonly (number | null)[])[]
  readonly predictions: readonly number[]
}

it('reads format 1, predicts the same, and stores it as format 2', () => {
  const model = createGbdtModel(fitFromJson(stored.model))
  const view = denseView(...stored.columns.map((values) => values.map((value) => value ?? NaN)))
  expect(Array.from(model.predict(view))).toEqual(stored.predictions)
  expect(model.fit.objective).toEqual({ name: 'multiclass' })
  expect(model.fit.forest.nodeRows[0]).toBe(80)
  const again = createGbdtModel(fitFromJson(JSON.parse(JSON.stringify(model.toJSON())) as Json))
  expect(again.fit).toEqual(model.fit)
})

it('keeps every kind of node, linear leaves and infinite thresholds', () => {
  const json = createGbdtModel(exampleFit).toJSON()
  expect(JSON.stringify(json)).not.toContain('null')
  expect(fitFromJson(JSON.parse(JSON.stringify(json)) as Json)).toEqual(exampleFit)
})

describe('refuses', () => {
  const json = createGbdtModel(exampleFit).toJSON() as Record<string, Json>

  it('a newer format, with BUNDLE_NEWER', () => {
    expect(() => fitFromJson({ ...json, format: 3 })).toThrow(expect.objectContaining({ code: 'BUNDLE_NEWER' }))
  })

  it.each([
    ['no object', null, 'the model'],
    ['no format', { ...json, format: 'x' }, 'format: "x", expected 1 or 2'],
    ['a list that is cut off', { ...json, nodeLeft: [1] }, 'nodeLeft has 1 entries, expected 5'],
    ['a list that is gone', Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'leafValue')), 'leafValue: nothing'],
    ['text among numbers', { ...json, leafValue: ['1', 2, 3, 4, 5, 6, 7, 8] }, 'leafValue[0]: "1"'],
    ['a cycle', { ...json, nodeLeft: [0, 2, -2, -4, -7] }, 'is reached twice'],
    ['a child that is not there', { ...json, nodeLeft: [1, 99, -2, -4, -7] }, 'points to node 99'],
    ['a feature that is not there', { ...json, nodeFeature: [0, 1, 9, 3, 0] }, 'nodeFeature[2] is 9'],
    ['a set that is not there', { ...json, nodeThreshold: [0.5, 7, 1, 2, 1] }, 'expected one of 1 sets'],
    ['an unknown kind', { ...json, nodeKind: [1, 2, 8, 0, 1] }, 'nodeKind[2]: "8"'],
    ['a place that is no whole number', { ...json, nodeLeft: [1.5, 2, -2, -4, -7] }, 'nodeLeft[0]'],
    ['an infinite leaf', { ...json, leafValue: [1, 2, 3, 4, 5, 6, 7, 'Infinity'] }, 'leafValue[7] is Infinity'],
    ['an unknown transform', { ...json, transform: { name: 'cosine' } }, 'transform.name: "cosine"'],
    ['a wrong count of names', { ...json, featureNames: ['a'] }, 'featureNames'],
    ['an infinite share', { ...json, roundsShare: Infinity }, 'roundsShare: Infinity, expected a number above 0 and at most 1'],
    ['a share that is no number', { ...json, roundsShare: NaN }, 'roundsShare: NaN'],
    ['a share of nothing', { ...json, roundsShare: 0 }, 'roundsShare: 0'],
    ['an infinite slope', { ...json, transform: { name: 'sigmoid', slope: Infinity } }, 'transform.slope: Infinity'],
    ['an infinite number of the objective', { ...json, objective: { name: 'huber', alpha: Infinity } }, 'objective.alpha: Infinity'],
    [
      'a feature twice in a linear leaf',
      { ...json, linear: { ...(json['linear'] as object), features: [2, 3, 3] } },
      'linear.features has feature 3 twice for leaf 6',
    ],
  ])('%s', (_, damaged, message) => {
    expect(() => fitFromJson(damaged as Json)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_INVALID', message: expect.stringContaining(message) }),
    )
  })
})
