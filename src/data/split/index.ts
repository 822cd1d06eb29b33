// Which rows learn and which rows judge: fixed before anything is fitted.
export { copiesOf } from './copies.js'
export { holdOut, makeFolds, minimumRows } from './split.js'
export type { Fold, Folds, HoldOut, SplitInput, SplitKind } from './input.js'
