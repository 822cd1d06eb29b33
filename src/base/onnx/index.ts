// Build an ONNX graph, check it, run it.
export { createGraph, irVersion, operatorSetVersions } from './builder.js'
export type { GraphOptions } from './builder.js'
export type { Attribute, Attributes, ElementType, GraphBuilder, TensorData, Value } from './graph.js'
export { openSession } from './session.js'
export type { OnnxSession, RunOptions, RunTensor, Runtime, SessionOptions, TensorValues } from './session.js'
