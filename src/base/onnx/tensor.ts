// Tensors of a graph as ONNX stores them: numbers as little-endian bytes, strings one by one.
import { MlwrightError } from '../core/index.js'
import type { ElementType, TensorData } from './graph.js'
import { Message } from './protobuf.js'

/** TensorProto.DataType */
export const elementTypeCodes: Readonly<Record<ElementType, number>> = {
  float: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
}

const elementSizes: Readonly<Record<Exclude<ElementType, 'string'>, number>> = {
  float: 4,
  uint8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  double: 8,
}

/** The body of a TensorProto, without its name: equal tensors give equal bytes. */
export function encodeTensor(tensor: TensorData): Uint8Array {
  const size = tensor.dims.reduce((product, dim) => product * dim, 1)
  if (size !== tensor.data.length) {
    throw new MlwrightError(
      'INTERNAL',
      `A tensor of shape [${tensor.dims.join(', ')}] needs ${size} elements, received ${tensor.data.length}.`,
    )
  }
  const message = new Message()
  message.packedIntegers(1, tensor.dims)
  message.integer(2, elementTypeCodes[tensor.type])
  if (tensor.type === 'string') {
    for (const text of tensor.data as readonly string[]) message.string(6, text)
  } else {
    message.bytes(9, rawData(tensor.type, tensor.data as ArrayLike<number> | ArrayLike<bigint>))
  }
  return message.finish()
}

function rawData(type: Exclude<ElementType, 'string'>, data: ArrayLike<number> | ArrayLike<bigint>): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.length * elementSizes[type]))
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    switch (type) {
      case 'double':
        view.setFloat64(i * 8, Number(value), true)
        break
      case 'float':
        view.setFloat32(i * 4, Number(value), true)
        break
      case 'int64':
        view.setBigInt64(i * 8, BigInt(value), true)
        break
      case 'int32':
        view.setInt32(i * 4, Number(value), true)
        break
      case 'uint8':
        view.setUint8(i, Number(value))
        break
      case 'bool':
        view.setUint8(i, value ? 1 : 0)
        break
    }
  }
  return new Uint8Array(view.buffer)
}
