// The fitted model of `mlwright/gbdt`, whatever it was fitted or read from.
import { createRandom, MlwrightError, showValue } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'
import type { GbdtFit } from '../forest/fitted.js'
import { fromLightGbmText } from '../forest/from-lightgbm.js'
import { fromXgboostJson } from '../forest/from-xgboost.js'
import { permutationImportance } from '../forest/importance-permutation.js'
import { importance } from '../forest/importance.js'
import { fitFromJson, fitToJson } from '../forest/json.js'
import { leafIndex } from '../forest/leaves.js'
import { scoreRow } from '../forest/score.js'
import { interventionalShap } from '../forest/shap-interventional.js'
import { shap } from '../forest/shap.js'
import { toLightGbmText } from '../forest/to-lightgbm.js'
import { toOnnxModel } from '../forest/to-onnx.js'
import { applyTransform } from '../forest/transform.js'
import { ourNameOf } from '../objectives/our-names.js'
import { checkOptions } from './check-options.js'
import { viewOf } from './columns.js'
import { rememberFit } from './fit-of.js'
import { checkColumns } from './prepare-data.js'
import { scoreColumns } from './score-columns.js'
import type { GbdtColumn, GbdtModel, GbdtPredictOptions } from './types.js'

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1
const count = { fits: isCount, expected: 'a whole number of at least 1' }
const predictChecks = { threads: count }
const shapChecks = { background: { fits: Array.isArray, expected: 'a list of typed arrays' } }
const permutationChecks = {
  loss: { fits: (value: unknown) => typeof value === 'function', expected: 'a function of the predictions', isNeeded: true },
  repeats: count,
  seed: { fits: Number.isSafeInteger, expected: 'a whole number' },
}

export function createLibraryModel(fit: GbdtFit): GbdtModel {
  const { forest, transform, featureCount, featureNames } = fit
  const { outputCount } = forest
  const checked = (given: readonly GbdtColumn[]): readonly GbdtColumn[] => checkWidth(given, featureCount)
  const viewed = (given: readonly GbdtColumn[]) => viewOf(checked(given), featureNames)
  const transformed = (scores: Float64Array): Float64Array => {
    applyTransform(transform, outputCount, scores)
    return scores
  }
  const score = (given: readonly GbdtColumn[], options: GbdtPredictOptions = {}): Float64Array => {
    checkOptions(options, 'a prediction', predictChecks)
    return scoreColumns(forest, checked(given), options.threads ?? 1)
  }
  const model: GbdtModel = {
    objective: ourNameOf(fit.objective.name),
    outputCount,
    featureCount,
    featureNames: Object.freeze([...featureNames]),
    rounds: fit.rounds,
    predict: (columns, options) => transformed(score(columns, options)),
    predictRaw: score,
    predictRow: (values) => {
      if (typeof values !== 'object' || values === null || values.length !== featureCount) throw wrongWidth(values?.length, featureCount)
      checkValues(values)
      const scores = new Float64Array(outputCount)
      scoreRow(forest, values, scores)
      return transformed(scores)
    },
    shap: (columns, options = {}) => {
      checkOptions(options, 'shap', shapChecks)
      const { background } = options
      return background === undefined ? shap(forest, viewed(columns)) : interventionalShap(forest, viewed(columns), viewed(background))
    },
    importance: (kind = 'gain') => {
      if (kind === 'gain' || kind === 'split') return importance(forest, featureCount, kind)
      throw new MlwrightError('OPTION_INVALID', `The kind of importance is ${showValue(kind)}, expected 'gain' or 'split'.`)
    },
    permutationImportance: (columns, options) => {
      checkOptions(options, 'permutationImportance', permutationChecks)
      const { loss, repeats = 5, seed = 0 } = options
      const lossOf = (scores: Float64Array): number => loss(transformed(scores))
      return permutationImportance(forest, viewed(columns), { loss: lossOf, repeats, random: createRandom(seed) })
    },
    leafIndex: (columns) => leafIndex(forest, viewed(columns)),
    toJSON: () => fitToJson(fit),
    toLightGbmText: () => toLightGbmText(fit),
    toOnnx: () => toOnnxModel(fit),
  }
  Object.freeze(model)
  rememberFit(model, fit)
  return model
}

/** Reads what `toJSON` gave, of this version or an older one. Throws BUNDLE_NEWER for a newer format, BUNDLE_INVALID for what is damaged. */
export function gbdtFromJSON(json: Json): GbdtModel {
  if (typeof json === 'string') {
    throw new MlwrightError('OPTION_INVALID', `The model is the text ${showValue(json)}, expected the object that toJSON gave.`, {
      hint: 'Pass the text through JSON.parse first.',
    })
  }
  return createLibraryModel(fitFromJson(json))
}

/**
 * Reads the model text of LightGBM (`save_model`, `model_to_string`): raw scores equal LightGBM's, save that those of a random forest are means of
 * trees where LightGBM's are sums. Columns stand in the order of its training,
 * categorical ones as its codes. Throws MODEL_INVALID for text that is damaged, MODEL_UNSUPPORTED for versions or objectives that are not known.
 */
export function gbdtFromLightGbmText(text: string): GbdtModel {
  return createLibraryModel(fromLightGbmText(checkText(text)))
}

/**
 * Reads the JSON of XGBoost (`save_model('model.json')`): rows reach the same leaves, scores differ by XGBoost's own rounding to single precision.
 * In its categorical columns only NaN is missing: a negative code is a level that no split names, as it is for XGBoost.
 * Throws MODEL_INVALID for text that is damaged, MODEL_UNSUPPORTED for linear boosters and objectives that are not known.
 */
export function gbdtFromXgboostJson(text: string): GbdtModel {
  return createLibraryModel(fromXgboostJson(checkText(text)))
}

function checkText(text: unknown): string {
  if (typeof text === 'string') return text
  throw new MlwrightError('OPTION_INVALID', `The model is ${showValue(text)}, expected the text of its file.`)
}

function checkWidth(given: readonly GbdtColumn[], featureCount: number): readonly GbdtColumn[] {
  const columns = checkColumns(given, 'the rows to predict')
  if (columns.length !== featureCount) throw wrongWidth(columns.length, featureCount)
  return columns
}

function wrongWidth(received: number | undefined, expected: number): MlwrightError {
  return new MlwrightError('COLUMN_MISSING', `The model was fitted on ${expected} columns and received ${String(received)}.`, {
    hint: 'Give the columns of the training, in their order.',
    details: { expected },
  })
}

/** A value of another type would count as missing. */
function checkValues(values: ArrayLike<unknown>): void {
  if (ArrayBuffer.isView(values)) return
  for (let column = 0; column < values.length; column++) {
    const value = values[column]
    if (typeof value === 'number') continue
    throw new MlwrightError('CELL_INVALID', `The value of column ${column} is ${showValue(value)}, expected a number.`, {
      hint: 'NaN is missing.',
      details: { column },
    })
  }
}
