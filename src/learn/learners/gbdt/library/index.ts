// `mlwright/gbdt`: gradient-boosted trees by themselves, in Node and in a browser.
export { isMlwrightError, MlwrightError } from '../../../../base/core/index.js'
export type { ErrorCode, Json } from '../../../../base/core/index.js'
export type { Transform as GbdtTransform } from '../forest/transform.js'
export type { CustomObjective, CustomRound } from '../objectives/custom.js'
export type { ObjectiveName as GbdtObjective } from '../objectives/parameters.js'
export { gbdtFromJSON, gbdtFromLightGbmText, gbdtFromXgboostJson } from './model.js'
export type { GbdtTrainParameters } from './parameters.js'
export { trainGbdt } from './train.js'
export type {
  GbdtColumn,
  GbdtContext,
  GbdtData,
  GbdtModel,
  GbdtPermutationOptions,
  GbdtPredictOptions,
  GbdtRound,
  GbdtShapOptions,
} from './types.js'
