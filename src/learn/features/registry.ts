// All transformers by type, and which one fits a column of a kind for an encoding.
import type { Column } from '../../data/table/index.js'
import {
  booleanImputedType,
  booleanPlainType,
  fitBooleanImputed,
  fitBooleanPlain,
  loadBooleanImputed,
  loadBooleanPlain,
} from './boolean.js'
import { categoryCodesType, fitCategoryCodes, loadCategoryCodes } from './category-codes.js'
import { categoryOneHotType, fitCategoryOneHot, loadCategoryOneHot } from './category-one-hot.js'
import { categoryOrdinalType, loadCategoryOrdinal } from './category-ordinal.js'
import { datetimeCyclicType, fitDatetimeCyclic, loadDatetimeCyclic } from './datetime-cyclic.js'
import { datetimePlainType, fitDatetimePlain, loadDatetimePlain } from './datetime-plain.js'
import { invalid, textField, type Fields } from './fields.js'
import { fitNumberPlain, loadNumberPlain, numberPlainType } from './number-plain.js'
import { fitNumberStandardized, loadNumberStandardized, numberStandardizedType } from './number-standardized.js'
import type { Encoding } from './pipeline.js'
import { fitTextCounts, loadTextCounts, textCountsType } from './text-counts.js'
import { fitTextTfidf, loadTextTfidf, textTfidfType } from './text-tfidf.js'
import type { TrainingRows } from './training-rows.js'
import type { FittedTransformer } from './transformer.js'

const loaders: Readonly<Record<string, (fields: Fields) => FittedTransformer>> = {
  [numberStandardizedType]: loadNumberStandardized,
  [numberPlainType]: loadNumberPlain,
  [categoryOneHotType]: loadCategoryOneHot,
  [categoryOrdinalType]: loadCategoryOrdinal,
  [categoryCodesType]: loadCategoryCodes,
  [booleanImputedType]: loadBooleanImputed,
  [booleanPlainType]: loadBooleanPlain,
  [datetimeCyclicType]: loadDatetimeCyclic,
  [datetimePlainType]: loadDatetimePlain,
  [textTfidfType]: loadTextTfidf,
  [textCountsType]: loadTextCounts,
}

/** Throws BUNDLE_INVALID for a type that nobody registered and for fields that are damaged. */
export function loadTransformer(fields: Fields): FittedTransformer {
  const type = textField(fields, 'type')
  if (!Object.hasOwn(loaders, type)) throw invalid('type', `one of ${Object.keys(loaders).join(', ')}`, type)
  return loaders[type](fields)
}

/** Fits what this encoding makes of a column of this kind, looking at the training rows alone. */
export function fitTransformer(column: Column, training: TrainingRows, encoding: Exclude<Encoding, 'none'>): FittedTransformer {
  const isLinear = encoding === 'standardized'
  switch (column.kind) {
    case 'number':
      return isLinear ? fitNumberStandardized(column, training) : fitNumberPlain(column, training)
    case 'category':
      return isLinear ? fitCategoryOneHot(column, training) : fitCategoryCodes(column, training)
    case 'boolean':
      return isLinear ? fitBooleanImputed(column, training) : fitBooleanPlain(column, training)
    case 'datetime':
      return isLinear ? fitDatetimeCyclic(column, training) : fitDatetimePlain(column, training)
    case 'text':
      return isLinear ? fitTextTfidf(column, training) : fitTextCounts(column, training)
  }
}
