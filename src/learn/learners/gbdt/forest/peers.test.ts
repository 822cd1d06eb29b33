// Held against LightGBM and XGBoost themselves, on real tables and on odd ones.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../../base/core/index.js'
import { openSession } from '../../../../base/runtime/index.js'
import type { View } from '../../../features/index.js'
import { denseView, exampleFit, randomFit, randomRows } from './examples.test.support.js'
import type { GbdtFit } from './fitted.js'
import { findLeaf } from './forest.js'
import { fromLightGbmText } from './from-lightgbm.js'
import { fromXgboostJson } from './from-xgboost.js'
import { scoreRows } from './score.js'
import { toLightGbmText } from './to-lightgbm.js'
import { toOnnxModel } from './to-onnx.js'
import { applyTransform } from './transform.js'

const python = process.env['MLWRIGHT_PYTHON']
const data = process.env['MLWRIGHT_DATA']

function ask(command: readonly string[], input?: unknown): unknown {
  const printed = execFileSync(python!, [join('test', 'parity', 'models.py'), ...command], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...(input === undefined ? {} : { input: JSON.stringify(input) }),
  })
  return JSON.parse(printed)
}

interface Made {
  readonly name: string
  readonly format: 'lightgbm' | 'xgboost'
  readonly text: string
  readonly columns: readonly (readonly (number | null)[])[]
  readonly raw: readonly number[]
}

function worst(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length)
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]) / Math.max(1, Math.abs(value))), 0)
}

/** What LightGBM says of the models that we write. */
function askLightGbm(cases: readonly (readonly [GbdtFit, View])[]): { raw: number[]; predictions: number[]; again: string }[] {
  const given = cases.map(([fit, view]) => ({
    text: toLightGbmText(fit),
    columns: view.features.map(({ values }) => Array.from(values, (value) => (Number.isNaN(value) ? null : value))),
  }))
  return ask(['predict'], given) as { raw: number[]; predictions: number[]; again: string }[]
}

describe.skipIf(python === undefined)('LightGBM loads what is written (skipped where MLWRIGHT_PYTHON names no interpreter)', () => {
  const finite = (view: View): View => {
    // Two zeros and infinity are told apart by few: LightGBM takes |x| ≤ 1e-35 for 0 before it compares, and JSON has no infinity.
    const tame = (value: number): number =>
      Math.abs(value) < 1e-30 ? 0 : value === Infinity ? 1e300 : value === -Infinity ? -1e300 : value
    return denseView(...view.features.map(({ values }) => values.map(tame)))
  }
  const random = createRandom(9)
  const cases: readonly (readonly [string, GbdtFit, View])[] = [
    [
      'every kind of node and leaf, names with blanks',
      exampleFit,
      denseView([0.5, NaN, 0, 0.7], [3, 33, 1, NaN], [1, 0, NaN, 2], [9, -1, 0, NaN]),
    ],
    ...[1, 3].flatMap((outputCount) =>
      [false, true].map((isLinear): readonly [string, GbdtFit, View] => [
        `random trees, ${outputCount} outputs${isLinear ? ', linear leaves' : ''}`,
        randomFit(random, { outputCount, treeCount: 30, isLinear }),
        finite(randomRows(random, 500)),
      ]),
    ),
    ['no trees', randomFit(random, { outputCount: 2, treeCount: 0, isLinear: false }), finite(randomRows(random, 3))],
    ...(['exp', 'softplus', 'signed-square'] as const).map((name): readonly [string, GbdtFit, View] => [
      `predictions by ${name}`,
      { ...randomFit(random, { outputCount: 1, treeCount: 3, isLinear: false }), transform: { name }, objective: { name: 'own' } },
      finite(randomRows(random, 50)),
    ]),
    ...[1, 2].map((outputCount): readonly [string, GbdtFit, View] => [
      `sigmoid of slope 0.3, ${outputCount} outputs`,
      { ...randomFit(random, { outputCount, treeCount: 5, isLinear: false }), transform: { name: 'sigmoid', slope: 0.3 } },
      finite(randomRows(random, 50)),
    ]),
  ]

  let answers: ReturnType<typeof askLightGbm> = []
  beforeAll(() => {
    answers = askLightGbm(cases.map(([, fit, view]) => [fit, view]))
  }, 120_000)

  it.each(cases)('%s: raw scores and predictions equal within 1e-12, and what it writes again reads the same', (name, fit, view) => {
    const { raw, predictions, again } = answers[cases.findIndex(([one]) => one === name)]
    const ours = scoreRows(fit.forest, view)
    expect(worst(ours, raw)).toBeLessThan(1e-12)
    expect(worst(scoreRows(fromLightGbmText(again).forest, view), raw)).toBeLessThan(1e-12)
    applyTransform(fit.transform, fit.forest.outputCount, ours)
    expect(worst(ours, predictions)).toBeLessThan(1e-12)
  })
})

