// What a transformer or a learner needs to write itself into an ONNX graph.

export type ElementType = 'double' | 'float' | 'int64' | 'int32' | 'bool' | 'string' | 'uint8'

/** A named edge of the graph. */
export interface Value {
  readonly name: string
}

/** An attribute's ONNX type follows from its form: tagged, since JavaScript does not tell 1 from 1.0. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly strings: readonly string[] }
  | { readonly tensor: TensorData }

export interface TensorData {
  readonly type: ElementType
  readonly dims: readonly number[]
  readonly data: ArrayLike<number> | ArrayLike<bigint> | readonly string[]
}

export type Attributes = Readonly<Record<string, Attribute>>

export interface GraphBuilder {
  /** Without `dims` a tensor of any shape goes in. */
  input(name: string, type: ElementType, dims?: readonly (number | string)[]): Value
  /** An initializer. Equal constants are stored once. */
  constant(tensor: TensorData): Value
  /** One operator with one output. `undefined` is an absent optional input. */
  add(operator: string, inputs: readonly (Value | undefined)[], attributes?: Attributes, domain?: string): Value
  /** One operator with several outputs. */
  addMany(
    operator: string,
    inputs: readonly (Value | undefined)[],
    outputCount: number,
    attributes?: Attributes,
    domain?: string,
  ): readonly Value[]
  output(value: Value, name: string, type: ElementType, dims: readonly (number | string)[]): void
  /** The model, serialised; the same calls give the same bytes. */
  toBytes(): Uint8Array
}
