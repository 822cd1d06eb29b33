// Build an ONNX graph, check it, run it.
export type { Attribute, Attributes, ElementType, GraphBuilder, TensorData, Value } from './graph.js'