describe.skipIf(python === undefined || data === undefined)(
  'models of real tables (skipped without MLWRIGHT_PYTHON and MLWRIGHT_DATA)',
  () => {
    let made: readonly Made[] = []
    beforeAll(() => {
      made = ask(['make', data!]) as readonly Made[]
    }, 120_000)
    const viewOf = ({ columns }: Made): View => denseView(...columns.map((values) => values.map((value) => value ?? NaN)))

    it('LightGBM: raw scores equal to the last bit, at thresholds, with missing values, for unseen codes; and back within 1e-12', () => {
      const cases = made.filter(({ format }) => format === 'lightgbm')
      expect(cases).toHaveLength(4)
      const read = cases.map((one) => [fromLightGbmText(one.text), viewOf(one)] as const)
      const answers = askLightGbm(read)
      read.forEach(([fit, view], at) => {
        expect(Array.from(scoreRows(fit.forest, view))).toEqual(cases[at].raw)
        expect(worst(cases[at].raw, answers[at].raw)).toBeLessThan(1e-12)
      })
    })

    it('ONNX: the same raw scores within 1e-9 in Python, in onnxruntime-node and in onnxruntime-web', async () => {
      const read = made.map((one) => {
        const fit = one.format === 'lightgbm' ? fromLightGbmText(one.text) : fromXgboostJson(one.text)
        const raw: GbdtFit = { ...fit, transform: { name: 'identity' } }
        return { raw, one, view: viewOf(one), graph: toOnnxModel(raw) }
      })
      const inPython = ask(
        ['onnx'],
        read.map(({ graph, one }) => ({ graph: Buffer.from(graph).toString('base64'), columns: one.columns })),
      ) as number[][]
      for (const [at, { raw, view, graph }] of read.entries()) {
        const expected = Array.from(scoreRows(raw.forest, view))
        expect(worst(inPython[at], expected)).toBeLessThan(1e-9)
        const cells = new Float64Array(view.rowCount * raw.featureCount)
        view.features.forEach(({ values }, c) => values.forEach((value, row) => (cells[row * raw.featureCount + c] = value)))
        for (const runtime of ['onnxruntime-node', 'onnxruntime-web'] as const) {
          const session = await openSession(graph, { runtime })
          const outputs = await session.run(
            new Map([['features', { type: 'double', dims: [view.rowCount, raw.featureCount], data: cells }]]),
          )
          await session.close()
          expect(worst(outputs.get('predictions')!.data as Float64Array, expected)).toBeLessThan(1e-9)
        }
      }
    }, 120_000)

    it('XGBoost: the same leaves, at thresholds in single precision and beside them: scores summed in single precision are equal to the last bit', () => {
      const cases = made.filter(({ format }) => format === 'xgboost')
      expect(cases).toHaveLength(2)
      for (const one of cases) {
        const { forest } = fromXgboostJson(one.text)
        const view = viewOf(one)
        const scale = Math.max(1, Math.abs(forest.baseScores[0]))
        const inDouble = scoreRows(forest, view).map((value) => value / scale)
        expect(
          worst(
            inDouble,
            one.raw.map((value) => value / scale),
          ),
        ).toBeLessThan(1e-6)
        const single = one.raw.map((_, row) => {
          let sum = forest.baseScores[0]
          for (let tree = 0; tree < forest.roots.length; tree++) {
            sum = Math.fround(sum + forest.leafValue[findLeaf(forest, tree, (feature) => view.features[feature].values[row])])
          }
          return sum
        })
        expect(single).toEqual(one.raw.map((value) => Math.fround(value)))
      }
    })
  },
)
