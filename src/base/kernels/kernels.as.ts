// What the WebAssembly module exports: the kernels of all folders.
export { subtractHistograms } from './histogram/histogram.as'
export { logisticGradients, softmaxGradients, squaredGradients, tweedieGradients } from './gradients/gradients.as'
