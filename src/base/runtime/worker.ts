// The thread in which a model runs: short calls, and a look at the messages between two of them.
import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { MlwrightError, isMlwrightError } from '../core/index.js'
import type { ElementType } from '../onnx/index.js'
import type { FromWorker, Refusal, RunTensor, TensorValues, ToWorker, WorkerStart } from './messages.js'
import { loadRuntime } from './runtime.js'

type RuntimeTensor = import('onnxruntime-web').Tensor
type RuntimeSession = import('onnxruntime-web').InferenceSession

const runtimeTypes: Readonly<Record<ElementType, RuntimeTensor['type']>> = {
  double: 'float64',
  float: 'float32',
  int64: 'int64',
  int32: 'int32',
  bool: 'bool',
  string: 'string',
  uint8: 'uint8',
}
const elementTypes = new Map(Object.entries(runtimeTypes).map(([own, theirs]) => [theirs, own as ElementType]))

const port = parentPort!
const send = (message: FromWorker): void => port.postMessage(message)

async function open(start: WorkerStart): Promise<void> {
  const { runtime, ort } = await loadRuntime(start.runtimes)
  const bytes = typeof start.model === 'string' ? await readModel(start.model) : start.model
  let session: RuntimeSession
  try {
    session = await ort.InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    })
  } catch (cause) {
    throw new MlwrightError('BUNDLE_INVALID', `${runtime} refuses the ONNX model: ${(cause as Error).message}`, { cause })
  }

  const stopped = new Set<number>()
  let isClosing = false
  let queue = Promise.resolve()

  const runAll = async (message: Extract<ToWorker, { type: 'run' }>): Promise<void> => {
    const { run, inputs, rowsPerCall } = message
    try {
      const rowCount = Math.max(...[...inputs.values()].map((tensor) => tensor.dims[0] ?? 1))
      const parts = new Map<string, RunTensor[]>(session.outputNames.map((name) => [name, []]))
      for (let from = 0; from === 0 || from < rowCount; from += rowsPerCall) {
        if (isClosing || stopped.has(run)) throw new MlwrightError('ABORTED', 'The run of the model was stopped.')
        // Without a prototype, a column may even be called `__proto__`.
        const feeds = Object.create(null) as Record<string, RuntimeTensor>
        for (const [name, tensor] of inputs) {
          const part = rowsOf(tensor, from, Math.min(rowCount, from + rowsPerCall))
          feeds[name] = new ort.Tensor(runtimeTypes[tensor.type], part.data, part.dims)
        }
        const outputs = await session.run(feeds)
        for (const [name, list] of parts) {
          const { type, dims, data } = outputs[name]
          list.push({ type: elementTypes.get(type)!, dims, data: data as TensorValues })
        }
        await setImmediate()
      }
      send({ type: 'done', run, outputs: new Map([...parts].map(([name, list]) => [name, joinRows(list)])) })
    } catch (error) {
      send({ type: 'failed', run, ...refusalOf(error) })
    }
    stopped.delete(run)
  }

  port.on('message', (message: ToWorker) => {
    if (message.type === 'stop') {
      stopped.add(message.run)
    } else if (message.type === 'run') {
      queue = queue.then(() => runAll(message))
    } else {
      isClosing = true
      queue = queue.then(() => session.release()).finally(() => port.close())
    }
  })
  send({ type: 'opened', runtime, inputNames: session.inputNames, outputNames: session.outputNames })
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new MlwrightError('BUNDLE_NOT_FOUND', `Cannot read the model '${path}': ${(cause as Error).message}`, { cause })
  }
}

/** A copy of some rows, out of shared memory. */
function rowsOf(tensor: RunTensor, from: number, to: number): { readonly dims: readonly number[]; readonly data: TensorValues } {
  const width = tensor.dims.slice(1).reduce((product, dim) => product * dim, 1)
  return { dims: [to - from, ...tensor.dims.slice(1)], data: tensor.data.slice(from * width, to * width) }
}

function joinRows(parts: readonly RunTensor[]): RunTensor {
  const [first] = parts
  if (parts.length === 1) return first
  const dims = [parts.reduce((sum, part) => sum + part.dims[0], 0), ...first.dims.slice(1)]
  if (first.type === 'string') return { type: 'string', dims, data: parts.flatMap((part) => part.data as readonly string[]) }
  const values = parts.map((part) => part.data as Float64Array)
  const joined = new (values[0].constructor as Float64ArrayConstructor)(values.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of values) {
    joined.set(part, at)
    at += part.length
  }
  return { type: first.type, dims, data: joined }
}

function refusalOf(error: unknown): Refusal {
  if (isMlwrightError(error)) return { code: error.code, message: error.message, hint: error.hint }
  return { code: 'INTERNAL', message: `ONNX Runtime failed: ${error instanceof Error ? error.message : String(error)}`, hint: '' }
}

open(workerData as WorkerStart).catch((error: unknown) => {
  send({ type: 'refused', ...refusalOf(error) })
  port.close()
})
