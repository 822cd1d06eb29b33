// Models as ONNX graphs, and the proof that a graph says what its model says.
export { modelToOnnx } from './model-to-onnx.js'
export type { ExportInput } from './model-to-onnx.js'
export { checkParity } from './parity.js'
export type { Parity, ParityInput } from './parity.js'
export { acceptPythonMissing } from './python-missing.js'
