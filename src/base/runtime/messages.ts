// What the thread of a model and its callers say to each other.
import type { ErrorCode } from '../core/index.js'
import type { ElementType } from '../onnx/index.js'

export type Runtime = 'onnxruntime-node' | 'onnxruntime-web'

export type TensorValues = Float64Array | Float32Array | BigInt64Array | Int32Array | Uint8Array | readonly string[]

/** A tensor that goes in or comes out; row by row. Numbers may lie in shared memory: they are copied. */
export interface RunTensor {
  readonly type: ElementType
  readonly dims: readonly number[]
  readonly data: TensorValues
}

export interface WorkerStart {
  readonly model: Uint8Array | string
  readonly runtimes: readonly Runtime[]
}

export type ToWorker =
  | { readonly type: 'run'; readonly run: number; readonly inputs: ReadonlyMap<string, RunTensor>; readonly rowsPerCall: number }
  | { readonly type: 'stop'; readonly run: number }
  | { readonly type: 'close' }

export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

export type FromWorker =
  | { readonly type: 'opened'; readonly runtime: Runtime; readonly inputNames: readonly string[]; readonly outputNames: readonly string[] }
  | ({ readonly type: 'refused' } & Refusal)
  | { readonly type: 'done'; readonly run: number; readonly outputs: ReadonlyMap<string, RunTensor> }
  | ({ readonly type: 'failed'; readonly run: number } & Refusal)
