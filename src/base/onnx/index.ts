// Build an ONNX graph and serialise it. Runs in a browser too.
export { createGraph } from './builder.js'
export type { GraphOptions } from './builder.js'
export type { Attribute, Attributes, ElementType, GraphBuilder, TensorData, Value } from './graph.js'
