// Run an ONNX graph.
export type { RunTensor, Runtime, TensorValues } from './messages.js'
export { openSession } from './session.js'
export type { OnnxSession, RunOptions, SessionOptions } from './session.js'
