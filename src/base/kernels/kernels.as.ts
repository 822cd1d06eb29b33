// What the WebAssembly module exports: the kernels of all folders.
export { countByte, cutRecords, hashRecords } from './cutting/cutting.as'
export { packValues, sortValues } from './sorting/sorting.as'
export { assignBins, countBins, extractThin, interleave } from './binning/binning.as'
export { logisticGradients, softmaxGradients, squaredGradients, tweedieGradients } from './gradients/gradients.as'
export { measureDerivatives, quantise, quantiseWide, sumQuanta, sumQuantaWide } from './quantising/quantising.as'
export {
  addHistogram,
  addHistogramWide,
  addRows,
  addRowsWide,
  addSomeOfRows,
  addSomeOfRowsWide,
  addThin,
  addThinWide,
  clearHistogram,
  completeThin,
  completeThinWide,
  subtractHistogram,
  subtractHistogramWide,
} from './histogram/histogram.as'
export { addCutGains, addCutGainsWide, searchGuarded, searchGuardedWide } from './split/guarded.as'
export { searchCategories, searchCategoriesWide } from './split/categories.as'
export { searchSplits, searchSplitsWide } from './split/split.as'
export { addToScores, expandThin, partitionRows, sumRows, swapRuns } from './partition/partition.as'
export { gramDesign, scoreDesign, sumDesign } from './design/design.as'
export { drawRows } from './sampling/sampling.as'
export { decideNodes, groupWords, spreadGains } from './shap/grouping.as'
export { explainWords } from './shap/shap.as'
export { addTreeInterventional } from './shap/interventional.as'
export { addTreesToRow, addTreesToTiles } from './traversal/traversal.as'
export { addLinearLeaves } from './traversal/linear-leaves.as'
