// Models of LightGBM and XGBoost predict here what they predict there; what is written comes back.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { denseView } from './examples.test.support.js'
import type { GbdtFit } from './fitted.js'
import { fromLightGbmText } from './from-lightgbm.js'
import { fromXgboostJson } from './from-xgboost.js'
import { fitFromJson, fitToJson } from './json.js'
import { scoreRow, scoreRows, scoreRowsPlainly } from './score.js'
import { toLightGbmText } from './to-lightgbm.js'
import { applyTransform } from './transform.js'
import type { View } from '../../../features/index.js'
import type { Json } from '../../../../base/core/index.js'

type Columns = readonly (readonly (number | null)[])[]

interface Case {
  readonly name: string
  readonly format: 'lightgbm' | 'xgboost'
  readonly text: string
  readonly columns?: Columns
  readonly raw: readonly number[]
  readonly predictions: readonly number[]
}

const golden = JSON.parse(readFileSync(new URL('../../../../../test/golden/gbdt-formats.json', import.meta.url), 'utf8')) as {
  readonly columns: Columns
  readonly cases: readonly Case[]
}

function viewOf({ columns }: Pick<Case, 'columns'>): View {
  return denseView(...(columns ?? golden.columns).map((values) => values.map((value) => value ?? NaN)))
}

function predictionsOf(fit: GbdtFit, view: View): Float64Array {
  const scores = scoreRows(fit.forest, view)
  applyTransform(fit.transform, fit.forest.outputCount, scores)
  return scores
}

function worstDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length)
  return expected.reduce((worst, value, at) => Math.max(worst, Math.abs(value - actual[at]) / Math.max(1, Math.abs(value))), 0)
}

const lightgbm = golden.cases.filter(({ format }) => format === 'lightgbm')
const xgboost = golden.cases.filter(({ format }) => format === 'xgboost')

describe.each(lightgbm)('LightGBM: $name', (one) => {
  const fit = fromLightGbmText(one.text)
  const view = viewOf(one)

  it('has equal raw scores, to the last bit, and equal predictions within 1e-12', () => {
    const raw = scoreRows(fit.forest, view)
    // LightGBM takes the mean of a random forest after its raw scores.
    if (one.name === 'random forest')
      expect(
        worstDifference(
          raw.map((mean) => mean * fit.rounds),
          one.raw,
        ),
      ).toBeLessThan(1e-14)
    else expect(Array.from(raw)).toEqual(one.raw)
    expect(worstDifference(predictionsOf(fit, view), one.predictions)).toBeLessThan(1e-12)
  })

  it('comes back from text and JSON as it was', () => {
    expect(fromLightGbmText(toLightGbmText(fit))).toEqual(fit)
    expect(fitFromJson(JSON.parse(JSON.stringify(fitToJson(fit))) as Json)).toEqual(fit)
  })
})

it('LightGBM: text of version 3 is read as that of version 4', () => {
  const [{ text }] = lightgbm
  expect(fromLightGbmText(text.replace('version=v4', 'version=v3'))).toEqual(fromLightGbmText(text))
})

describe.each(xgboost)('XGBoost: $name', (one) => {
  const fit = fromXgboostJson(one.text)
  const view = viewOf(one)

  it('has equal raw scores and predictions within 1e-6, single precision', () => {
    expect(worstDifference(scoreRows(fit.forest, view), one.raw)).toBeLessThan(1e-6)
    expect(worstDifference(predictionsOf(fit, view), one.predictions)).toBeLessThan(1e-6)
  })

  it('predicts the same through text of LightGBM, and JSON', () => {
    const raw = Array.from(scoreRows(fit.forest, view))
    const again = fromLightGbmText(toLightGbmText(fit))
    expect(worstDifference(scoreRows(again.forest, view), raw)).toBeLessThan(1e-14)
    expect(fitFromJson(JSON.parse(JSON.stringify(fitToJson(fit))) as Json)).toEqual(fit)
  })
})

it.each(golden.cases)('the kernels, the plain walk and row by row agree to the last bit: $format, $name', (one) => {
  const { forest } = one.format === 'lightgbm' ? fromLightGbmText(one.text) : fromXgboostJson(one.text)
  const view = viewOf(one)
  const scores = scoreRows(forest, view)
  expect(scoreRowsPlainly(forest, view, 0, view.rowCount)).toEqual(scores)
  const out = new Float64Array(forest.outputCount)
  for (let row = 0; row < view.rowCount; row++) {
    scoreRow(
      forest,
      view.features.map((feature) => feature.values[row]),
      out,
    )
    expect(out).toEqual(scores.slice(row * out.length, (row + 1) * out.length))
  }
})
