// Build an ONNX graph, check it, run it.
export { createGraph } from './builder.js'
export type { GraphOptions } from './builder.js'
export type { Attribute, Attributes, ElementType, GraphBuilder, TensorData, Value } from './graph.js'
export type { RunTensor, Runtime, TensorValues } from './messages.js'
export { openSession } from './session.js'
export type { OnnxSession, RunOptions, SessionOptions } from './session.js'
