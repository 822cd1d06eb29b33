// The types of `mlwright/gbdt`: as the contract has them (checked by `npm run check:types`).
import { expectTypeOf, test } from 'vitest'
import type {
  GbdtData,
  GbdtModel,
  GbdtRound,
  GbdtTrainParameters,
  gbdtFromJSON,
  Json,
  trainGbdt,
} from '../../dist/learn/learners/gbdt/library/index.js'

type Columns = readonly (Float64Array | Float32Array | Int32Array)[]

// Never called: only its types matter.
const examples = (train: typeof trainGbdt, columns: Columns, model: GbdtModel) => ({
  plain: train({ columns, labels: [0, 1] }),
  auto: train(
    { columns, labels: new Uint8Array(2), weights: [1, 2], categorical: [0], names: ['a'], groupSizes: [2], initialScores: [0, 0] },
    'auto',
  ),
  full: train(
    { columns, labels: Float32Array.of(0, 1) },
    { objective: 'binary', rounds: 10, learningRate: 0.1, leaves: 31, maxDepth: undefined, maxBins: 255, minRowsPerLeaf: 20, l2: 1 },
    {
      threads: 2,
      seed: 1,
      signal: AbortSignal.timeout(1),
      validation: { columns, labels: [1] },
      patience: 5,
      onRound: ({ round }) => round,
    },
  ),
  predicted: model.predict(columns, { threads: 2 }),
  // @ts-expect-error -- plain lists are no columns
  lists: train({ columns: [[1, 2]], labels: [0, 1] }),
  // @ts-expect-error -- labels are needed
  noLabels: train({ columns }),
  // @ts-expect-error -- no such parameter
  wrongParameter: train({ columns, labels: [0, 1] }, { numLeaves: 3 }),
  // @ts-expect-error -- no such objective
  wrongObjective: train({ columns, labels: [0, 1] }, { objective: 'rmse' }),
  // @ts-expect-error -- no such preset
  wrongPreset: train({ columns, labels: [0, 1] }, 'fast'),
  // @ts-expect-error -- no such option
  wrongOption: train({ columns, labels: [0, 1] }, {}, { cores: 2 }),
})

test('data, parameters and context go in, a promise of a model comes out', () => {
  expectTypeOf<ReturnType<typeof examples>['full']>().toEqualTypeOf<Promise<GbdtModel>>()
  expectTypeOf<ReturnType<typeof examples>['auto']>().toEqualTypeOf<Promise<GbdtModel>>()
  expectTypeOf<Parameters<typeof trainGbdt>[1]>().toEqualTypeOf<'auto' | GbdtTrainParameters | undefined>()
  expectTypeOf<GbdtData['labels']>().toEqualTypeOf<ArrayLike<number>>()
  expectTypeOf<GbdtRound['validationValue']>().toEqualTypeOf<number | undefined>()
})

test('a model gives numbers, at once', () => {
  expectTypeOf<GbdtModel['predict']>().returns.toEqualTypeOf<Float64Array>()
  expectTypeOf<GbdtModel['predictRaw']>().returns.toEqualTypeOf<Float64Array>()
  expectTypeOf<GbdtModel['predictRow']>().parameter(0).toEqualTypeOf<ArrayLike<number>>()
  expectTypeOf<GbdtModel['toJSON']>().returns.toEqualTypeOf<Json>()
  expectTypeOf<GbdtModel['toOnnx']>().returns.toEqualTypeOf<Uint8Array>()
  expectTypeOf<typeof gbdtFromJSON>().toEqualTypeOf<(json: Json) => GbdtModel>()
})
