// Which rows learn and which rows judge: fixed before anything is fitted.
export { alikeByChance } from './chance.js'
export { copiesOf, countAcross, mostRepeated, unlikelyCopies } from './copies.js'
export { holdOut, makeFolds, minimumRows } from './split.js'
export type { Fold, Folds, HoldOut, SplitInput, SplitKind } from './input.js'
